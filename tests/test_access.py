"""The table of who may open what holds for every address and role. An address without a row fails."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from people.models import Employee, Role
from quiz.models import Situation
from tests.access import ROLES, TABLE, Row
from tests.addresses import address_of
from tests.conftest import content_of
from tests.factories.people import Cast, a_person, make_hr
from tests.factories.training import a_mail, an_answer, an_assignment, begin


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> set[str]:
    """The names of all addresses of the site; one without a name would be found as such."""
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            found |= names(pattern.url_patterns, inner)
        else:
            found.add(f"{space}{pattern.name}")
    return found


def somebody(role: str, cast: Cast) -> Employee | None:
    """One of the cast, a reader of reports made for the occasion, or nobody."""
    if role in {"auditor", "committee"}:
        return make_hr(a_person("Rita Ravn", cast.root), Role(role))
    return getattr(cast, role, None)


def test_every_address_has_a_row() -> None:
    assert names(get_resolver().url_patterns) == set(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_an_address_opens_for_those_in_its_row_alone(
    name: str, cast: Cast, client_of: Callable[[Employee | None], Client]
) -> None:
    row = TABLE[name]
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    an_answer(attempt, Situation.objects.get(revision=attempt.revision, slug="reading-circle"))
    a_mail()
    address = address_of(name, cast)
    wrong = {}
    for role in ROLES:
        cache.clear()  # what one has tried does not count against the next
        with transaction.atomic():
            client = client_of(somebody(role, cast))
            response = getattr(client, row.method)(address, {"language": "da"})
            content_of(response)
            transaction.set_rollback(True)  # nor is what one has changed changed for the next
        if not is_as_said(row, role, response):
            wrong[role] = response.status_code, response.headers.get("Location", "")
    assert not wrong


def is_as_said(row: Row, role: str, response: HttpResponse) -> bool:
    """Whether the answer is what the row says of the role."""
    leads_to_sign_in = response.headers.get("Location", "").startswith("/log-ind/?")
    if role in row.who:
        return response.status_code in {200, 302} and not leads_to_sign_in
    if role == "nobody" and row.lacks != HTTPStatus.UNAUTHORIZED:
        return response.status_code == HTTPStatus.FOUND and leads_to_sign_in
    return response.status_code == row.lacks


def test_one_click_sign_in_has_no_address_outside_a_demonstration() -> None:
    assert "people:demonstration_sign_in" not in names(get_resolver().url_patterns)
