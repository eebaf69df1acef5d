"""A manager's own reminder: to one of their people, or to everybody overdue."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from people.models import Employee, EmployeeQuerySet
from people.permissions import SignedInRequest, manager_only
from people.tree import Tree
from training.actions import nudge
from training.guidelines import chosen_guideline
from training.nudges import said_of
from training.states import State, with_state
from training.team import people_in_scope


@require_POST
@manager_only
def remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind one person."""
    employee = _people(request).filter(pk=pk).first()
    if employee is None:
        raise PermissionDenied
    _remind(request, [employee])
    return redirect(reverse("training:person", args=[pk]) + _query(request))


@require_POST
@manager_only
def remind_overdue(request: SignedInRequest) -> HttpResponse:
    """Remind everybody who is overdue, but for oneself."""
    people = with_state(_people(request), chosen_guideline(request), timezone.localdate())
    overdue = people.filter(Q(state=State.OVERDUE)).exclude(pk=request.user.pk)
    _remind(request, overdue)
    return redirect(reverse("training:team") + _query(request))


def _people(request: SignedInRequest) -> EmployeeQuerySet:
    today = timezone.localdate()
    return people_in_scope(request.user, Tree.on(today), today)


def _remind(request: SignedInRequest, people: Iterable[Employee]) -> None:
    guideline = chosen_guideline(request)
    done = nudge(employees=people, guideline=guideline, by=request.user, now=timezone.now())
    level = messages.SUCCESS if done.reminded else messages.WARNING
    messages.add_message(request, level, " ".join(said_of(done)))


def _query(request: SignedInRequest) -> str:
    """The guideline that the address names, for the next address."""
    return f"?{request.GET.urlencode()}" if "retningslinje" in request.GET else ""
