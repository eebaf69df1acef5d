"""Every page has a sight: what the journeys look at, against the table of all addresses."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import Employee
from tests.access import TABLE
from tests.addresses import address_of
from tests.conftest import content_of
from tests.factories.people import Cast
from tests.factories.training import an_assignment, complete
from tests.journeys.seeing import shown_by
from tests.journeys.sights import SIGHTS
from tests.test_every_page import GETS, main_role

# What answers with a file, or leads on to a page that has its sight.
NO_PAGES = {
    "policy:guidelines",  # to the one guideline there is
    "training:accessibility_statement",
    "training:next_step",
    "training:receipt_json",
    "training:receipt_file",
    "reports:archive_edition",
    "reports:archive_campaign",
    "privacy:mine_json",
    "privacy:mine_pdf",
    "privacy:mine_receipt",
    "people:sample",
    "reports:export",
    "reports:download",
    "reports:openapi",  # a document for programs
    "mfa_list_webauthn",  # to the page where one's ways to sign in stand
    "people:municipality",  # to the organisation's own login
    "people:municipality_callback",
}
# Seen in a journey of its own, for it takes more than one person or device to get there.
SEEN_ELSEWHERE = {
    "authoring:open",  # once both drafts are open there is nothing to open
    "authoring:publish",
    "mfa_authenticate",
    "mfa_remove_webauthn",
}


def test_every_page_is_looked_at_in_the_browser() -> None:
    """A new page needs a line in tests/journeys/sights/, with `leads_to` if it is reached by an act."""
    seen = {shown_by(sight) for sight in SIGHTS if sight.status == 200}
    assert not set(GETS) - seen - NO_PAGES - SEEN_ELSEWHERE
    assert not seen & (NO_PAGES | SEEN_ELSEWHERE)


def test_every_sight_is_of_an_address_of_the_site() -> None:
    assert not {shown_by(sight) for sight in SIGHTS} - set(TABLE) - {""}
    assert len({sight.name for sight in SIGHTS}) == len(SIGHTS)


@pytest.mark.parametrize("name", sorted(NO_PAGES))
def test_what_has_no_sight_shows_no_page(
    name: str, cast: Cast, client_of: Callable[[Employee | None], Client]
) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    client = client_of(getattr(cast, main_role(TABLE[name]), None))
    response = client.get(address_of(name, cast))
    content_of(response)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    assert response.status_code == 302 or not is_page or "Content-Disposition" in response.headers
