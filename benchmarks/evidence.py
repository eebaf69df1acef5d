"""Times an entry of the evidence log at a thousand and at a million entries: `python -m benchmarks.evidence`.

On SQLite in a file, and on a throw-away PostgreSQL where its programs are there. The million is
written raw. Printed: the median of one append in its own transaction at each size, the rows and queries
it took, and the ratio, which must stay under 1.5.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 1_000_000)
APPENDS, ROUNDS = 200, 5
LIMIT = 1.5
NOW = datetime.now(UTC)
FACTS = {"guideline": "x", "major": 1, "minor": 0, "lang": "da", "text_sha256": "0" * 64}


def main() -> None:
    """Measure on each database in a process of its own; fail where the ratio is over the limit."""
    if "--here" in sys.argv:
        sys.exit(measure())
    codes = []
    for name, url in databases():
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", "benchmarks.evidence", "--here"]
        env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
        codes.append(subprocess.run(command, cwd=ROOT, env=env).returncode)
    sys.exit(max(codes))


def databases() -> Iterator[tuple[str, str]]:
    """A name and a DATABASE_URL for each."""
    with tempfile.TemporaryDirectory(prefix="omtanke-") as folder:
        yield "SQLite", f"sqlite:///{folder}/evidence.sqlite3"
    sys.path.insert(0, str(ROOT / "bin"))
    from cluster import cluster, programs

    if place := programs():
        with cluster(place) as url:
            yield "PostgreSQL", url
    else:
        sys.stdout.write("PostgreSQL: NOT RUN, its server programs are missing\n")


def measure() -> int:
    """Measure on the configured database, which is empty; returns the exit code."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    medians = []
    for size in SIZES:
        grow_to(size)
        medians.append(time_of_an_append())
        sys.stdout.write(f"  at {size:>9,}: {medians[-1] * 1000:.3f} ms, {cost()}\n")
    ratio = medians[1] / medians[0]
    sys.stdout.write(f"  ratio {ratio:.2f}, limit {LIMIT}\n")
    return int(ratio > LIMIT)


def grow_to(size: int) -> None:
    """Let the log have that many entries, written in batches without a query for each."""
    from django.db import transaction

    from evidence.bulk import ManyEntries
    from evidence.models import Head, Kind

    Head.objects.get_or_create(pk=1, defaults={"origin": "benchmark"})
    log = ManyEntries()
    while log.frontier.size < size:
        with transaction.atomic():
            for _ in range(min(20_000, size - log.frontier.size)):
                log.commit(Kind.ACK, FACTS, {"v": 1}, NOW)
            log.write()
    analyse()


def analyse() -> None:
    """Let the database know its tables, as its own housekeeping would."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def time_of_an_append() -> float:
    """Seconds that an append takes, in a transaction of its own: the least of several medians."""
    return min(_median() for _ in range(ROUNDS))


def _median() -> float:
    from django.db import transaction

    from evidence.actions import append_commitment
    from evidence.models import Kind

    taken = []
    for _ in range(APPENDS):
        started = time.perf_counter()
        with transaction.atomic():
            append_commitment(kind=Kind.ACK, facts=FACTS, record={"v": 1}, now=NOW)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def cost() -> str:
    """The queries of one more append, and the hashes its frontier keeps."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from evidence.actions import append_commitment
    from evidence.models import Head, Kind

    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        append_commitment(kind=Kind.ACK, facts=FACTS, record={"v": 1}, now=NOW)
    peaks = len(Head.objects.get().peaks)
    return f"{len(queries)} queries, 1 row read, 2 written, {peaks} hashes in the frontier"


if __name__ == "__main__":
    main()
