"""Whom a published text asks again: HR chooses, sees the number, and it must still hold."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from authoring.asking import Choice, NumberChanged, people_asked, publish_and_ask, reach_of
from authoring.drafts import Start
from authoring.models import Draft
from evidence.models import Verdict
from evidence.notes import SigningKey
from evidence.verification import verify
from people.models import Employee, Placement
from policy.models import Approval, Revision, Who
from tests.authoring.desk import SignIn
from tests.authoring.reviewing import TEXT, put_forward
from tests.conftest import soup
from tests.factories.authoring import a_draft, a_text, approved, published, rewrite
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import shown, the_guideline, the_revision
from tests.factories.training import an_assignment, complete, work_through
from training.actions import acknowledge_module
from training.models import Assignment, Completion, RoundReason
from training.states import State, state_on


def crowd(cast: Cast) -> dict[str, Employee]:
    """Mette is done, Ali is done in German, Bo is on his way, Anne was asked and has not begun."""
    complete(an_assignment(cast.new_hire, cast.manager))
    german = an_assignment(cast.colleague, cast.other_manager)
    work_through(german)
    acknowledge_module(german, shown=shown("de"), now=timezone.now())
    work_through(an_assignment(cast.other_manager, cast.hr))
    an_assignment(cast.manager, cast.hr)
    gone = a_person("Per Dahl", cast.roads)
    complete(an_assignment(gone, cast.other_manager))
    gone.placements.update(to_on=today(), to_recorded_at=timezone.now())
    return {"mette": cast.new_hire, "ali": cast.colleague, "bo": cast.other_manager}


@pytest.mark.parametrize(
    ("who", "names"),
    [
        (Who.NOBODY, []),
        (Who.ALL, ["Ali Yilmaz", "Mette Hansen"]),
        (Who.DEPARTMENTS, ["Mette Hansen"]),
        (Who.TRANSLATED, ["Ali Yilmaz"]),
    ],
)
def test_each_choice_hits_those_it_says_and_opens_them_a_round(
    who: Who, names: list[str], cast: Cast, log_key: SigningKey
) -> None:
    crowd(cast)
    due_on = None if who == Who.NOBODY else today() + timedelta(days=30)
    departments = {cast.health.pk} if who == Who.DEPARTMENTS else set()
    choice = Choice(who, departments, due_on)
    hit = people_asked(the_guideline(), choice, today())
    assert sorted(hit.values_list("name", flat=True)) == names
    published(a_text(cast.editor), cast, choice)
    new = Assignment.objects.open().filter(reason=RoundReason.EDITION)
    assert sorted(new.values_list("employee__name", flat=True)) == names
    assert {one.round for one in new} <= {2}
    approval = Approval.objects.get()
    assert (approval.who, approval.people, approval.due_on) == (who, len(names), due_on)
    assert approval.departments == [cast.health.directory_id for _one in departments]
    for employee in (cast.new_hire, cast.colleague):
        state = State.EXPIRED if employee.name in names else State.COMPLETED
        assert state_on(employee, the_guideline(), today())[0] == state
    assert state_on(cast.other_manager, the_guideline(), today())[0] == State.IN_PROGRESS
    assert state_on(cast.manager, the_guideline(), today())[0] == State.NOT_STARTED
    assert verify(keys=[log_key.public]).verdict < Verdict.DIVERGED


def test_the_numbers_to_choose_by_are_those_of_each_choice(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(cast)
    with django_assert_num_queries(4):
        reach = reach_of(the_guideline(), today())
    assert (reach.all, reach.translated) == (2, 1)
    assert [(depth, name, count) for depth, _key, name, count in reach.departments] == [
        (0, "Sønderborg Kommune", 2),
        (1, "Sundhed og Senior", 1),
        (2, "Plejecenter Mølleparken", 1),
        (1, "Vej og Park", 1),
    ]


def test_hr_sees_the_number_before_and_it_must_still_hold(cast: Cast, client_of: SignIn) -> None:
    crowd(cast)
    approved(a_text(cast.editor), cast)
    karin = client_of(cast.hr)
    page = soup(karin.get(f"{TEXT}udgiv/"))
    assert not page.select("main input[checked]")
    labels = [one.get_text(" ", strip=True) for one in page.select("main label")]
    assert "Alle, 2 medarbejdere" in labels
    assert "De, der kun har set en oversættelse, 1 medarbejder" in labels
    here = put_forward()
    refused = karin.post(f"{TEXT}udgiv/", {**here, "who": "all"})
    assert refused.status_code == 422
    assert "Den, der skal kvittere igen, får en frist." in refused.content.decode()
    assert karin.post(f"{TEXT}udgiv/", {**here, "who": "departments"}).status_code == 422
    choice = {**put_forward(), "who": "all", "due_on": str(today() + timedelta(days=30))}
    seen = soup(karin.post(f"{TEXT}udgiv/", choice))
    assert "2 medarbejdere skal kvittere igen." in seen.select_one("#people").get_text()
    assert Revision.objects.current(the_guideline()) == the_revision()
    late = an_assignment(a_person("Ida Sø", cast.roads), cast.other_manager)
    complete(late)
    changed = karin.post(f"{TEXT}udgiv/", {**choice, "people": "2", "publish": "1"})
    assert changed.status_code == 409
    assert "3 medarbejdere skal kvittere igen." in changed.content.decode()
    done = karin.post(f"{TEXT}udgiv/", {**choice, "people": "3", "publish": "1"}, follow=True)
    assert "3 medarbejdere skal kvittere igen." in done.content.decode()
    assert Approval.objects.get().people == 3


def many_done(cast: Cast, count: int) -> None:
    """So many people who are done with their round."""
    revision, now, begun = the_revision(), timezone.now(), today() - timedelta(days=100)
    people = Employee.objects.bulk_create(
        Employee(directory_id=f"m{one}", username=f"m{one}", name=f"M {one}", hired_on=begun)
        for one in range(count)
    )
    Placement.objects.bulk_create(
        Placement(employee=one, department=cast.roads, from_on=begun, recorded_at=now)
        for one in people
    )
    rounds = Assignment.objects.bulk_create(
        Assignment(
            employee=one,
            guideline=the_guideline(),
            round=1,
            assigned_at=now,
            assigned_by=cast.hr,
            reason=RoundReason.ASSIGNED,
        )
        for one in people
    )
    done = {"revision": revision, "edition": revision.edition, "completed_at": now}
    Completion.objects.bulk_create(Completion(assignment=one, **done) for one in rounds)


def test_thousands_are_asked_with_the_number_that_the_page_itself_sends(
    cast: Cast, client_of: SignIn
) -> None:
    many_done(cast, 1001)
    approved(a_text(cast.editor), cast)
    karin = client_of(cast.hr)
    choice = {**put_forward(), "who": "all", "due_on": str(today() + timedelta(days=30))}
    seen = soup(karin.post(f"{TEXT}udgiv/", choice))
    assert "1.001 medarbejdere" in seen.select_one("#people").get_text()
    people = seen.select_one("input[name=people]")["value"]
    done = karin.post(f"{TEXT}udgiv/", {**choice, "people": people, "publish": "1"})
    assert done.headers["Location"] == "/redaktion/"
    assert Approval.objects.get().people == 1001


def take_tables_for_empty() -> None:
    """Let PostgreSQL plan as after many rows at once, before they are analysed, where we may say so."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '30s'")
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        if cursor.fetchone() == (True,):
            cursor.execute(
                "UPDATE pg_class SET relpages = 10, reltuples = 0 "
                "WHERE relname ~ '^(people|training|policy)_'"
            )


