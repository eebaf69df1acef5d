"""Any directory whatever: importing it gives what it says, read plainly; the second time nothing."""

import os
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.directory.apply import apply_plan
from people.directory.known import read_known
from people.directory.neutral import Directory, Engagement, Person, Unit
from people.directory.planning import make_plan
from people.directory.timelines import Span, difference, steps
from people.models import DepartmentRecord, Employee, Management
from people.tree import Tree
from tests.factories.people import today

UNITS = ("a", "b", "c", "d", "e")
PEOPLE = ("p1", "p2", "p3", "p4", "p5", "p6")
TODAY = date(2026, 11, 23)
EXAMPLES = 500 if os.environ.get("OMTANKE_TEST_ALL") else 25
days = st.integers(-30, 30)


@st.composite
def directories(draw: Any) -> dict[str, Any]:
    """What a directory says, in days from the day of its import."""
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, unique=True))
    parents = {
        # A department's parent stands before it in the list: no rings.
        unit: draw(st.sampled_from([None, *units[:place]]))
        for place, unit in enumerate(units)
    }
    engagements = st.lists(
        st.tuples(st.sampled_from(units), days, st.booleans()), min_size=1, max_size=3
    )
    people = draw(
        st.dictionaries(
            st.sampled_from(PEOPLE),
            st.tuples(st.sampled_from(["Ib", "Åse", "Bo"]), st.integers(0, 9), engagements),
        )
    )
    numbers = draw(st.permutations(range(10)))
    managers = draw(st.sets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(units)), max_size=4))
    return {
        "units": {unit: (f"{unit}{draw(st.integers(1, 2))}", parents[unit]) for unit in units},
        "people": {
            key: (name, f"x{numbers[number]}@example.org" if number < 6 else "", work)
            for place, (key, (name, number, work)) in enumerate(people.items())
            if number not in [one[1] for one in list(people.values())[:place] if one[1] < 6]
        },
        "managers": managers,
    }


def directory_of(said: dict[str, Any], day: date) -> Directory:
    """The neutral form of it on a day."""
    people = {
        key: Person(
            key,
            name,
            email,
            2,
            tuple(
                Engagement(f"{key}{place}", unit, day + timedelta(days=start), is_primary)
                for place, (unit, start, is_primary) in enumerate(work)
            ),
        )
        for key, (name, email, work) in said["people"].items()
    }
    return Directory(
        "x.zip",
        {key: Unit(key, name, parent) for key, (name, parent) in said["units"].items()},
        people,
        {(person, unit) for person, unit in said["managers"] if person in people},
    )


def count_in(work: list[tuple[str, int, bool]], day: int) -> str | None:
    """Where somebody counts so many days from the import, worked out the plain way."""
    begun = [
        (is_primary, start, place)
        for place, (_u, start, is_primary) in enumerate(work)
        if start <= day
    ]
    return work[max(begun)[2]][0] if begun else None


def check(said: dict[str, Any], day: date) -> None:
    """The database says, on the day and on days to come, what the directory says."""
    for ahead in (0, 1, 7, 31):
        then = day + timedelta(days=ahead)
        tree = Tree.on(then)
        rows = Employee.objects.in_headcount(then).values_list("directory_id", "department_id")
        names = {key: tree.name(unit) for key, unit in rows}
        assert len(rows) == len(names)
        assert names == {
            key: said["units"][unit][0]
            for key, (_name, _email, work) in said["people"].items()
            if (unit := count_in(work, ahead))
        }
    records = DepartmentRecord.objects.as_of(day)
    found = records.values_list("department__directory_id", "name", "parent__directory_id")
    assert {key: (name, parent) for key, name, parent in found} == said["units"]
    staff = Employee.objects.employed(day)
    assert {one.directory_id: (one.name, one.email or "") for one in staff} == {
        key: (name, email) for key, (name, email, _work) in said["people"].items()
    }
    managing = Management.objects.as_of(day + timedelta(days=31))
    pairs = managing.values_list("employee__directory_id", "department__directory_id")
    assert set(pairs) == {pair for pair in said["managers"] if pair[0] in said["people"]}


@pytest.mark.django_db
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(directories(), st.integers(0, 40)), min_size=1, max_size=4))
def test_the_database_says_what_the_last_directory_says(
    deliveries: list[tuple[dict[str, Any], int]],
) -> None:
    with transaction.atomic():
        day, now = today(), timezone.now()
        reported: dict[date, set[Any]] = {}
        for said, gap in deliveries:
            later = timedelta(days=gap)
            reported |= {
                day + timedelta(days=ahead): headcount(day + timedelta(days=ahead))
                for ahead in range(gap)
            }
            day, now = day + later, now + later
            for is_first in (True, False):
                known = read_known(day)
                plan = make_plan(directory_of(said, day), known)
                if not is_first:
                    assert plan.preview.is_empty
                    assert plan.preview.unchanged == len(said["people"])
                apply_plan(plan, known, by="", now=now, accepts_leaving=True)
            check(said, day)
        for past, counted in reported.items():
            assert headcount(past) == counted  # what was reported of a day stays
        transaction.set_rollback(True)


def headcount(day: date) -> set[Any]:
    """Who counts where on a day."""
    return set(Employee.objects.in_headcount(day).values_list("directory_id", "department_id"))


spans = st.lists(
    st.tuples(st.integers(-9, 9), st.integers(1, 9), st.sampled_from("ab")), max_size=4
)


def line_of(parts: list[tuple[int, int, str]], *, is_open: bool) -> list[Span[str]]:
    """Spans that follow each other, with gaps or without."""
    found: list[Span[str]] = []
    at = -15
    for row, (gap, length, value) in enumerate(parts, 1):
        begin = at + max(gap, 0)
        at = begin + length
        found.append(Span(on(begin), on(at), value, row))
    if found and is_open:
        last = found.pop()
        found.append(Span(last.from_on, None, last.value, last.row))
    return found


def on(number: int) -> date:
    return TODAY + timedelta(days=number)


@given(spans, st.booleans(), spans, st.booleans())
def test_ends_and_beginnings_make_the_one_line_the_other_from_today_on(
    before: list[Any], is_open: bool, after: list[Any], goes_on: bool
) -> None:
    recorded, wanted = line_of(before, is_open=is_open), line_of(after, is_open=goes_on)
    ends, begun = difference(recorded, wanted, TODAY)
    ended = {end.row: end.on for end in ends}
    result = [
        Span(span.from_on, ended.get(span.row, span.to_on), span.value) for span in recorded
    ] + begun
    result = [span for span in result if span.to_on is None or span.to_on > span.from_on]
    assert steps(result, TODAY) == steps(wanted, TODAY)
    assert difference(wanted, wanted, TODAY) == ([], [])
    for span in recorded:  # no end lies before today, and none is put off
        assert ended.get(span.row, TODAY) >= min(TODAY, span.from_on)
        assert span.to_on is None or ended.get(span.row, span.to_on) <= max(
            span.to_on, span.from_on
        )
