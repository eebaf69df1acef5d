"""Times learners over HTTP against the site as it runs in production: `python -m benchmarks.learners`.

On a throw-away PostgreSQL with an organisation of some thousands, whose people go through lessons,
situations, recap and acknowledgement with sessions, tokens and redirects as browsers do. The browsers
have the processors in common with the server and the database. Printed: each figure with its limit
and its share of it; `!` marks what misses it.
"""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from benchmarks.browser import Browser, Move, Page, next_move
from benchmarks.evidence import ROOT, databases
from benchmarks.say import say
from benchmarks.site import Site, nobody_is_invented, running

EMPLOYEES, SEED = 8_000, 1
LEARNERS, LOOPING = 200, 50
THOUGHT, SECONDS = (5.0, 15.0), 90.0
MOST_P95, MOST_UNTIL_LAST, LEAST_THROUGHPUT = 300.0, 5.0, 1 / 3
ROUNDS = 40
MODULE = "/forloeb/social-media/"
START, END = Move("/"), f"{MODULE}kvittering/bevis/"
EMPTY = "/tom/"


def main() -> None:
    """Measure on PostgreSQL, in a process of its own."""
    for name, url in databases():
        if name != "PostgreSQL":
            continue
        with tempfile.TemporaryDirectory() as var:
            env = {
                **os.environ,
                "VAR": var,
                "SECRET_KEY": "benchmark" * 8,
                "DATABASE_URL": url,
                "DEMONSTRATION": "1",  # else no organisation is invented
                "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            }
            env.pop("ALLOWED_HOSTS", None)
            command = [sys.executable, "-m", "benchmarks.learners", "--here"]
            sys.exit(subprocess.run(command, cwd=ROOT, env=env).returncode)


def measure() -> None:
    """Make the organisation in the configured database, which is empty, start the site, time it."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from benchmarks import learners_half_way

    settings.STATIC_ROOT.mkdir()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("demo_organisation", employees=EMPLOYEES, seed=SEED, stdout=StringIO())
    nobody_is_invented()
    chance = random.Random(SEED)  # noqa: S311 - no secret
    shares = [chance.random() for _ in range(LEARNERS)]
    people = learners_half_way.place([*shares, *[1.0] * LEARNERS, *[0.0] * LOOPING, 0.5, 1.0])
    with running(Path(settings.VAR) / "log", DEMONSTRATION="0", HTTPS="0") as site:
        browsers = [Browser(site.port, cookies) for cookies in people]
        say(f"{EMPLOYEES:,} employees, PostgreSQL, {os.cpu_count()} processors")
        asyncio.run(pages(*browsers[-2:]))
        asyncio.run(think(browsers[:LEARNERS]))
        before = _log_size()
        asyncio.run(release(browsers[LEARNERS : 2 * LEARNERS]))
        limit("entries missing in the log, or out of order", _missing(before, LEARNERS), 0, "")
        asyncio.run(loop(browsers[2 * LEARNERS : -2], site))


async def pages(half_way: Browser, at_the_end: Browser) -> None:
    """Each page of a learner against an empty one, asked for in turn over one connection each."""
    say("one learner, each page in turn with an empty one")
    lesson = await half_way.open(Move(f"{MODULE}videre/"))
    while "/situation/" not in lesson.path:
        lesson = await _on(half_way, lesson)
    feedback = await _on(half_way, lesson)
    await half_way.open(Move(EMPTY))
    timed = {
        "my training": (half_way, "/"),
        "kind of work": (half_way, f"{MODULE}arbejde/"),
        "lesson": (half_way, f"{MODULE}lektion/photos/"),
        "situation": (half_way, lesson.path),
        "feedback": (half_way, feedback.path),
        "the guideline": (half_way, "/retningslinjer/social-media/"),
        "recap": (at_the_end, f"{MODULE}opsummering/"),
        "acknowledgement": (at_the_end, f"{MODULE}kvittering/"),
    }
    for name, (browser, path) in timed.items():
        await _against_empty(name, browser, path)
    await _on(at_the_end, await at_the_end.open(Move(f"{MODULE}kvittering/")))
    await _against_empty("receipt", at_the_end, END)


async def _against_empty(name: str, browser: Browser, path: str) -> None:
    """The page's throughput as a share of the empty page's, in the median."""
    taken: dict[str, list[float]] = {EMPTY: [], path: []}
    for _ in range(ROUNDS):
        for one, times in taken.items():
            await browser.open(Move(one))
            times.append(browser.taken[-1])
    empty, page = (statistics.median(times) for times in taken.values())
    misses = "" if empty / page >= LEAST_THROUGHPUT and not browser.errors else "!"
    say(
        f"  {name:18}{1 / page:6.0f} a second, empty {1 / empty:4.0f}: "
        f"{empty / page:.2f}, at least {LEAST_THROUGHPUT:.2f} {misses}"
    )


async def think(browsers: list[Browser]) -> None:
    """All at once for a while, each thinking before every move."""
    until, cpu = time.perf_counter() + SECONDS, time.process_time()

    async def learn(browser: Browser) -> None:
        await asyncio.sleep(browser.chance.uniform(0, THOUGHT[1]))
        page = await browser.open(START)
        while (pause := browser.chance.uniform(*THOUGHT)) < until - time.perf_counter():
            await asyncio.sleep(pause)
            page = await _on(browser, page)

    await asyncio.gather(*map(learn, browsers))
    share = (time.process_time() - cpu) / SECONDS
    taken = [one * 1000 for browser in browsers for one in browser.taken]
    cuts = statistics.quantiles(taken, n=20)
    say(
        f"{len(browsers)} learners, {THOUGHT[0]:.0f} to {THOUGHT[1]:.0f} s of thought: "
        f"{len(taken):,} requests in {SECONDS:.0f} s, the browsers {share:.0%} of a processor"
    )
    limit("errors", len(_errors(browsers)), 0, "")
    say(f"  p50 {cuts[9]:.0f} ms")
    limit("p95", cuts[18], MOST_P95, "ms")


async def release(browsers: list[Browser]) -> None:
    """Everybody has the acknowledgement ticked; all send it at one instant."""
    moves = []
    for browser in browsers:
        page = await browser.open(Move(f"{MODULE}kvittering/"))
        moves.append(next_move(page, browser.chance))
        browser.close()
    started = time.perf_counter()
    sent = [browser.ask(move) for browser, move in zip(browsers, moves, strict=True) if move]
    answers = await asyncio.gather(*sent)
    taken = time.perf_counter() - started
    say(f"{len(browsers)} acknowledgements released at one instant")
    wrong = [one for one in answers if (one.status, one.path) != (302, END)]
    limit("errors", len(_errors(browsers)) + len(wrong) + len(browsers) - len(sent), 0, "")
    limit("the last answered", taken, MOST_UNTIL_LAST, "s")


async def loop(browsers: list[Browser], site: Site) -> None:
    """Each goes through the whole flow with no thought at all."""

    async def flow(browser: Browser) -> None:
        page = await browser.open(START)
        while page.path != END and not browser.errors:
            page = await _on(browser, page)

    cpu, started = site.cpu_seconds(), time.perf_counter()
    await asyncio.gather(*map(flow, browsers))
    taken, cpu = time.perf_counter() - started, site.cpu_seconds() - cpu
    requests = sum(len(browser.taken) for browser in browsers)
    say(f"{len(browsers)} in a closed loop, the whole flow each")
    limit("errors", len(_errors(browsers)), 0, "")
    say(
        f"  {requests / taken:.0f} requests a second; a flow is {requests / len(browsers):.0f} "
        f"requests and {cpu / len(browsers):.2f} s of the server's processor time"
    )


async def _on(browser: Browser, page: Page) -> Page:
    """What the big button leads to; where there is none, the first page again."""
    return await browser.open(next_move(page, browser.chance) or START)


def _errors(browsers: Iterable[Browser]) -> list[str]:
    found = [error for browser in browsers for error in browser.errors]
    for error in found[:5]:
        say(f"  {error}")
    return found


def _log_size() -> int:
    from evidence.models import Head

    size: int = Head.objects.get().size
    return size


def _missing(before: int, acknowledged: int) -> int:
    """How many of the entries since then are not there, each under its own number."""
    from evidence.models import Entry

    found = set(Entry.objects.filter(seq__gte=before).values_list("seq", flat=True))
    return len(found ^ set(range(before, before + acknowledged)))


def limit(what: str, found: float, most: float, unit: str) -> None:
    """A figure with its limit, and the share of it."""
    share = f", {found / most:.2f} of it" if most else ""
    misses = "" if found <= most else " !"
    say(
        f"  {what}: {found:.{0 if found == int(found) else 1}f} {unit}, at most {most:.0f}{share}{misses}"
    )


if __name__ == "__main__":
    if "--here" in sys.argv:
        measure()
    else:
        main()
