"""Let somebody who has lost their passkeys and app begin again: `sign_in_reset karin --by … --reason …`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from people.models import Employee
from people.sign_in.second_step import forget_ways


class Command(BaseCommand):
    """Removes a person's passkeys and app; it stays on record."""

    help = "Remove a person's passkeys and authenticator app, so that they can set up new ones."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and who says so and why."""
        parser.add_argument("person", help="sign-in name")
        parser.add_argument("--by", required=True, help="who made sure that it is them")
        parser.add_argument("--reason", required=True, help="why")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove them, and say how many there were."""
        employee = Employee.objects.filter(username=options["person"]).first()
        if employee is None:
            raise CommandError(f"Nobody has the sign-in name {options['person']!r}.")
        if not options["by"].strip() or not options["reason"].strip():
            raise CommandError("Write who made sure that it is them (--by) and why (--reason).")
        count = forget_ways(
            employee, by=options["by"], reason=options["reason"], now=timezone.now()
        )
        self.stdout.write(f"{employee}: {count} removed.")
