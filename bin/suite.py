"""The whole suite: what bin/test runs, with the standard library alone."""

import argparse
import concurrent.futures
import contextlib
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cluster import cluster, programs
from environment import (
    ROOT,
    VENV,
    RefusedError,
    alone,
    clean_environ,
    compile_catalogues,
    ensure,
    say,
)

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_TESTS = 5  # pytest's exit code where nothing was chosen
HELP = """Runs every check and test. Other arguments go to pytest; with any, only the tests run:
  bin/test                              everything
  bin/test --all                        everything, and the long products (OMTANKE_TEST_ALL=1)
  bin/test tests/people -k sign_in      these tests: on SQLite, on PostgreSQL, in the browser
  bin/test -n0 -x tests/people          ... in one process, stopping at the first failure
DATABASE_URL names a PostgreSQL to use instead of a throw-away one.
CI=true: PostgreSQL or Chromium missing is a failure."""


@dataclass(frozen=True)
class Outcome:
    """How a step ended: what it is called, its exit code and how long it took."""

    title: str
    code: int
    seconds: float

    def line(self) -> str:
        """The step in one line."""
        word = {0: "passed", NO_TESTS: "NO TESTS"}.get(self.code, "FAILED")
        return f"{self.title}: {word} ({self.seconds:.1f} s)"


@dataclass(frozen=True)
class Suite:
    """What one run of the suite needs to know."""

    env: dict[str, str]
    pytest_arguments: list[str]

    def checks(self) -> list[Outcome]:
        """The checks that run no test, two at a time, the longest first."""
        manage = [str(VENV / "bin" / "python"), "manage.py"]
        templates = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))
        warning = ["--fail-level", "WARNING"]
        steps = {
            "Types": [_program("mypy"), "."],
            "Format": [_program("ruff"), "format", "--check", "."],
            "Lint": [_program("ruff"), "check", "."],
            "Templates": [_program("djade"), "--check", "--target-version", "5.2", *templates],
            "Directions between rooms": [_program("lint-imports")],
            "Django's checks": [*manage, "check", *warning],
            "Django's checks for production": [*manage, "check", "--deploy", *warning],
            "Migrations are complete": [*manage, "makemigrations", "--check", "--dry-run"],
        }
        with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
            return list(pool.map(self._check, steps, steps.values()))

    def _check(self, title: str, command: list[str]) -> Outcome:
        started = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        outcome = Outcome(title, done.returncode, time.monotonic() - started)
        say(f"== {outcome.line()}")
        if outcome.code:
            say(done.stdout.decode(errors="replace").rstrip())
        return outcome

    def tests(self, title: str, *arguments: str, **env: str) -> Outcome:
        """A run of pytest, shown while it goes on."""
        say(f"== {title}")
        command = [_program("pytest"), *arguments, *self.pytest_arguments]
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=self.env | env)
        outcome = Outcome(title, done.returncode, time.monotonic() - started)
        say(f"== {outcome.line()}")
        return outcome


def _program(name: str) -> str:
    return str(VENV / "bin" / name)


def main() -> int:
    """Run it all, whatever fails, and sum up; returns the exit code."""
    chosen, pytest_arguments = arguments()
    for number in (
        signal.SIGTERM,
        signal.SIGHUP,
    ):  # end as Ctrl-C does: what was started is stopped
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup's wish is kept
            signal.signal(number, lambda signum, _: sys.exit(128 + signum))
    with alone() as lock:
        ensure("test", lock)
        compile_catalogues(lock)
    with tempfile.TemporaryDirectory(prefix="omtanke-") as var:
        env = production_like(Path(var)) | ({"OMTANKE_TEST_ALL": "1"} if chosen.all else {})
        suite = Suite(env, pytest_arguments)
        outcomes = [] if pytest_arguments else suite.checks()
        tests, missing = run_tests(suite)
    return summary(outcomes + tests, missing)


def arguments() -> tuple[argparse.Namespace, list[str]]:
    """Our own arguments, and those for pytest."""
    parser = argparse.ArgumentParser(
        prog="bin/test",
        usage="bin/test [--all] [what pytest takes ...]",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--all", action="store_true", help="the long products as well")
    return parser.parse_known_args()


def production_like(var: Path) -> dict[str, str]:
    """An environment with production's defaults: none of the site's settings comes from outside."""
    settings = (ROOT / "config" / "settings.py").read_text()
    known = set(re.findall(r'env\.[a-z]+\(\s*"([A-Z_]+)"', settings))
    env = {name: value for name, value in clean_environ().items() if name not in known}
    return env | {
        "VAR": str(var),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "omtanke.example",
    }


def run_tests(suite: Suite) -> tuple[list[Outcome], list[str]]:
    """The tests on both databases, then the journeys; also what could not run, and why."""
    both_cores = ("-n", "2", "--dist", "worksteal")  # neither waits while the other has tests left
    without_browser = (*both_cores, "-m", "not journey")
    outcomes, missing = [suite.tests("Tests on SQLite", *without_browser)], []
    with contextlib.ExitStack() as stack:
        url, place = os.environ.get("DATABASE_URL", ""), programs()
        if not url.startswith("postgres") and place:
            url = stack.enter_context(cluster(place))
        if url.startswith("postgres"):
            title = "Tests on PostgreSQL"
            outcomes.append(suite.tests(title, *without_browser, DATABASE_URL=url))
        else:
            missing.append(
                "Tests on PostgreSQL: its server programs are missing; install postgresql."
            )
    named = os.environ.get("CHROMIUM")
    if browser := named or next(filter(None, map(shutil.which, BROWSERS)), None):
        outcomes.append(
            suite.tests("Journeys in Chromium", *both_cores, "-m", "journey", CHROMIUM=browser)
        )
    else:
        missing.append("Journeys: Chromium is missing; install chromium.")
    return judged(outcomes, has_selection=bool(suite.pytest_arguments)), missing


def judged(outcomes: Iterable[Outcome], *, has_selection: bool) -> list[Outcome]:
    """Chosen tests need not be of each kind: a run without any counts only if none had any."""
    ran = [outcome for outcome in outcomes if not (has_selection and outcome.code == NO_TESTS)]
    return ran or list(outcomes)


def summary(outcomes: list[Outcome], missing: list[str]) -> int:
    """Print each step in a line and what is missing last; returns the exit code."""
    say("\n== Summary")
    for outcome in outcomes:
        say(outcome.line())
    failed = sum(bool(outcome.code) for outcome in outcomes)
    say(f"{len(outcomes) - failed} steps passed, {failed} failed, {len(missing)} not run.")
    for line in missing:
        say(f"NOT RUN: {line}")
    return int(bool(failed or (missing and os.environ.get("CI") == "true")))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except RefusedError as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit(130)
