"""Who waits while everyone's list is sent to somebody: an empty page of the site as it runs in production."""

import asyncio
import statistics
import time
from pathlib import Path

from benchmarks.browser import Browser, Move
from benchmarks.say import say
from benchmarks.sessions import signed_in
from benchmarks.site import ADDRESS, Site, running

PAGES = 50


def wait_beside() -> None:
    """What an empty page takes alone, and while everyone's list is sent to somebody else."""
    from django.conf import settings
    from django.urls import reverse

    from people.models import Employee
    from reports.models import Format, Report

    cookies = signed_in(Employee.objects.get(username="karin"))
    path = reverse("reports:export", args=[Report.EMPLOYEES, Format.CSV])
    with running(Path(settings.VAR) / "log") as site:
        asyncio.run(_wait_beside(site, cookies, path))


async def _wait_beside(site: Site, cookies: dict[str, str], path: str) -> None:
    browser = Browser(site.port, cookies)
    alone = [await _empty_page(browser) for _ in range(PAGES)]
    sending = asyncio.create_task(_sent(site, cookies, path))
    beside = []
    while not sending.done():
        beside.append(await _empty_page(browser))
    first, whole, size = await sending
    say(f"over HTTP: {size / 1e6:.1f} MB in {whole:.1f} s, first byte after {first * 1000:.0f} ms")
    ours, theirs = statistics.median(beside) * 1000, statistics.median(alone) * 1000
    say(
        f"an empty page meanwhile: {ours:.1f} ms / {theirs:.1f} ms alone = {ours / theirs:.2f}, "
        f"the longest of {len(beside)} {max(beside) * 1000:.0f} ms"
    )


async def _empty_page(browser: Browser) -> float:
    page = await browser.open(Move("/tom/"))
    assert page.status == 200, page
    return browser.taken[-1]


async def _sent(site: Site, cookies: dict[str, str], path: str) -> tuple[float, float, int]:
    """Seconds to the first byte of the file and to its last, and how many came."""
    reader, writer = await asyncio.open_connection(ADDRESS, site.port)
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    host = f"{ADDRESS}:{site.port}"
    started = time.perf_counter()
    writer.write(f"GET {path} HTTP/1.0\r\nHost: {host}\r\nCookie: {sent}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert b" 200 " in head.split(b"\r\n")[0], head
    size = len(await reader.read(1))
    first = time.perf_counter() - started
    while piece := await reader.read(1 << 16):
        size += len(piece)
    writer.close()
    return first, time.perf_counter() - started, size
