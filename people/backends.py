"""Who is signed in, read with their roles in one query."""

from datetime import date
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.utils import timezone

from lib.prepared import Prepared
from people import demonstration
from people.models import Employee, EmployeeQuerySet, Role

FIELDS = [field.attname for field in Employee._meta.concrete_fields]
# What `with_roles` answers.
PARTS = [*(f"is_{role}" for role in Role.values), "is_manager"]


class SignInBackend(AuthenticationBackend):
    """allauth's sign-in by name or e-mail; the person comes with their roles."""

    def get_user(self, user_id: int) -> Employee | None:
        """The person of a session; nobody once they have left."""
        employee = _found(user_id, timezone.localdate())
        if employee is None or not employee.is_active:
            return None
        return employee if demonstration.may_stay(employee) else None


def _found(key: int, day: date) -> Employee | None:
    for row in _with_roles(key, day):
        employee = Employee.from_db(DEFAULT_DB_ALIAS, FIELDS, row[: len(FIELDS)])
        vars(employee).update(zip(PARTS, row[len(FIELDS) :], strict=True))
        return employee
    return None


# Asked at every request of every page, so it is worth having put together.
@Prepared
def _with_roles(key: int, day: date) -> QuerySet[Any, Any]:
    found: EmployeeQuerySet = Employee.objects.with_roles(day).filter(pk=key)
    return found.values_list(*FIELDS, *PARTS)
