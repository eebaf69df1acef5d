"""The journeys' server, browser and visitors; any complaint of the browser or the server is a failure."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright

from tests.journeys.seeing import sign_in_all
from tests.journeys.server import Site, prepare
from tests.journeys.visitor import Visitor, browser_path, launch
from tests.journeys.worked_through import work_through_all

Sites = Callable[..., Site]
Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the demonstration's database and static files, made once."""
    var = tmp_path_factory.mktemp("journeys")
    prepare(var)
    return var


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all; each visitor has a fresh profile in it."""
    if browser_path() is None:
        pytest.skip("Chromium is missing.")
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def worked_through(prepared: Path, chromium: Browser) -> str:
    """The name of the database in which Mette has all done but the acknowledgement."""
    name = "worked-through"
    site = Site.on_copy(prepared, name).start()
    visitors = sign_in_all(chromium, site)
    work_through_all(visitors)
    for visitor in visitors.values():
        visitor.context.close()
    site.kill()
    return name


@pytest.fixture(scope="module")
def sites(prepared: Path) -> Iterator[Sites]:
    """Starts a server on a fresh copy of the demonstration, or of another database; `env` is its own."""
    started: list[Site] = []

    def start(name: str, of: str = "omtanke", **env: str) -> Site:
        site = Site.on_copy(prepared, name, of=of)
        site.env = env
        started.append(site)
        return site.start()

    yield start
    for site in started:
        site.kill()
    faults = [fault for site in started for fault in site.faults()]
    assert not faults, "\n\n".join(faults)


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Brings visitors; when the test is over, none of their browsers may have complained."""
    visitors: list[Visitor] = []

    def bring(site: Site, **options: Any) -> Visitor:
        visitor = Visitor(chromium, site.url, **options)
        visitors.append(visitor)
        return visitor

    yield bring
    for visitor in visitors:
        visitor.context.close()
    assert not [trouble for visitor in visitors for trouble in visitor.troubles]
