"""Invent the demonstration organisation; done once, it is left as it stands."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from people.demonstration import CAST, cast, has_real_people
from people.models import Employee
from policy.models import Guideline
from training.demonstration import make_demonstration


class Command(BaseCommand):
    """Makes the invented people, and says whom one can sign in as."""

    help = "Make the demonstration organisation, unless it is there."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which guideline its people have been assigned."""
        parser.add_argument("--guideline", default="social-media")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, or find it made."""
        if has_real_people():
            raise CommandError("This database holds real people: no demonstration is added to it.")
        guideline = Guideline.objects.filter(slug=options["guideline"]).first()
        if guideline is None:
            raise CommandError("Load the guideline first: manage.py guideline_load social-media.")
        if not Employee.objects.exists():
            count = make_demonstration(guideline, now=timezone.now(), seed=options["seed"])
            self.stdout.write(f"An organisation of {count} invented people was made.")
        names = dict(cast().values_list("username", "name"))
        for username, title in CAST.items():
            self.stdout.write(f"{username}: {names[username]}, {title}")
