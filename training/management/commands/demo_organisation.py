"""Invent the demonstration organisation; done once, it is left as it stands."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from people.demonstration import CAST, cast, has_real_people
from people.models import Employee
from policy.models import Guideline
from training.demonstration import make_demonstration
from training.large_demonstration import make_large_demonstration
from training.large_organisation import DAYS

MOST = 2_000_000


class Command(BaseCommand):
    """Makes the invented people, and says whom one can sign in as."""

    help = "Make the demonstration organisation, unless it is there."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which guideline its people have been assigned."""
        parser.add_argument("--guideline", default="social-media")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--employees",
            type=int,
            metavar="N",
            help="so many in today's headcount, with three years behind them (default: some 120)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, or find it made."""
        if has_real_people():
            raise CommandError("This database holds real people: no demonstration is added to it.")
        guideline = self._guideline(options["guideline"], is_large=bool(options["employees"]))
        if guideline is None:
            raise CommandError("Load the guideline first: manage.py guideline_load social-media.")
        if not Employee.objects.exists():
            count = self._make(guideline, options["employees"], options["seed"])
            self.stdout.write(f"An organisation of {count} invented people was made.")
        names = dict(cast().values_list("username", "name"))
        for username, title in CAST.items():
            self.stdout.write(f"{username}: {names[username]}, {title}")

    def _guideline(self, slug: str, *, is_large: bool) -> Guideline | None:
        """The guideline; for a large organisation loaded and published before its three years."""
        if is_large and not Guideline.objects.filter(slug=slug).exists():
            before = timezone.localdate() - timedelta(days=DAYS + 1)
            call_command("guideline_load", slug, publish=True, on=before, stdout=self.stdout)
        return Guideline.objects.filter(slug=slug).first()

    def _make(self, guideline: Guideline, employees: int | None, seed: int) -> int:
        now = timezone.now()
        if employees is None:
            return make_demonstration(guideline, now=now, seed=seed)
        if not 1 <= employees <= MOST:
            raise CommandError(f"--employees is from 1 to {MOST}.")
        return make_large_demonstration(
            guideline, people=employees, seed=seed, now=now, progress=self._progress
        )

    def _progress(self, what: str, done: int, of: int) -> None:
        """On a terminal one line that counts up; nothing where nobody watches."""
        if self.stderr.isatty():
            self.stderr.write(f"\r{what}: {done:,} of {of:,}", ending="")
            self.stderr.flush()
