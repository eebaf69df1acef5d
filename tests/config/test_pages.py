"""The header's links: to each person the pages that they may open, in a menu where they are many."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from config.pages import MOST_IN_A_ROW, PAGES
from people.models import Employee, Role
from tests.access import ROLES, TABLE
from tests.conftest import soup
from tests.factories.people import Cast, make_hr

SignIn = Callable[[Employee | None], Client]


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"nobody"}))
def test_the_header_leads_where_one_may_go(role: str, cast: Cast, client_of: SignIn) -> None:
    has_no_other = role in Role.values and not hasattr(cast, role)
    person = make_hr(cast.colleague, Role(role)) if has_no_other else getattr(cast, role)
    header = soup(client_of(person).get("/")).header
    own = [reverse(page.name) for page in PAGES if role in TABLE[page.name].who]
    links = header.select("nav a")
    assert [link["href"] for link in links] == own
    assert [link["href"] for link in links if link.get("aria-current") == "page"] == ["/"]
    assert bool(header.select("nav details")) == (len(own) > MOST_IN_A_ROW)


def test_who_has_several_roles_gets_the_menu_too(cast: Cast, client_of: SignIn) -> None:
    person = make_hr(make_hr(cast.manager, Role.AUDITOR), Role.EDITOR)
    header = soup(client_of(person).get("/")).header
    assert len(header.select("nav details a")) == len(header.select("nav a")) == 5


def test_nobody_is_led_anywhere(client_of: SignIn) -> None:
    assert not soup(client_of(None).get("/log-ind/")).header.select("nav")
