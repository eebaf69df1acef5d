"""The assignment form for one manager: their departments and people, and a deadline to begin with."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import F

from lib.workdays import working_day_from
from people.managers import scope
from people.models import EmployeeQuerySet
from people.permissions import SignedInRequest
from people.tree import Tree
from policy.models import Guideline
from training.forms import AssignForm, is_key
from training.guidelines import published_guidelines
from training.models import Assignment

# A form with more boxes than this is no use on a phone: search, or choose a department.
LISTED = 50


def is_search(request: SignedInRequest) -> bool:
    """Whether the form's own search was pressed: it lists others, keeps what is ticked, assigns nobody."""
    return request.method == "POST" and "search" in request.POST


def is_preview(request: SignedInRequest) -> bool:
    """Whether the mail was to be shown before anybody is assigned."""
    return "preview" in request.POST


def searched_for(request: SignedInRequest) -> str:
    """The words of the search, from the form or the address."""
    words = request.POST.get("q") or request.GET.get("q", "")
    return words.replace("\x00", "")[:100]


def assign_form(
    request: SignedInRequest, *, people: EmployeeQuerySet, tree: Tree, today: date
) -> AssignForm:
    """The form, bound on a POST but for its search. It accepts everybody in scope, and lists those
    who are ticked and those not assigned yet.
    """
    guidelines = published_guidelines()
    ticked = [int(key) for key in request.POST.getlist("employees") if is_key(key)]
    proposed = working_day_from(today + timedelta(days=settings.DEFAULT_DAYS_TO_COMPLETE))
    form = AssignForm(
        request.POST if request.method == "POST" and not is_search(request) else None,
        initial={
            "guideline": guidelines[0].slug if guidelines else None,
            "department": request.POST.get("department") or request.GET.get("afdeling", ""),
            "due_on": request.POST.get("due_on") or proposed,
            "employees": ticked,
        },
        guidelines=Guideline.objects.filter(pk__in=[one.pk for one in guidelines]),
        departments=_departments(tree, scope(request.user, tree, today), people),
        employees=people,
        today=today,
    )
    unassigned = _unassigned(people, guidelines)
    kept = people.filter(pk__in=ticked[:LISTED]).order_by("sort_name", "pk")
    found = unassigned.matching(searched_for(request)).exclude(pk__in=ticked)[:LISTED]
    form.fields["employees"].widget.choices = [
        (str(employee.pk), f"{employee.name}, {tree.name(employee.department_id)}")
        for employee in (*kept, *found)
    ]
    return form


def _departments(tree: Tree, own: set[int], people: EmployeeQuerySet) -> list[tuple[str, str]]:
    """One's own departments with people in them or below them, indented as the tree (one query)."""
    places = set(people.order_by().values_list(F("department_id"), flat=True).distinct())
    offered = [
        (depth, node)
        for depth, node in tree.in_order()
        if node.id in own and set(tree.below(node.id)) & places
    ]
    top = min((depth for depth, _node in offered), default=0)
    return [(str(node.id), "\u2003" * (depth - top) + node.name) for depth, node in offered]


def _unassigned(people: EmployeeQuerySet, guidelines: list[Guideline]) -> EmployeeQuerySet:
    if len(guidelines) != 1:  # which one is chosen on the page itself
        return people.order_by("sort_name", "pk")
    having = Assignment.objects.open().filter(guideline__in=guidelines).values("employee")
    return people.exclude(pk__in=having).order_by("sort_name", "pk")
