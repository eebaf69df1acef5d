"""Whose page a manager may open."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.models import Employee
from people.permissions import SignedInRequest
from people.tree import Tree
from training.permissions import refuse_deciding_for
from training.team import people_in_scope


def in_scope(request: SignedInRequest, pk: int, tree: Tree) -> Employee:
    """One of the manager's people; of others a manager does not learn whether they exist."""
    employee = people_in_scope(request.user, tree, timezone.localdate()).filter(pk=pk).first()
    if employee is None:
        raise PermissionDenied
    return employee


def another(request: SignedInRequest, pk: int) -> Employee:
    """The same, but for oneself and whom one stands in for: nobody decides for themselves."""
    today = timezone.localdate()
    employee = in_scope(request, pk, Tree.on(today))
    refuse_deciding_for(employee, request.user, today)
    return employee
