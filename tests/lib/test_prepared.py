"""A query put together once answers as it would if put together anew, whatever the values."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, F, FilteredRelation, OuterRef, QuerySet
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from lib.prepared import Keys, Planned, Prepared
from people.actions import move
from people.models import Employee, EmployeeQuerySet, Leave
from policy.models import Lesson
from tests.factories.people import Cast, a_department, a_person, today
from tests.factories.training import an_assignment
from tests.lib.test_dated import AUGUST, JULY, JUNE, at
from training.models import Assignment


def placed(day: date, people: Any) -> QuerySet[Any, Any]:
    employees: EmployeeQuerySet = Employee.objects.in_headcount(day)
    found = employees.filter(pk__in=people).order_by("pk")
    return found.values_list(F("pk"), F("department_id"), F("hired_on"), F("name"))


@pytest.mark.django_db
def test_it_answers_for_other_days_and_people_from_the_same_text() -> None:
    old, new = a_department("Gammel"), a_department("Ny")
    people = [a_person(name, old, hired_on=JUNE, now=at(JUNE)).pk for name in ("A", "B", "C")]
    move(Employee.objects.get(name="B"), department=new, on=JULY, now=at(JUNE))
    prepared = Prepared(placed)
    for day in (JUNE - timedelta(days=1), JUNE, JULY, AUGUST):
        for some in ([], people[:1], people[1:], people):
            assert prepared(day, some) == list(placed(day, some))


@pytest.mark.django_db
def test_values_come_back_in_their_python_types(cast: Cast) -> None:
    [row] = Prepared(placed)(today(), [cast.new_hire.pk])
    assert row[2:] == (cast.new_hire.hired_on, cast.new_hire.name)


def with_leave(key: int, username: str, day: date) -> Any:
    found = Employee.objects.filter(pk=key, username=username)
    leave = Leave.objects.as_of(day).filter(employee=OuterRef("pk"))
    return found.annotate(
        is_away=Exists(leave), role=FilteredRelation("role_grants")
    ).select_related("role")


@pytest.mark.django_db
def test_it_yields_objects_with_what_is_selected_beside_them(cast: Cast) -> None:
    prepared, hr = Prepared(with_leave), cast.hr
    assert prepared(hr.pk, "nobody", today()) == []
    for _ in range(2):
        [found] = prepared(hr.pk, hr.username, today())
        [expected] = with_leave(hr.pk, hr.username, today())
        assert isinstance(found, Employee)
        own = {name: value for name, value in vars(found).items() if name != "_state"}
        assert own == {name: vars(expected)[name] for name in own}
        assert own["is_away"] is False
        assert vars(found._state) == vars(expected._state)
    found.save()  # it knows that it is there


@pytest.mark.django_db
def test_one_that_is_planned_once_answers_the_same_each_time(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    planned = Planned(with_leave)
    everybody = [cast.hr, cast.manager, cast.new_hire, cast.editor, cast.colleague, cast.hr]
    for _ in range(2):
        assert [planned(one.pk, one.username, today()) for one in everybody] == [
            [one] for one in everybody
        ]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%is_away%'"
            )
            assert cursor.fetchone() == (1,)
        raw: Any = connection.connection
        assert raw.prepare_threshold is None  # of other queries nothing is kept
    with django_assert_num_queries(1) as captured:
        planned(cast.hr.pk, cast.hr.username, today())
    assert cast.hr.username in captured.captured_queries[0]["sql"]


@pytest.mark.django_db
def test_a_number_is_a_value_of_a_field_as_well_as_a_key(cast: Cast) -> None:
    def rounds(person: int, first: int, last: int) -> QuerySet[Any, Any]:
        return Assignment.objects.filter(employee=person, round__range=(first, last))

    made = an_assignment(cast.new_hire, cast.manager)
    prepared = Prepared(rounds)
    assert prepared(cast.new_hire.pk, 1, 3) == [made]
    assert prepared(cast.new_hire.pk, 2, 3) == prepared(cast.hr.pk, 1, 3) == []


@pytest.mark.django_db
def test_a_number_decides_whatever_it_is_compared_by(cast: Cast) -> None:
    def rounds(number: int, person: int) -> Any:
        of_person = Assignment.objects.filter(employee=OuterRef("pk"))
        asked = {
            "is": Exists(of_person.filter(round=number)),
            "from": Exists(of_person.filter(round__gte=number)),
            "below": Exists(of_person.filter(round__lt=number)),
        }
        return Employee.objects.filter(pk=person).annotate(**asked).values_list(*asked)

    an_assignment(cast.new_hire, cast.manager)
    prepared = Prepared(rounds)
    for number in (0, 1, 2):
        expected = [(number == 1, number <= 1, number > 1)]
        assert prepared(number, cast.new_hire.pk) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("value", [None, True, timezone.now()])
def test_what_is_no_value_is_refused(cast: Cast, value: Any) -> None:
    prepared = Prepared(lambda key: Employee.objects.filter(pk=key))
    with pytest.raises(ValueError, match="No value"):
        prepared(value)
    assert prepared(cast.hr.pk) == [cast.hr]
    with pytest.raises(ValueError, match="number"):
        prepared([cast.hr.pk])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "build",
    [
        lambda key: Employee.objects.filter(pk=key).values("pk"),
        lambda key: Employee.objects.filter(pk=key).values_list("pk", flat=True),
        lambda key: Lesson.objects.filter(pk=key).values_list("title"),
        lambda key: Employee.objects.filter(pk=key).order_by("name").values_list("pk").distinct(),
    ],
)
def test_rows_of_another_shape_are_refused(build: Any) -> None:
    with pytest.raises(ValueError, match=r"tuples of values_list|must be selected"):
        Prepared(build)(1)


@pytest.mark.django_db
def test_a_word_that_is_looked_for_within_another_is_refused(cast: Cast) -> None:
    def named(word: str) -> Any:
        return Employee.objects.filter(name__icontains=word)

    with pytest.raises(ValueError, match="became another parameter"):
        Prepared(named)("anne")


@pytest.mark.django_db
def test_what_would_be_fetched_besides_is_refused(cast: Cast) -> None:
    def fetching(key: int) -> Any:
        return Employee.objects.filter(pk=key).prefetch_related("assignments")

    with pytest.raises(ValueError, match="fetched besides"):
        Prepared(fetching)(cast.hr.pk)


@pytest.mark.django_db
def test_a_value_that_becomes_another_parameter_is_refused(cast: Cast) -> None:
    def since(day: date) -> QuerySet[Any, Any]:
        return Leave.objects.filter(from_on__gt=day - timedelta(days=1)).values_list("pk")

    with pytest.raises(ValueError, match="became another parameter"):
        Prepared(since)(today())


@pytest.mark.django_db
def test_a_value_that_is_not_asked_for_is_refused(cast: Cast) -> None:
    def all_of_them(day: date, person: int) -> QuerySet[Any, Any]:
        return Leave.objects.as_of(day).values_list("pk")

    with pytest.raises(ValueError, match="does not use"):
        Prepared(all_of_them)(today(), 1)


@pytest.mark.django_db
def test_many_keys_are_one_value(cast: Cast) -> None:
    everybody = [*Employee.objects.values_list("pk", flat=True), *range(10**6, 10**6 + 40_000)]
    found = Employee.objects.filter(pk__in=Keys(everybody)).count()
    assert found == Employee.objects.count() > 0