def test_the_numbers_are_there_where_the_database_takes_full_tables_for_empty(cast: Cast) -> None:
    """As after many rows at once, before they are analysed: it must not try everybody with everybody."""
    take_tables_for_empty()
    many_done(cast, 1001)
    assert reach_of(the_guideline(), today()).all == 1001


def test_a_number_that_was_not_shown_publishes_nothing(cast: Cast) -> None:
    submission = approved(a_text(cast.editor), cast)
    with pytest.raises(NumberChanged):
        publish_and_ask(
            submission, choice=Choice(Who.NOBODY), people=1, by=cast.hr, now=timezone.now()
        )
    assert not Approval.objects.exists()


def test_asking_many_costs_no_more_queries_than_asking_one(cast: Cast) -> None:
    counts = []
    for number in (1, 8):
        for one in range(number):
            person = a_person(f"P{number} {one}", cast.roads, username=f"p{number}-{one}")
            complete(an_assignment(person, cast.other_manager))
        submission = approved(a_text_again(cast), cast)
        choice = Choice(Who.ALL, due_on=today() + timedelta(days=9))
        people = people_asked(the_guideline(), choice, today()).count()
        with CaptureQueriesContext(connection) as queries:
            publish_and_ask(
                submission, choice=choice, people=people, by=cast.hr, now=timezone.now()
            )
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2


def a_text_again(cast: Cast) -> Draft:
    draft = a_draft(cast.editor, Start.MAJOR)
    rewrite(draft, cast.editor, words=f" Igen {draft.pk}.")
    return draft
