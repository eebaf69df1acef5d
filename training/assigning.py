"""The assignment form for one manager: their departments and people, and a deadline to begin with."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import F

from people.models import EmployeeQuerySet
from people.permissions import SignedInRequest
from people.tree import Tree
from policy.models import Guideline
from training.forms import AssignForm
from training.guidelines import published_guidelines
from training.models import Assignment

# A form with more boxes than this is no use on a phone: search, or choose a department.
LISTED = 50


def working_day(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def assign_form(
    request: SignedInRequest, *, people: EmployeeQuerySet, tree: Tree, today: date
) -> AssignForm:
    """The form, bound on a POST. It accepts everybody in scope and lists those not assigned yet."""
    guidelines = published_guidelines()
    places = set(people.order_by().values_list(F("department_id"), flat=True).distinct())
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        initial={
            "guideline": guidelines[0].slug if guidelines else None,
            "department": request.GET.get("afdeling", ""),
            "due_on": working_day(today + timedelta(days=settings.DEFAULT_DAYS_TO_COMPLETE)),
        },
        guidelines=Guideline.objects.filter(pk__in=[one.pk for one in guidelines]),
        departments=_departments(tree, places),
        employees=people,
        today=today,
    )
    words = request.GET.get("q", "").replace("\x00", "")[:100]
    listed = _unassigned(people, guidelines).matching(words)[:LISTED]
    form.fields["employees"].widget.choices = [
        (str(employee.pk), f"{employee.name}, {tree.name(employee.department_id)}")
        for employee in listed
    ]
    return form


def _departments(tree: Tree, places: set[int]) -> list[tuple[str, str]]:
    """The departments with people in them or below them, indented as the tree."""
    wanted = {above for place in places for above in tree.above(place)}
    inside = {one for one in wanted if set(tree.below(one)) & places}
    return [
        (str(node.id), "\u2003" * depth + node.name)
        for depth, node in tree.in_order()
        if node.id in inside
    ]


def _unassigned(people: EmployeeQuerySet, guidelines: list[Guideline]) -> EmployeeQuerySet:
    if len(guidelines) != 1:  # which one is chosen on the page itself
        return people.order_by("sort_name", "pk")
    having = Assignment.objects.open().filter(guideline__in=guidelines).values("employee")
    return people.exclude(pk__in=having).order_by("sort_name", "pk")
