"""HR's status, list and file: the figures add up, the file opens, nobody's answers are in it."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from authoring.actions import load
from authoring.files import GUIDELINES, read
from people.models import Employee
from policy.actions import shown_text
from policy.models import LOADED_BY
from quiz.models import DilemmaNote, Option, Situation
from reports.exports import cell
from reports.status import status_of
from tests.conftest import content_of, soup
from tests.editions import second_edition
from tests.factories.authoring import a_second_edition
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import the_guideline
from tests.factories.training import an_answer, an_assignment, begin, complete
from tests.policy.test_text import SHA256
from tests.training.test_new_edition import do_the_rest
from training.actions import acknowledge_module, ask_again
from training.models import Assignment, RoundReason
from training.states import State

SignIn = Callable[[Employee | None], Client]
LIST = "/rapporter/medarbejdere/"


@pytest.fixture
def four_states(cast: Cast) -> Cast:
    """Mette completed, Ali overdue, Anne has begun, Bo has not; HR and editor are not assigned."""
    long_ago = timezone.now() - timedelta(days=30)
    complete(an_assignment(cast.new_hire, cast.manager))
    an_assignment(cast.colleague, cast.other_manager, now=long_ago)
    attempt = begin(an_assignment(cast.manager, cast.hr))
    an_answer(attempt, Situation.objects.get(revision=attempt.revision, slug="reading-circle"))
    an_assignment(cast.other_manager, cast.hr)
    return cast


def read_csv(response: Any) -> tuple[list[list[str]], list[dict[str, str]]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    empty = rows.index([])
    headings = rows[empty + 1]
    return rows[:empty], [dict(zip(headings, row, strict=True)) for row in rows[empty + 2 :]]


def test_the_states_sum_to_the_headcount_at_every_department(four_states: Cast) -> None:
    status = status_of(the_guideline(), today())
    assert status.whole.states == {
        State.COMPLETED: 1,
        State.ACKNOWLEDGED_ONLY: 0,
        State.EXEMPT: 0,
        State.PAUSED: 0,
        State.OVERDUE: 1,
        State.EXPIRED: 0,
        State.IN_PROGRESS: 1,
        State.NOT_STARTED: 1,
        State.NOT_ASSIGNED: 2,
    }
    assert (status.whole.headcount, status.whole.obliged, status.whole.percent) == (6, 4, 25)
    figures = {one.name: one.figures for one in status.departments}
    assert figures["Sønderborg Kommune"] == status.whole
    assert (figures["Sundhed og Senior"].headcount, figures["Sundhed og Senior"].done) == (2, 1)


def test_the_weakest_department_stands_first(four_states: Cast) -> None:
    names = [one.name for one in status_of(the_guideline(), today()).departments]
    assert names == [
        "Sønderborg Kommune",
        "Vej og Park",
        "Sundhed og Senior",
        "Plejecenter Mølleparken",
    ]


def test_one_missing_of_many_is_not_a_hundred_per_cent(cast: Cast) -> None:
    people = [a_person(f"Nr{number} Test", cast.roads) for number in range(200)]
    for person in people[:3]:
        an_assignment(person, cast.hr)
    complete(Assignment.objects.get(employee=people[0]))
    complete(Assignment.objects.get(employee=people[1]))
    assert status_of(the_guideline(), today()).whole.percent == 66


def test_the_status_page_shows_what_the_builder_counts(
    four_states: Cast, client_of: SignIn
) -> None:
    page = soup(client_of(four_states.hr).get("/rapporter/"))
    tables = page.select("main table")
    states = {
        row.select_one("th").get_text(strip=True): row.select_one("td").get_text(strip=True)
        for row in tables[1].select("tr")
        if row.select_one("td")
    }
    *each, total = (int(number) for number in states.values())
    assert sum(each) == total == 6
    assert len(each) == 9


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ali", "Anne", "Bo", "Henrik", "Karin", "Mette"]),
        ("?tilstand=overdue", ["Ali"]),
        ("?tilstand=not-assigned", ["Henrik", "Karin"]),
        ("?q=hansen mette", ["Mette"]),
        ("?q=4711", ["Mette"]),
        ("?q=findes-ikke", []),
        ("?side=99999", ["Ali", "Anne", "Bo", "Henrik", "Karin", "Mette"]),
    ],
)
def test_page_and_file_list_the_same_people(
    four_states: Cast, client_of: SignIn, query: str, names: list[str]
) -> None:
    client = client_of(four_states.hr)
    page = soup(client.get(f"{LIST}{query}"))
    listed = [row.get_text().split()[0] for row in page.select("main tbody th")]
    _about, rows = read_csv(client.get(f"/rapporter/medarbejdere.csv{query}"))
    assert listed == [list(row.values())[1].split()[0] for row in rows] == names


def test_a_department_means_those_below_it_too(four_states: Cast, client_of: SignIn) -> None:
    page = soup(client_of(four_states.hr).get(f"{LIST}?afdeling={four_states.health.pk}"))
    assert len(page.select("main tbody tr")) == 2


@pytest.mark.parametrize("query", ["?afdeling=999999", "?afdeling=x", "?tilstand=findes-ikke"])
def test_an_unknown_filter_is_a_clear_error(
    four_states: Cast, client_of: SignIn, query: str
) -> None:
    for address in (LIST, "/rapporter/medarbejdere.csv"):
        response = client_of(four_states.hr).get(f"{address}{query}")
        assert response.status_code == 400
        assert soup(response).select_one("[role=alert] a")


def test_an_unknown_guideline_is_not_found(four_states: Cast, client_of: SignIn) -> None:
    assert client_of(four_states.hr).get("/rapporter/?retningslinje=x").status_code == 404


def test_the_file_says_what_it_is_about(four_states: Cast, client_of: SignIn) -> None:
    response = client_of(four_states.hr).get("/rapporter/medarbejdere.csv?tilstand=completed")
    about, rows = read_csv(response)
    assert about[0] == ["Medarbejdere: Sociale medier på jobbet"]
    assert [value for _name, value in about[1:]] == [
        "Sociale medier på jobbet",
        today().isoformat(),
        "version 1.0",
        "Status: Gennemført",
        "6",
        "1",
        "–",
    ]
    assert len(rows) == 1
    assert {"version 1.0", SHA256} <= set(rows[0].values())
    assert response.headers["Content-Type"].startswith("text/csv")


def test_a_formula_in_a_name_is_harmless(four_states: Cast, client_of: SignIn) -> None:
    a_person('=HYPERLINK("http://example.org")', four_states.roads, username="formel")
    _about, rows = read_csv(client_of(four_states.hr).get("/rapporter/medarbejdere.csv"))
    assert not any(value.startswith("=") for row in rows for value in row.values())
    for text in ("=1", "+1", "-1", "@a", "\tx", "\rx"):
        assert cell(text).startswith("'")


def test_neither_manager_nor_hr_can_read_an_answer(cast: Cast, client_of: SignIn) -> None:
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    dilemma = Situation.objects.get(revision=attempt.revision, slug="new-manager")
    an_answer(attempt, dilemma, note="Kun til mig selv")
    for situation in Situation.objects.filter(revision=attempt.revision).exclude(pk=dilemma.pk):
        an_answer(attempt, situation)
    assert DilemmaNote.objects.count() == 1
    options = Option.objects.values_list("text_da", flat=True)
    secrets = ["Kun til mig selv", *(text for text in options if len(text) > 20)]
    for reader, addresses in (
        (cast.manager, ["/", "/team/", "/team/?vis=alle", "/team/tildel/"]),
        (cast.hr, ["/", "/team/", "/rapporter/", LIST, "/rapporter/medarbejdere.csv"]),
    ):
        client = client_of(reader)
        for address in addresses:
            response = client.get(address)
            content = content_of(response).decode()
            assert not [secret for secret in secrets if secret in content]
        for slug in ("new-manager", "reading-circle"):
            base = f"/forloeb/social-media/situation/{slug}/"
            assert client.get(base).status_code == 404
            assert client.get(f"{base}svar/1/").status_code == 404


def test_the_versions_name_who_published_them_but_no_command(cast: Cast, client_of: SignIn) -> None:
    """What was loaded under nobody's name has no publisher; what was loaded under one has."""
    real = read(GUIDELINES / "social-media")
    load(second_edition(real), by="Bo Holm", now=timezone.now(), publishing=True)
    page = soup(client_of(cast.hr).get("/rapporter/versioner/"))
    words = [row.text for row in page.select("tbody tr")]
    assert any("Bo Holm" in row for row in words)
    assert not any(LOADED_BY in row for row in words)


