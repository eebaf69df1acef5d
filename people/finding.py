"""Finding people by name or number, told apart where two have the same name."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Employee, EmployeeQuerySet, Placement
from people.tree import Tree

LISTED = 20


def choices_of(people: EmployeeQuerySet, day: date) -> list[tuple[str, str]]:
    """The first people in Danish order as choices of a form (three queries)."""
    found = list(people.order_by("sort_name", "pk")[:LISTED])
    places = places_of(found, day) if found else {}
    return [(str(one.pk), label(one, places.get(one.pk, ""), day)) for one in found]


def places_of(people: list[Employee], day: date) -> dict[int, str]:
    """Where each of them works, or worked last, as the department is called on `day`."""
    tree = Tree.on(day)
    rows = Placement.objects.filter(employee__in=people, is_primary=True).order_by("from_on", "pk")
    return {pk: tree.name(unit) for pk, unit in rows.values_list("employee_id", "department_id")}


def label(employee: Employee, place: str, day: date) -> str:
    """A person in one line: name, number, department, and whether they have left."""
    parts = [employee.name, employee.employee_number or employee.username, place]
    if not employee.is_employed(day) and employee.left_on:
        left = date_format(employee.left_on, "SHORT_DATE_FORMAT")
        parts.append(_("left %(day)s") % {"day": left})
    return " · ".join(part for part in parts if part)
