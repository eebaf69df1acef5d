"""Give a person a role, or take it away: `grant hr karin --by "Bo Holm" --reason "HR partner"`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from people.actions import grant_role, revoke_role
from people.models import Employee, Role


class Command(BaseCommand):
    """Grants or revokes a role; both stay on record."""

    help = "Grant a role to a person, or revoke it with --revoke."

    def add_arguments(self, parser: CommandParser) -> None:
        """Role, person, and who says so and why."""
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("person", help="sign-in name")
        parser.add_argument("--by", required=True, help="who decided it")
        parser.add_argument("--reason", required=True, help="why")
        parser.add_argument("--revoke", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant or revoke, and say what happened."""
        role, by, reason, now = options["role"], options["by"], options["reason"], timezone.now()
        employee = Employee.objects.filter(username=options["person"]).first()
        if employee is None:
            raise CommandError(f"Nobody has the sign-in name {options['person']!r}.")
        if not by.strip() or not reason.strip():
            raise CommandError("Write who decided it (--by) and why (--reason).")
        if options["revoke"]:
            count = revoke_role(employee, role=role, by=f"{by}: {reason}"[:200], now=now)
            done = f"{employee}: {role} revoked." if count else f"{employee} did not have {role}."
        else:
            grant = grant_role(employee, role=role, by=by, reason=reason, now=now)
            done = f"{employee}: {role}, granted by {grant.granted_by}."
        self.stdout.write(done)
