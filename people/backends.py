"""Who is signed in, read with their roles in one query."""

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from people import demonstration
from people.models import Employee


class SignInBackend(AuthenticationBackend):
    """allauth's sign-in by name or e-mail; the person comes with their roles."""

    def get_user(self, user_id: int) -> Employee | None:
        """The person of a session; nobody once they have left."""
        employee = Employee.objects.with_roles(timezone.localdate()).filter(pk=user_id).first()
        if employee is None or not employee.is_active:
            return None
        return employee if demonstration.may_stay(employee) else None