def again_in(language: str, employee: Employee, cast: Cast) -> None:
    """A new round of whatever is published now, acknowledged in a language."""
    day = today() + timedelta(days=30)
    asked = ask_again(
        employees=[employee],
        guideline=the_guideline(),
        due_on=day,
        reason=RoundReason.EDITION,
        by=cast.hr,
        now=timezone.now(),
    )
    attempt = do_the_rest(asked.new[0])
    text = shown_text(attempt.revision.edition, language)
    acknowledge_module(asked.new[0], shown=text, now=timezone.now())


def test_who_acknowledged_two_versions_counts_in_both_and_in_one_as_newest(
    cast: Cast, client_of: SignIn
) -> None:
    """Mette has the first alone, in two rounds and two languages; Ali has both, the newer in German."""
    complete(an_assignment(cast.new_hire, cast.manager))
    again_in("en", cast.new_hire, cast)
    complete(an_assignment(cast.colleague, cast.other_manager))
    a_second_edition()
    again_in("de", cast.colleague, cast)
    page = soup(client_of(cast.hr).get("/rapporter/versioner/"))
    rows = page.select("main table")[0].select("tbody tr")
    said = {row.th.text: [cell.text for cell in row.select("td.number")] for row in rows}
    assert said == {"2.0": ["1", "1", "0", "0", "1"], "1.0": ["2", "1", "0", "1", "0"]}
