"""For whom somebody may decide: the people in their scope, and never for themselves."""

from datetime import date

from django.core.exceptions import PermissionDenied

from people.managers import scope
from people.models import Employee
from people.tree import Tree


def refuse_outside_scope(chosen: set[int], by: Employee, day: date) -> None:
    """`PermissionDenied` unless all of these people are in the departments that are `by`'s."""
    departments = scope(by, Tree.on(day), day)
    inside = Employee.objects.in_departments(day, departments).filter(pk__in=chosen)
    if set(inside.values_list("pk", flat=True)) != chosen:
        raise PermissionDenied


def refuse_deciding_for(employee: Employee, by: Employee, day: date) -> None:
    """`PermissionDenied` where `by` may not decide for this person: nobody does for themselves."""
    if employee.pk == by.pk:
        raise PermissionDenied
    refuse_outside_scope({employee.pk}, by, day)
