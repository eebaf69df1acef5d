"""Whom a rule asks on a day: everybody, or all managers, of its department and below."""

from datetime import date

from people.models import Employee, EmployeeQuerySet, Management
from people.tree import Tree
from training.models import Audience, Exclusion, Rule


def covered_by(rule: Rule, tree: Tree, day: date) -> EmployeeQuerySet:
    """Those of the headcount of `day` whom the rule means, exclusions not looked at.

    A manager is one of the department that they manage, wherever they work themselves.
    """
    people: EmployeeQuerySet = Employee.objects.in_headcount(day)
    department = rule.department_id
    below = None if department is None else set(tree.below(department))
    if rule.audience == Audience.EVERYBODY:
        return people if below is None else people.placed_in(below)
    managing = Management.objects.as_of(day)
    if below is not None:
        managing = managing.filter(department__in=below)
    return people.filter(pk__in=managing.values("employee"))


def audience_of(rule: Rule, tree: Tree, day: date) -> EmployeeQuerySet:
    """Those whom the rule asks on `day`: covered, and not excluded."""
    excluded = Exclusion.objects.as_of(day).filter(rule=rule.pk)
    return covered_by(rule, tree, day).exclude(pk__in=excluded.values("employee"))
