"""Times the files of everyone's list: `python -m benchmarks.export [sqlite|postgresql] [employees]`.

On SQLite in a file and on a throw-away PostgreSQL, with 50,000 employees if left out. CSV is compared
with csv.writer over the rows of the same query, and on PostgreSQL with its own COPY of that query; Excel
with xlsxwriter alone over the same cells. Printed: seconds and their ratio, the first byte, memory above
idle, and what an empty page takes while the site, as it runs in production, sends the CSV.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

from benchmarks.beside import wait_beside
from benchmarks.evidence import ROOT, databases
from benchmarks.say import say

EMPLOYEES = 50_000
ROUNDS = 3
MOST_OF_WRITER, MOST_OF_COPY, MOST_OF_XLSXWRITER = 1.5, 5, 1.5
MOST_MEGABYTES = 40


def best(work: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds."""
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def make(employees: int) -> None:
    """The organisation, in the configured database, which is empty."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("demo_organisation", employees=employees, seed=1, stdout=StringIO())


def measure() -> None:
    """All comparisons in this process."""
    from django.db import connection
    from django.http import QueryDict
    from django.utils import timezone, translation

    from people.tree import Tree
    from policy.models import Guideline
    from reports.employees import employee_list
    from reports.filters import Filters
    from reports.models import Report
    from reports.orders import Order, document_of

    translation.activate("da")
    day = timezone.localdate() - timedelta(days=1)
    guideline = Guideline.objects.get()
    order = Order(Report.EMPLOYEES, guideline, QueryDict(f"dag={day}"), names=True)
    document = document_of(order, today=day + timedelta(days=1))
    found = employee_list(guideline, day, Filters(), Tree.on(day))
    say(f"{document.listed:,} employees, {connection.vendor}")
    measure_csv(document, *found.people.query.get_compiler("default").as_sql())
    measure_excel(document)
    for name, work in (("CSV", write_csv), ("Excel", write_excel)):
        tracemalloc.start()
        work(document)
        megabytes = tracemalloc.get_traced_memory()[1] / 1_000_000
        tracemalloc.stop()
        say(f"{name}: {megabytes:.1f} MB above idle, {megabytes / MOST_MEGABYTES:.2f} of the limit")


def measure_csv(document: Any, sql: str, parameters: Any) -> None:
    """Against csv.writer and COPY over the same query, and until its first byte."""
    from django.db import connection

    from reports.exports import csv_lines

    def bare() -> None:
        with connection.cursor() as cursor, tempfile.TemporaryFile("w+", newline="") as file:
            cursor.execute(sql, parameters)
            csv.writer(file, delimiter=";").writerows(cursor)

    ours, theirs = best(lambda: write_csv(document)), best(bare)
    limit("CSV / csv.writer over the same query", ours, theirs, MOST_OF_WRITER)
    if connection.vendor == "postgresql":
        copied = best(lambda: copy(sql, parameters))
        limit("CSV / COPY of the same query", ours, copied, MOST_OF_COPY)
    started = time.perf_counter()
    next(csv_lines(document))
    say(f"first byte of the CSV after {(time.perf_counter() - started) * 1000:.1f} ms")


def measure_excel(document: Any) -> None:
    """Against reading the rows and xlsxwriter alone over the same cells."""
    table = document.tables[0]
    cells = [[column.get(row) for column in table.columns] for row in table.rows()]
    read, written = (
        best(lambda: sum(1 for _row in table.rows())),
        best(lambda: bare_workbook(cells)),
    )
    ours = best(lambda: write_excel(document))
    limit("Excel / reading the rows + xlsxwriter alone", ours, read + written, MOST_OF_XLSXWRITER)


def write_csv(document: Any) -> None:
    """The CSV file, written and thrown away."""
    from reports.exports import csv_lines

    with tempfile.TemporaryFile("w+", newline="") as file:
        file.writelines(csv_lines(document))


def write_excel(document: Any) -> None:
    """The Excel file, written and thrown away."""
    from reports.workbooks import write_workbook

    with tempfile.TemporaryFile() as file:
        write_workbook(file, document)


def copy(sql: str, parameters: Any) -> None:
    """The database's own file of the query."""
    import psycopg
    from django.db import connection

    connection.ensure_connection()
    raw: Any = connection.connection
    text = psycopg.ClientCursor(raw).mogrify(sql, parameters)
    with raw.cursor() as cursor, cursor.copy(f"COPY ({text}) TO STDOUT (FORMAT csv)") as pieces:
        for _piece in pieces:
            pass


def bare_workbook(cells: list[list[Any]]) -> None:
    """The same cells, already there, by xlsxwriter as its manual shows it."""
    import xlsxwriter
    from django.utils import timezone

    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(cells):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    naive = timezone.localtime(value).replace(tzinfo=None)
                    sheet.write_datetime(number, column, naive, day)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif value not in {None, ""}:
                    sheet.write_string(number, column, str(value))
        book.close()


def limit(what: str, ours: float, theirs: float, most: float) -> None:
    """A comparison as a line."""
    say(f"{what}: {ours:.2f} s / {theirs:.2f} s = {ours / theirs:.2f}, at most {most}")


def main() -> None:
    """Make the organisation in each database, and measure, in a process of its own."""
    employees = next((one for one in sys.argv[1:] if one.isdigit()), str(EMPLOYEES))
    chosen = [one for one in sys.argv[1:] if not one.isdigit()]
    for name, url in databases():
        if chosen and name.lower() not in chosen:
            continue
        with tempfile.TemporaryDirectory() as var:
            env = {
                **os.environ,
                "VAR": var,
                "SECRET_KEY": "benchmark" * 8,
                "DATABASE_URL": url,
                "DEMONSTRATION": "1",  # where HR needs no second step to sign in
                "REPORT_ROWS_AT_ONCE": "10000000",  # else the worker would make the large file
                "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            }
            env.pop("ALLOWED_HOSTS", None)
            command = [sys.executable, "-m", "benchmarks.export", "--here", employees]
            subprocess.run(command, cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    if "--here" in sys.argv:
        make(int(sys.argv[-1]))
        measure()
        wait_beside()
    else:
        main()
