"""Who is signed in, read with their roles in one query."""

from datetime import date

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from lib.prepared import Planned
from people import demonstration
from people.models import Employee, EmployeeQuerySet


class SignInBackend(AuthenticationBackend):
    """allauth's sign-in by name or e-mail; the person comes with their roles."""

    def get_user(self, user_id: int) -> Employee | None:
        """The person of a session; nobody once they have left."""
        employee = next(iter(_with_roles(user_id, timezone.localdate())), None)
        if employee is None or not employee.is_active:
            return None
        return employee if demonstration.may_stay(employee) else None


# Asked at every request of every page, so it is worth having put together.
@Planned
def _with_roles(key: int, day: date) -> EmployeeQuerySet:
    found: EmployeeQuerySet = Employee.objects.with_roles(day).filter(pk=key)
    return found
