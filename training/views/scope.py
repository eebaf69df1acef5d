"""Whose page a manager may open."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.models import Employee
from people.permissions import SignedInRequest
from people.tree import Tree
from training.team import people_in_scope


def in_scope(request: SignedInRequest, pk: int, tree: Tree) -> Employee:
    """One of the manager's people; of others a manager does not learn whether they exist."""
    employee = people_in_scope(request.user, tree, timezone.localdate()).filter(pk=pk).first()
    if employee is None:
        raise PermissionDenied
    return employee


def another(request: SignedInRequest, pk: int) -> Employee:
    """The same, but for oneself: nobody decides for themselves."""
    if pk == request.user.pk:
        raise PermissionDenied
    return in_scope(request, pk, Tree.on(timezone.localdate()))
