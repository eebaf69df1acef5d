"""What holds of every page: it writes no fact, costs as little for a hundred rows, asks no other host."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import Employee
from quiz.models import Situation
from tests.access import TABLE, Row
from tests.addresses import address_of
from tests.conftest import content_of, soup
from tests.factories.people import Cast, a_department, a_person
from tests.factories.policy import on_paper
from tests.factories.training import a_mail, an_answer, an_assignment, begin, complete

SignIn = Callable[[Employee | None], Client]
# What opening a page may write: the session with when somebody last signed in, and that somebody
# read what is named.
MAY_WRITE = {"django_session", "audit_event"}
GETS = sorted(name for name, row in TABLE.items() if row.method == "get" and row.who)


def main_role(row: Row) -> str:
    order = ("new_hire", "manager", "hr", "editor", "nobody")
    return next(role for role in order if role in row.who)


# Whether the module is done tells on the learner's own pages.
OPENED = [
    (name, is_done)
    for name in GETS
    for is_done in ((False, True) if "new_hire" in TABLE[name].who else (False,))
]


@pytest.mark.parametrize(("name", "done"), OPENED)
def test_opening_a_page_writes_no_fact(
    name: str, done: bool, cast: Cast, client_of: SignIn
) -> None:
    assignment = an_assignment(cast.new_hire, cast.manager)
    if done:
        complete(assignment)
    else:
        attempt = begin(assignment)
        an_answer(attempt, Situation.objects.get(revision=attempt.revision, slug="reading-circle"))
    a_mail()
    row = TABLE[name]
    client = client_of(getattr(cast, main_role(row), None))
    opened = address_of(name, cast)
    with CaptureQueriesContext(connection) as queries:
        content_of(client.get(opened))
    written = {
        table
        for query in queries
        for table in re.findall(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', query["sql"])
    }
    assert written <= MAY_WRITE


def queries_of(client: Client, address: str) -> int:
    content_of(
        client.get(address)
    )  # the session's clock is written now, and not for two minutes again
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        content_of(response)
    assert response.status_code == 200
    return len(queries)


def queries_once_seen(client: Client, address: str) -> int:
    """As `queries_of`, just after the session's clock was written, which happens once a minute."""
    queries_of(client, address)
    return queries_of(client, address)


LISTS = {
    "/team/?vis=alle": ("manager", 15),  # one of them writes that it was read
    "/team/tildel/": ("manager", 12),
    "/team/?vis=fravaerende": ("manager", 13),
    "/rapporter/": ("hr", 11),  # one looks for a closed day, one counts the examples that wait
    "/rapporter/paamindelser/": ("hr", 9),
    "/kvitteringer/paa-papir/": ("hr", 6),
    "/rapporter/beviser/": ("hr", 6),
    "/rapporter/udvikling/": ("hr", 17),
    "/rapporter/versioner/": ("hr", 10),
    "/rapporter/runder/": ("hr", 9),
    "/rapporter/nyansatte/": ("hr", 8),
    "/rapporter/rettelser/": ("hr", 11),
    "/rapporter/afdeling/{root}/": ("hr", 12),
    "/rapporter/medarbejder/{mette}/": ("hr", 23),
    "/rapporter/medarbejdere/": ("hr", 13),  # who stands on the page, then what is shown of them
    "/rapporter/medarbejdere.csv": ("hr", 12),
    "/rapporter/medarbejdere.xlsx": ("hr", 12),
    "/rapporter/medarbejdere.pdf": ("hr", 12),
    "/rapporter/status.xlsx": ("hr", 9),
    "/rapporter/afdeling.pdf?afdeling={root}": ("hr", 13),
    "/rapporter/runder.csv": ("hr", 8),
    "/rapporter/filer/": ("hr", 6),
    "/rapporter/paa-mail/?q=e": ("hr", 14),
    "/rapporter/adgang/": ("hr", 6),
    "/medarbejdere/roller/?q=e": ("hr", 10),
    "/medarbejdere/samme-person/?q=e": ("hr", 11),
}


@pytest.mark.parametrize(("address", "role_and_most"), LISTS.items())
def test_a_list_costs_the_same_queries_for_one_row_and_a_hundred(
    address: str, role_and_most: tuple[str, int], cast: Cast, client_of: SignIn
) -> None:
    role, most = role_and_most
    address = address.format(root=cast.root.pk, mette=cast.new_hire.pk)
    client = client_of(getattr(cast, role))
    complete(an_assignment(cast.new_hire, cast.manager))
    a_mail(1000)
    on_paper(cast.colleague, cast)
    few = queries_once_seen(client, address)
    unit = cast.nursing_home
    for number in range(100):
        if number % 10 == 0:
            unit = a_department(f"Team {number}", cast.health)
        person = a_person(f"Nr{number} Test", unit)
        if number % 2:
            an_assignment(person, cast.manager)
            a_mail(number)
            on_paper(person, cast)
    assert queries_once_seen(client, address) == few <= most


LEARNER = [
    "/",
    "/forloeb/social-media/lektion/friendships/",
    "/forloeb/social-media/situation/reading-circle/",
    "/forloeb/social-media/situation/new-manager/",
    "/forloeb/social-media/situation/reading-circle/svar/1/",
    "/forloeb/social-media/situation/new-manager/svar/1/",
    "/retningslinjer/social-media/",
]


@pytest.mark.parametrize("address", LEARNER)
def test_a_learners_page_costs_few_queries(address: str, cast: Cast, client_of: SignIn) -> None:
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    for slug in ("reading-circle", "new-manager"):
        an_answer(attempt, Situation.objects.get(revision=attempt.revision, slug=slug))
    client = client_of(cast.new_hire)
    assert queries_of(client, address) <= 8


def test_no_page_asks_another_host_or_carries_a_script_or_style_of_its_own(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.hr)
    for address in ("/", "/rapporter/", "/rapporter/medarbejdere/", "/findes-ikke/"):
        response = client.get(address)
        page = soup(response)
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
        assert not page.select("[style], style, script:not([src])")
        for element in page.select("[src], link[href], form[action]"):
            target = element.get("src") or element.get("href") or element.get("action")
            assert str(target).startswith(("/", "?", "#"))


@pytest.mark.parametrize(
    ("status", "address", "role"),
    [(404, "/findes-ikke/", "new_hire"), (403, "/rapporter/", "manager")],
)
@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_an_error_page_has_the_sites_look_and_the_readers_language(
    status: int, address: str, role: str, language: str, cast: Cast, client_of: SignIn
) -> None:
    person = getattr(cast, role)
    Employee.objects.filter(pk=person.pk).update(language=language)
    response = client_of(person).get(address)
    page = soup(response)
    assert response.status_code == status
    assert page.html["lang"] == language
    assert len(page.select("h1")) == 1
    assert page.select("main a[href]")


def test_a_form_without_its_token_gets_a_page_of_ours(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.new_hire, backend="people.backends.SignInBackend")
    response = client.post("/sprog/", {"language": "en"})
    assert response.status_code == 403
    assert soup(response).select_one("header .brand")


def test_an_unexpected_fault_leaks_nothing(
    cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("hemmeligt")

    monkeypatch.setattr("training.views.learner.my_training_page", fails)
    client = client_of(cast.new_hire)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "hemmeligt" not in response.content.decode()
    assert soup(response).select_one("h1")
