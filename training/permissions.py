"""For whom somebody may decide: the people in their scope, and never for themselves or, standing in
for a manager, for that manager.
"""

from datetime import date

from django.core.exceptions import PermissionDenied

from people.managers import scope, stands_in_for
from people.models import Employee
from people.tree import Tree


def refuse_outside_scope(chosen: set[int], by: Employee, day: date, *, acting: bool = True) -> None:
    """`PermissionDenied` unless all of these people are in the departments that are `by`'s, in their
    own right where `acting` is False.
    """
    departments = scope(by, Tree.on(day), day, acting=acting)
    inside = Employee.objects.in_departments(day, departments).filter(pk__in=chosen)
    if set(inside.values_list("pk", flat=True)) != chosen:
        raise PermissionDenied


def refuse_deciding_for(employee: Employee, by: Employee, day: date) -> None:
    """`PermissionDenied` where `by` may not decide for this person: nobody does for themselves, nor
    by standing in for the one it is about.
    """
    if employee.pk == by.pk:
        raise PermissionDenied
    acting = not stands_in_for(by, employee, day)
    refuse_outside_scope({employee.pk}, by, day, acting=acting)


def may_decide_for(employee: Employee, by: Employee, day: date) -> bool:
    """Whether `by` may decide for this person, as `refuse_deciding_for` has it."""
    try:
        refuse_deciding_for(employee, by, day)
    except PermissionDenied:
        return False
    return True
