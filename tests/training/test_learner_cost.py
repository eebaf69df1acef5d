"""What each page a learner meets costs in queries, the session and the person among them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Employee
from policy.models import BlockType
from quiz.models import Kind
from tests.factories.people import Cast
from tests.factories.policy import the_revision
from tests.factories.training import (
    an_answer,
    an_assignment,
    begin,
    complete,
    to_meet,
    work_through,
)
from training.actions import complete_lesson

SignIn = Callable[[Employee | None], Client]
MODULE = "/forloeb/social-media/"
MOST = 8
BEFORE = ("/", f"{MODULE}arbejde/")
# While it is being worked through.
UNDER_WAY = (
    "/",
    f"{MODULE}arbejde/",
    f"{MODULE}videre/",
    f"{MODULE}lektion/photos/",
    f"{MODULE}situation/{{answered}}/",
    f"{MODULE}situation/{{answered}}/svar/1/",
    f"{MODULE}situation/{{next}}/",
    "/retningslinjer/",
    "/retningslinjer/social-media/",
    "/maa-jeg-dele-det/",
    "/saadan-bruger-vi-dine-svar/",
)
# Once all is answered, and once it is acknowledged.
WORKED_THROUGH = (f"{MODULE}opsummering/", f"{MODULE}kvittering/")
DONE = ("/", f"{MODULE}kvittering/", f"{MODULE}kvittering/bevis/", "/retningslinjer/social-media/")


def queries_of(client: Client, address: str) -> int:
    """How many queries a page takes, once the session's clock has been written."""
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code in {200, 302}
    return len(queries)


@pytest.mark.parametrize("address", BEFORE)
def test_pages_before_it_begins(address: str, cast: Cast, client_of: SignIn) -> None:
    an_assignment(cast.new_hire, cast.manager)
    assert queries_of(client_of(cast.new_hire), address) <= MOST


@pytest.mark.parametrize("address", UNDER_WAY)
def test_pages_on_the_way(address: str, cast: Cast, client_of: SignIn) -> None:
    assignment = an_assignment(cast.new_hire, cast.manager)
    attempt = begin(assignment)
    lesson = the_revision().lessons.get(slug="photos")
    complete_lesson(assignment, lesson, way="read", now=timezone.now())
    first, second = [one for one in to_meet(attempt) if one.lesson_id == lesson.pk][:2]
    an_answer(attempt, first)
    address = address.format(answered=first.slug, next=second.slug)
    assert queries_of(client_of(cast.new_hire), address) <= MOST


@pytest.mark.parametrize("kind", Kind.values)
def test_a_situation_of_any_kind_and_its_feedback(kind: str, cast: Cast, client_of: SignIn) -> None:
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    situation = next(one for one in to_meet(attempt) if one.kind == kind)
    client, address = client_of(cast.new_hire), f"{MODULE}situation/{situation.slug}/"
    assert queries_of(client, address) <= MOST
    an_answer(attempt, situation)
    assert queries_of(client, address) <= MOST
    assert queries_of(client, f"{address}svar/1/") <= MOST


def test_a_find_costs_the_same_however_many_of_its_details_are_quoted(
    cast: Cast, client_of: SignIn
) -> None:
    situation = next(one for one in the_revision().situations.all() if one.kind == Kind.FIND)
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    an_answer(attempt, situation)
    client, address = client_of(cast.new_hire), f"{MODULE}situation/{situation.slug}/svar/1/"
    quoted = situation.options.filter(quote_clause__type=BlockType.BULLET)
    assert quoted.count() > 1  # each bullet's lead-in stands elsewhere in the text
    assert queries_of(client, address) == 7


@pytest.mark.parametrize("address", WORKED_THROUGH)
def test_pages_at_the_end(address: str, cast: Cast, client_of: SignIn) -> None:
    work_through(an_assignment(cast.new_hire, cast.manager), timezone.now())
    assert queries_of(client_of(cast.new_hire), address) <= MOST


@pytest.mark.parametrize("address", DONE)
def test_pages_afterwards(address: str, cast: Cast, client_of: SignIn) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    assert queries_of(client_of(cast.new_hire), address) <= MOST
