"""What a first view weighs over the wire: everything, compressed, with an empty cache; and a later one."""

import http.client
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request

from tests.journeys import walk
from tests.journeys.conftest import Sites, Visit
from tests.journeys.seeing import NOBODY
from tests.journeys.server import ADDRESS, Site
from tests.journeys.walk import MODULE

pytestmark = pytest.mark.journey

LEARNERS, OTHERS, LATER = 20_000, 45_000, 7_000
MOST_REQUESTS = 4
FILES_BYTES = 13_000
# What was transferred for the page; what came out of the browser's cache has no size.
LOADED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map(({ name, transferSize }) => ({ name, transferSize }))"""
FIRST_VIEWS = {
    "/log-ind/": NOBODY,
    "/": "mette",
    f"{MODULE}lektion/photos/": "mette",
    f"{MODULE}situation/morning-round/": "mette",
    f"{MODULE}situation/new-manager/svar/1/": "mette",
    f"{MODULE}kvittering/": "mette",
    "/retningslinjer/social-media/": "mette",
    "/team/?vis=alle": "anne",
    "/team/tildel/": "anne",
    "/rapporter/": "karin",
    "/rapporter/svaert/": "karin",
    "/rapporter/medarbejdere/": "karin",
    "/rapporter/paamindelser/?vis=sendt": "karin",
    "/redaktion/social-media/2.0/1/": "henrik",
}


@pytest.fixture(scope="module")
def site(sites: Sites, worked_through: str) -> Site:
    """One server for all, on which Mette may see every page of hers."""
    return sites("weight", of=worked_through)


@pytest.mark.parametrize("path", FIRST_VIEWS)
def test_a_first_view_is_light(path: str, site: Site, visit: Visit) -> None:
    before = visit(site)
    if role := FIRST_VIEWS[path]:
        walk.sign_in(before.page, role)
    page = visit(site, session=before.context.storage_state()).page
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(path, wait_until="networkidle")
    assert walk.path_of(page) == path
    assert len(requests) <= MOST_REQUESTS
    weights = {request.url: _weight(request) for request in requests}
    icon = page.locator("link[rel=icon]").get_attribute("href") or ""
    # Not every browser without a window asks for the icon; those with one do.
    weights.setdefault(site.url + icon, _weight_of_file(site, icon))
    assert 3 <= len(weights) <= MOST_REQUESTS
    most = LEARNERS if role in (NOBODY, "mette") else OTHERS
    assert sum(weights.values()) < most, weights
    # With this, the limits that test_pages.py holds every page to are the whole of its first view.
    assert sum(weights.values()) - weights[page.url] < FILES_BYTES, weights


def test_every_later_view_is_one_light_request(site: Site, visit: Visit) -> None:
    page = visit(site).page
    walk.sign_in(page, "mette")
    for path in (path for path, role in FIRST_VIEWS.items() if role == "mette"):
        page.goto(path, wait_until="networkidle")
        loaded = [one for one in page.evaluate(LOADED) if one["transferSize"]]
        assert [one["name"] for one in loaded] == [page.url]
        assert loaded[0]["transferSize"] < LATER


def _weight(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]


def _weight_of_file(site: Site, path: str) -> int:
    connection = http.client.HTTPConnection(ADDRESS, site.port)
    connection.request("GET", urlsplit(path).path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    weight = len(response.read()) + len(str(response.headers))
    connection.close()
    return weight
