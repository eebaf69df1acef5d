"""Times HR's pages on organisations of growing size: `python -m benchmarks.reports 1000 7000 50000`.

Each is made by `demo_organisation` in an SQLite file and, where its programs are there, on a throw-away
PostgreSQL; `sqlite` or `postgresql` before the sizes chooses one. A page's median is printed beside that
of its own queries run bare and of an empty signed-in page, all measured in turn in one run, and their
ratio; `!` marks what misses its limit. On a machine that does other work, the ratios tell more than the
milliseconds.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import StringIO
from typing import Any

from benchmarks.evidence import ROOT, databases
from benchmarks.site import nobody_is_invented

SIZES = [1_000, 7_000, 50_000]
TIMES, LONGEST = 7, 10.0
# The page against the sum of its bare queries and an empty page; milliseconds at up to 50,000 people.
MOST_RATIO, MOST_MILLISECONDS, SMALL = 3.0, 30.0, 50_000
MOST_LARGE, MOST_LARGE_PAST = 300.0, 3_000.0
PAST = timedelta(days=400)
LIST = "/rapporter/medarbejdere/"


def main() -> None:
    """Measure each size on each database, each in a process of its own."""
    sizes = [int(one) for one in sys.argv[1:] if one.isdigit()] or SIZES
    chosen = [one for one in sys.argv[1:] if not one.isdigit()]
    for name, url in databases():
        if chosen and name.lower() not in chosen:
            continue
        for size in sizes:
            sys.stdout.write(f"\n{name}, {size:,} employees\n")
            sys.stdout.flush()
            with tempfile.TemporaryDirectory() as var, _database(url, size) as own:
                subprocess.run(
                    [sys.executable, "-m", "benchmarks.reports", "--here", str(size)],
                    cwd=ROOT,
                    check=True,
                    env={**os.environ, **_environment(var, own)},
                )


@contextmanager
def _database(url: str, size: int) -> Iterator[str]:
    """A database of its own for each size, which goes with its folder or its server."""
    if url.startswith("sqlite"):
        yield f"{url}-{size}"
        return
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE size_{size}")
    yield f"{url.rpartition('/')[0]}/size_{size}"


def _environment(var: str, url: str) -> dict[str, str]:
    return {
        "VAR": var,
        "SECRET_KEY": "benchmark" * 8,
        "DATABASE_URL": url,
        "DEMONSTRATION": "1",  # else no organisation is invented
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


def measure(size: int) -> None:
    """Make the organisation in the configured database, which is empty, and time its pages."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.STATIC_ROOT.mkdir()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    made = _seconds(
        lambda: call_command("demo_organisation", employees=size, seed=1, stdout=StringIO())
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"  made in {made:.0f} s, {made * 1e6 / size / 60:.1f} minutes a million; ")
    closed = _seconds(_as_after_years_of_nights)
    days = len(_closed())
    sys.stdout.write(f"most memory {memory:.0f} MB; a day closed in {closed / days:.1f} s\n")
    sys.stdout.write(f"  {'':34}queries    bare   empty    page   ratio\n")
    for name, address, is_past in _pages():
        _report(name, address, size, is_past=is_past)


def _as_after_years_of_nights() -> None:
    """Nobody is invented any more, and the days that are asked for were closed in their time."""
    from django.utils import timezone

    from policy.models import Guideline
    from reports.kept import close
    from reports.standings import stand

    nobody_is_invented()
    guideline = Guideline.objects.get()
    for day in _closed():
        close(guideline, day, now=timezone.now())
    stand(guideline, _closed()[0])


def _closed() -> list[date]:
    """Yesterday, the same weekday for half a year, and a day long ago."""
    from django.utils import timezone

    from reports.many_days import WEEK
    from reports.over_time import WEEKS

    today = timezone.localdate()
    weeks = [today - WEEK * back for back in range(1, WEEKS + 1)]
    return [today - timedelta(days=1), *weeks, today - PAST]


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _pages() -> Iterator[tuple[str, str, bool]]:
    """What is timed: a name, an address, and whether it is about a past day."""
    from django.utils import timezone

    from people.tree import Tree

    today = timezone.localdate()
    tree = Tree.on(today)
    root = tree.children[None][0]
    directorate = tree.children[root][0]
    workplace = next(iter(reversed(list(tree.below(directorate)))))
    named = {
        "status": "/rapporter/",
        "department, everybody": f"/rapporter/afdeling/{root}/",
        "department, a directorate": f"/rapporter/afdeling/{directorate}/",
        "department, a workplace": f"/rapporter/afdeling/{workplace}/",
        "list by name": LIST,
        "list by name, page 20": f"{LIST}?side=20",
        "list by day hired, last page": f"{LIST}?sortering=ansat&side=99999",
        "list by deadline": f"{LIST}?sortering=frist",
        "list by state, last first": f"{LIST}?sortering=-tilstand",
        "list of those overdue": f"{LIST}?tilstand=overdue",
        "list by a word": f"{LIST}?q=hansen",
        "progress": "/rapporter/udvikling/",
        "editions": "/rapporter/versioner/",
        "campaigns": "/rapporter/runder/",
        "cohorts": "/rapporter/nyansatte/",
    }
    for name, address in named.items():
        yield name, address, False
    mark = {True: "&", False: "?"}
    for name in ("status", "department, a workplace", "list by name"):
        address = named[name]
        for title, day in (("yesterday", today - timedelta(days=1)), ("long ago", today - PAST)):
            asked = f"{address}{mark['?' in address]}dag={day}"
            yield f"{name}, {title}", asked, True
    never = today - PAST - timedelta(days=1)
    yield "status, a day never closed", f"/rapporter/?dag={never}", True


def _report(name: str, address: str, size: int, *, is_past: bool) -> None:
    """Time one page, its queries and an empty page in turn; print the line."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from people.models import Employee

    client = Client()
    hr = Employee.objects.get(username="karin")
    client.force_login(hr, backend="people.backends.SignInBackend")
    client.get("/tom/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    queries = len(captured)
    reads = [query["sql"] for query in captured if query["sql"].lstrip("(").startswith("SELECT")]
    bare, empty, page = _medians(
        lambda: _run(reads[2:]),  # without the session and the person, which are the empty page's
        lambda: client.get("/tom/"),
        lambda: client.get(address),
    )
    ratio = page / (bare + empty)
    limit = MOST_MILLISECONDS
    if size > SMALL:
        limit = MOST_LARGE_PAST if is_past else MOST_LARGE
    misses = "!" if ratio > MOST_RATIO or page > limit else ""
    sys.stdout.write(
        f"  {name:34}{queries:7}{bare:8.1f}{empty:8.1f}{page:8.1f}{ratio:8.2f} {misses}\n"
    )
    sys.stdout.flush()


def _run(queries: list[str]) -> None:
    from django.db import connection

    # Below Django's cursor, which would take a per cent sign for a parameter.
    with connection.cursor() as cursor:
        for query in queries:
            cursor.cursor.execute(query)
            cursor.cursor.fetchall()


def _medians(*works: Callable[[], Any]) -> list[float]:
    """Milliseconds of each, one after the other in turn; fewer times where they take long."""
    taken: list[list[float]] = [[] for _ in works]
    until = time.perf_counter() + LONGEST
    while len(taken[0]) < TIMES and (not taken[0] or time.perf_counter() < until):
        for times, work in zip(taken, works, strict=True):
            times.append(_seconds(work) * 1000)
    return [statistics.median(times) for times in taken]


if __name__ == "__main__":
    if "--here" in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        main()
