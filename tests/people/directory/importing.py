"""A delivery imported, today or some days from now, and where its people are then."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone

from people.directory.apply import apply_plan
from people.directory.known import read_known
from people.directory.plan import Plan
from people.directory.planning import make_plan
from people.directory.reading import read_upload
from people.models import Employee
from people.tree import Tree
from tests.factories.people import today
from tests.people.directory.deliveries import LIST, Delivery, a_delivery, text_of, uuid

DAY = timedelta(days=1)
# The topmost department in a plain list.
TOP = "Kommunen"


def planned(
    delivery: Delivery | list[list[str]], *, days: int = 0, is_invented: bool = False
) -> Any:
    """The plan and what it was compared with, some days from now."""
    day = today() + days * DAY
    if isinstance(delivery, Delivery):
        name, content = "x.zip", delivery.zipped()
    else:
        name, content = "liste.csv", text_of(LIST, delivery).encode()
    known = read_known(day)
    directory = read_upload(name, BytesIO(content), today=day)
    return make_plan(directory, known, is_invented=is_invented), known


def imported(
    delivery: Delivery | list[list[str]], *, days: int = 0, accepts: bool = True, **options: Any
) -> dict[str, int]:
    """Apply a delivery; returns the counts. The same again must change nothing."""
    plan, known = planned(delivery, days=days, **options)
    assert [str(problem) for problem in plan.preview.problems] == []
    now = timezone.now() + days * DAY
    counts = apply_plan(plan, known, by="p1", now=now, accepts_leaving=accepts, **options)
    again, _known = planned(delivery, days=days, **options)
    assert again.preview.is_empty, again.preview
    assert (again.placement_ends, again.updates, again.leave_begins) == ([], [], [])
    return counts


def counted(**counts: int) -> dict[str, int]:
    """The counts of an import in which nothing else happened."""
    return {"join": 0, "move": 0, "change": 0, "leave": 0, "unchanged": 0} | counts


def person(number: int) -> Employee:
    """The person with that id in a delivery."""
    found: Employee = Employee.objects.get(directory_id=uuid(number))
    return found


def by_number(number: str) -> Employee:
    """The person with that number in a plain list."""
    found: Employee = Employee.objects.get(employee_number=number)
    return found


def place_of(employee: Employee, day: date | None = None) -> str:
    """Where the person counts on a day; "" if they don't."""
    day = day or today()
    found = Employee.objects.in_headcount(day).filter(pk=employee.pk).first()
    return Tree.on(day).name(found.department_id) if found else ""


def codes(plan: Plan) -> list[str]:
    """What stands in the way of a plan."""
    return [problem.code for problem in plan.preview.problems]


def without(number: int, delivery: Delivery | None = None) -> Delivery:
    """The delivery without one of its people."""
    delivery = delivery or a_delivery()
    for kind, column in (("bruger", 0), ("engagement", 1), ("leder", 0)):
        rows = delivery.rows[kind]
        delivery.rows[kind] = [row for row in rows if row[column] != uuid(number)]
    return delivery
