"""Times imports of 7,000 and of 100,000 people: `python -m benchmarks.import`.

DATABASE_URL names an empty database to use; without it each size gets an SQLite file of its own. Each is
imported, then changed in every tenth person, then imported once more unchanged. Printed: the whole,
the writing transaction and the most memory, each as a share of its limit.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

# Seconds for the whole, and for the transaction that others wait for.
LIMITS: dict[int, tuple[float, float]] = {7_000: (120, 5), 100_000: (120, 120)}
MOST_MEGABYTES = 500
UNIT_SIZE = 40


def write_delivery(folder: Path, people: int, *, changed: bool = False) -> None:
    """The files for so many people; changed, one in twenty has moved and one in twenty a new name."""
    units = max(1, people // UNIT_SIZE)
    with _files(folder) as files:
        for number in range(units):
            parent = "" if not number else str((number - 1) // 8)
            files["organisation"].writerow([number, f"Afdeling {number}", parent, "", "", ""])
            files["leder"].writerow([_id(number), number, 1, "Leder"])
        for number in range(people):
            name = f"Søren Ågård {number}" + (" Ny" if changed and number % 20 == 1 else "")
            unit = (number + (1 if changed and number % 20 == 0 else 0)) % units
            files["bruger"].writerow(
                [_id(number), "010190-1234", name, f"s{number}@example.org", "20123456", "x"]
            )
            files["engagement"].writerow(
                [_id(10**9 + number), _id(number), unit, 1, "s", 1, "Månedsløn", "2020-01-01"]
            )


def _id(number: int) -> str:
    return str(UUID(int=number + 1))


HEADINGS = {
    "bruger": "BrugerId;CPR;Navn;E-mail;Mobil;Stilling",
    "organisation": "AfdelingsID;Afdelingsnavn;Parentid;Gade;Postnr;By",
    "engagement": (
        "EngagementId;BrugerId;AfdelingsId;AktivStatus;StillingskodeId;Primær;Engagementstype;"
        "StartdatoEngagement"
    ),
    "leder": "BrugerId;AfdelingsID;AktivStatus;Titel",
}


@contextmanager
def _files(folder: Path) -> Iterator[dict[str, Any]]:
    folder.mkdir(exist_ok=True)
    opened = {name: (folder / f"{name}.csv").open("w", newline="") for name in HEADINGS}
    writers = {}
    for name, file in opened.items():
        file.write(HEADINGS[name] + "\r\n")
        writers[name] = csv.writer(file, delimiter=";")
    yield writers
    for file in opened.values():
        file.close()


def measure(folder: Path) -> None:
    """Import one delivery in this process and print how long it took (started by `main`)."""
    import django

    django.setup()
    from lib.days import day_of
    from people.directory.apply import apply_plan
    from people.directory.known import read_known
    from people.directory.planning import make_plan
    from people.directory.reading import read_path

    now, started = datetime.now(UTC), time.perf_counter()
    directory = read_path(folder, today=day_of(now))
    known = read_known(day_of(now))
    plan = make_plan(directory, known)
    planned = time.perf_counter()
    counts = apply_plan(plan, known, by="", now=now, accepts_leaving=True)
    done = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        json.dumps([done - started, done - planned, memory, counts["move"] + counts["change"]])
    )


def main() -> None:
    """Each size three times, and each figure as a share of its limit."""
    for people, (most_whole, most_writing) in LIMITS.items():
        with tempfile.TemporaryDirectory() as var:
            env = {"VAR": var, "SECRET_KEY": "x" * 50, **os.environ}
            env["DJANGO_SETTINGS_MODULE"] = "config.settings"
            prepare = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(prepare, check=True, env=env)
            for title in ("first", "changed", "again"):
                folder = Path(var) / title
                write_delivery(folder, people, changed=title != "first")
                command = [sys.executable, "-m", "benchmarks.import", str(folder)]
                done = subprocess.run(command, check=True, env=env, stdout=subprocess.PIPE)
                whole, writing, memory, changed = json.loads(done.stdout)
                sys.stdout.write(
                    f"{people:7,} {title:<8}{changed:7,} changed"
                    f"{whole:8.1f} s, {whole / most_whole:.2f} of {most_whole:.0f} s"
                    f"{writing:8.1f} s writing, {writing / most_writing:.2f} of {most_writing:.0f} s"
                    f"{memory:6.0f} MB, {memory / MOST_MEGABYTES:.2f} of {MOST_MEGABYTES} MB\n"
                )
                sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        main()
