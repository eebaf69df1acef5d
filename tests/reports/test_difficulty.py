"""What people find hard: every figure of the page is a count of first answers, or is not shown."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lib.texts import Text
from people.models import Employee, Role
from policy.models import Revision
from quiz.actions import close_task, open_task
from quiz.models import Answer, Kind, Option, Situation, Task
from quiz.snapshots import take_snapshots
from quiz.statistics import wilson
from reports.difficulty import difficulty_of, sets_of
from reports.hard_items import Item, OptionShare, within
from reports.shares import Counted, Range, facility_of_find
from tests.conftest import soup
from tests.factories.people import Cast, a_person, make_hr
from tests.factories.policy import da, the_guideline, the_revision
from tests.quiz.passes import in_turn, options_of, pass_all, people_of, the_set, yesterday

SignIn = Callable[[Employee | None], Client]
PAGE, TASK = "/rapporter/svaert/", "/rapporter/svaert/opgave/"
DAY = timedelta(days=1)


def mostly_good(situation: Situation, number: int) -> tuple[list[Option], str]:
    """Six of ten choose the first good option, the others what comes, three of ten in doubt."""
    options = options_of(situation)
    good = [one for one in options if one.verdict == "good"] or options
    sure = "" if situation.kind == Kind.DILEMMA else ("in-doubt" if number % 10 < 3 else "very")
    if situation.kind == Kind.FIND:
        wrong = [one for one in options if one.verdict != "good"]
        return [*good[: 1 + number % len(good)], *wrong[: number % 2]], sure
    return [good[0] if number % 10 < 6 else options[number % len(options)]], sure


@pytest.fixture
def counted(cast: Cast) -> Cast:
    """120 people have been through it, 60 on the roads, 60 at the nursing home."""
    for department in (cast.roads, cast.nursing_home):
        pass_all(people_of(department, 60), mostly_good, on=yesterday())
    take_snapshots(now=timezone.now())
    return cast


def items(**unit: Any) -> list[Item]:
    sets = sets_of(the_guideline())
    [choice] = sets.choices
    chosen = unit.get("unit")
    page = difficulty_of(the_guideline(), choice, sets.last[choice.key], unit=chosen)
    return page.items


def firsts(situation: Situation, **where: Any) -> list[Answer]:
    """The first tries at a situation, as they stand in the table."""
    found = Answer.objects.filter(situation=situation, try_number=1, **where)
    return list(found.select_related("option"))


WORTH = {"good": Fraction(1), "defensible": Fraction(1, 2), "risky": Fraction(0)}


def test_every_figure_of_an_item_is_the_plain_count(counted: Cast) -> None:
    seen = 0
    for item in items():
        answers = firsts(item.situation)
        if item.situation.kind == Kind.FIND:
            for share in item.options:
                ticked = [one for one in answers if one.ticked.filter(text_da=share.text).exists()]
                assert share.share in {None, Fraction(len(ticked), 120)}
            continue
        for share in item.options:
            chose = [one for one in answers if one.option and da(one.option, "text") == share.text]
            if share.share is not None:
                assert share.share == Fraction(len(chose), 120)
                assert 5 <= len(chose) <= 115
                seen += 1
        doubt = [one for one in answers if one.sureness == "in-doubt"]
        if item.situation.kind != Kind.DILEMMA:
            assert item.in_doubt == Fraction(len(doubt), 120)
        if item.facility is not None:
            marks = [WORTH[one.option.verdict] for one in answers if one.option]
            facility = sum(marks, Fraction(0)) / 120
            assert item.facility.low <= facility <= item.facility.high
            if all(share.share is not None for share in item.options):
                assert item.facility.is_exact
                assert item.interval == wilson(float(facility), 120)
    assert seen > 20


def test_a_unit_is_counted_by_itself(counted: Cast) -> None:
    seen = 0
    for item in items(unit=(counted.roads.pk, "Vej og Park")):
        roads = {"attempt__employee__placements__department": counted.roads}
        answers = firsts(item.situation, **roads)
        assert item.correlation is None
        for share in item.options if item.situation.kind != Kind.FIND else []:
            if share.share is not None:
                chose = [
                    one for one in answers if one.option and da(one.option, "text") == share.text
                ]
                assert share.share == Fraction(len(chose), 60)
                seen += 1
    assert seen > 10


def test_the_hardest_stands_first_and_what_has_no_marks_last(counted: Cast) -> None:
    known = [item.facility.low + item.facility.high for item in items() if item.facility]
    assert known == sorted(known)
    assert [bool(item.facility) for item in items()] == sorted(
        (bool(item.facility) for item in items()), reverse=True
    )


def test_a_find_lies_between_what_its_ticks_say() -> None:
    yes, most, none = (
        Range(Fraction(1), Fraction(1)),
        Range(Fraction(1, 2), Fraction(1)),
        Range(Fraction(0), Fraction(1, 4)),
    )
    found = facility_of_find([yes, most], [none])
    assert (found.low, found.high) == (Fraction(5, 8), Fraction(1))


def test_merged_values_leave_a_range_and_nearly_everybody_a_narrow_one() -> None:
    merged = Counted(20, yesterday(), {("a",): Fraction(3, 5), ("b", "c"): Fraction(2, 5)})
    worth = {"a": Fraction(1), "b": Fraction(1, 2), "c": Fraction(0)}
    assert merged.bounds(worth) == Range(Fraction(3, 5), Fraction(4, 5))
    assert (merged.share("a"), merged.share("b")) == (Fraction(3, 5), None)
    nearly = Counted(100, yesterday(), {}, nearly="a")
    assert nearly.bounds(worth) == Range(Fraction(96, 100), Fraction(1))
    assert nearly.share("a") is None


def test_the_page_says_it_in_sentences_with_the_options_below(
    counted: Cast, client_of: SignIn
) -> None:
    page = soup(client_of(counted.hr).get(PAGE))
    assert page.h1.get_text() == "Hvad er svært?"
    sections = page.select("main section")
    assert len(sections) == len([item for item in items() if item.counted])
    for section, item in zip(sections, [item for item in items() if item.counted], strict=True):
        assert section.h2.get_text() == item.title
        text = section.get_text(" ", strip=True)
        assert all(sentence in text for sentence in item.sentences)
        shown = [row.select("td")[1].get_text(strip=True) for row in section.select("tbody tr")]
        assert shown == [
            f"{share.percent} %"
            if share.percent is not None
            else ("næsten alle" if share.is_nearly_all else "vises ikke")
            for share in item.options
        ]
    assert any("ud af 10 valgte" in item.sentence for item in items())
    assert not any(item.sentence.endswith(".«.") for item in items())
    assert any(
        "sagde, at de var i tvivl" in sentence for item in items() for sentence in item.sentences
    )


def test_the_clauses_gather_their_situations(counted: Cast, client_of: SignIn) -> None:
    page = soup(client_of(counted.hr).get(f"{PAGE}?vis=afsnit"))
    clauses = {block.clause for one in the_set() for block in one.clauses.all()}
    assert {section["id"] for section in page.select("main section")} == clauses
    for section in page.select("main section"):
        mine = [item for item in items() if section["id"] in item.clauses]
        assert len(section.select("dd a")) == len(mine)


@pytest.mark.parametrize("query", ["?dag=2026-11-01", "?fra=2026-01-01"])
def test_a_day_changes_nothing(query: str, counted: Cast, client_of: SignIn) -> None:
    client = client_of(counted.hr)
    pages = [soup(client.get(address)).select("main section") for address in (PAGE, PAGE + query)]
    assert [str(one.h2) for one in pages[0]] == [str(one.h2) for one in pages[1]]
    assert not soup(client.get(PAGE)).select("main input[type=date]")


def test_no_name_stands_on_the_page(counted: Cast, client_of: SignIn) -> None:
    text = soup(client_of(counted.hr).get(PAGE)).main.get_text()
    assert not [name for name in Employee.objects.values_list("name", flat=True) if name in text]


@pytest.mark.parametrize("query", ["?afdeling=999999", "?afdeling=x", "?saet=x", "?vis=x"])
def test_what_is_no_choice_is_a_clear_error(query: str, counted: Cast, client_of: SignIn) -> None:
    response = client_of(counted.hr).get(PAGE + query)
    assert response.status_code == 400
    assert soup(response).select_one("[role=alert] li")


def test_before_anything_is_counted_the_page_says_when_it_will_be(
    cast: Cast, client_of: SignIn
) -> None:
    page = soup(client_of(cast.hr).get(PAGE))
    assert "Der er ikke talt op endnu." in page.main.get_text()


def test_what_too_few_have_answered_is_only_named(cast: Cast, client_of: SignIn) -> None:
    pass_all(people_of(cast.roads, 5), in_turn, on=yesterday())
    take_snapshots(now=timezone.now())
    page = soup(client_of(cast.hr).get(PAGE))
    assert not page.select("main section")
    assert len(page.select("main h2 + ul li")) == len(the_set())


def test_the_queries_are_the_same_for_one_snapshot_and_many(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    client.get("/")  # the session's clock is written now
    counts = []
    for days_ago in (30, 15, 1):
        people = people_of(cast.roads, 30) + people_of(cast.nursing_home, 30)
        pass_all(people, mostly_good, on=yesterday() - days_ago * DAY)
        take_snapshots(now=timezone.now() - (days_ago - 1) * DAY)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 16


def test_hr_asks_the_editor_once(counted: Cast, client_of: SignIn) -> None:
    client, item = client_of(counted.hr), items()[0]
    button = soup(client.get(PAGE)).select_one("main section form button")
    assert button["value"] == item.situation.slug
    for _twice in range(2):
        response = client.post(TASK, {"situation": item.situation.slug})
        assert response.status_code == 302
    [task] = Task.objects.open().of_guideline(the_guideline())
    assert (task.revision, task.situation) == (the_revision(), item.situation)
    assert (task.finding, task.opened_by) == (item.sentence, counted.hr.directory_id)
    section = soup(client.get(PAGE)).select_one("main section")
    assert "Redaktøren blev bedt om at se på den" in section.get_text()
    assert not section.select("form")


def test_a_clause_can_be_asked_about_too(counted: Cast, client_of: SignIn) -> None:
    client_of(counted.hr).post(TASK, {"afsnit": "E1"})
    [task] = Task.objects.open()
    assert (task.clause, task.situation) == ("E1", None)


@pytest.mark.parametrize("sent", [{}, {"situation": "no-such-thing"}, {"afsnit": "Z9"}])
def test_what_is_not_there_can_not_be_asked_about(
    sent: dict[str, str], counted: Cast, client_of: SignIn
) -> None:
    response = client_of(counted.hr).post(TASK, sent, follow=True)
    assert "Det er der ikke længere noget at spørge om." in soup(response).get_text()
    assert not Task.objects.exists()


def test_a_task_that_is_closed_can_be_opened_again(counted: Cast) -> None:
    situation, now = the_set()[0], timezone.now()
    facts: dict[str, Any] = {"situation": situation, "finding": "F", "by": counted.hr, "now": now}
    first = open_task(revision=the_revision(), **facts)
    close_task(first, outcome="Ordlyden er rettet", by=counted.editor, now=now)
    closed = Task.objects.get(pk=first.pk)
    assert (closed.closed_by, closed.outcome) == (counted.editor.directory_id, "Ordlyden er rettet")
    close_task(first, outcome="En gang til", by=counted.hr, now=now)
    assert Task.objects.get(pk=first.pk).outcome == "Ordlyden er rettet"
    assert open_task(revision=the_revision(), **facts) != first
    with pytest.raises(ValueError, match="no situation of"):
        open_task(revision=Revision(edition=the_revision().edition), **facts)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COMMITTEE])
def test_who_only_reads_is_offered_no_task(role: Role, counted: Cast, client_of: SignIn) -> None:
    reader = make_hr(a_person("Rita Ravn", counted.root), role)
    client = client_of(reader)
    assert not soup(client.get(PAGE)).select("main section form")
    assert client.post(TASK, {"afsnit": "E1"}).status_code == 403


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("»Vent lidt. Har vi spurgt?«", "Vent lidt. Har vi spurgt?"),
        ("“Fine. It is gone tomorrow.”", "Fine. It is gone tomorrow"),
        ("„Moment. Haben wir gefragt?“", "Moment. Haben wir gefragt?"),
        ("»G.« Så står navnet der ikke.", "»G.« Så står navnet der ikke"),
        ("»Ja,« siger Poul. »Selvfølgelig.«", "»Ja,« siger Poul. »Selvfølgelig.«"),
    ],
)
def test_an_option_in_quotation_marks_is_not_quoted_twice(text: str, quoted: str) -> None:
    share = OptionShare(Text(text, "da"), "good", Fraction(1, 2), is_nearly_all=False)
    assert within(share) == quoted
