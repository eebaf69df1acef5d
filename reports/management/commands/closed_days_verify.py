"""Count closed days once more: `closed_days_verify --since 2026-01-01`; the exit code is the verdict."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from reports.models import ClosedDay
from reports.recount import Recount, recount


class Command(BaseCommand):
    """Says every figure that was kept as another; ends with 1 where an erasure can't be why."""

    help = "Count days that are over once more, and say where the figures that were kept differ."

    def add_arguments(self, parser: CommandParser) -> None:
        """From when on."""
        parser.add_argument(
            "--since", type=date.fromisoformat, help="the first day, as 2026-01-31; else all days"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Recount each day, the oldest first; nothing is changed."""
        days = ClosedDay.objects.select_related("guideline").order_by("guideline__slug", "day")
        if options["since"]:
            days = days.filter(day__gte=options["since"])
        counted = wrong = 0
        with translation.override("en"):
            for found in map(recount, days.iterator(chunk_size=100)):
                counted += 1
                wrong += not found.holds
                self._say(found)
        if wrong:
            raise CommandError(f"{wrong} of {counted} closed days differ from the facts.")
        self.stdout.write(f"{counted} closed days hold.")

    def _say(self, found: Recount) -> None:
        """A line for each figure that differs, and how many erasures could be why."""
        if not found.differences:
            return
        day = f"{found.closed.guideline.slug} {found.closed.day}"
        for one in found.differences:
            self.stdout.write(
                f"{day}: {one.place}, {one.what}: kept {one.kept}, counted {one.counted}"
            )
        self.stdout.write(f"{day}: {found.erased} acknowledgements have been erased since.")
