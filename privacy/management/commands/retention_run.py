"""Erase what is due: `retention_run` shows it, `retention_run --apply` does it."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from privacy.runs import Run, erase_due, erase_people, would_erase
from privacy.tombstones import BadTombstone, Tombstone, raised, read


def tombstones(path: str) -> list[Tombstone]:
    """The lines of a list of who was erased."""
    try:
        return list(read(Path(path)))
    except (OSError, BadTombstone, UnicodeDecodeError) as problem:
        raise ArgumentTypeError(str(problem)) from None


class Command(BaseCommand):
    """Shows or makes a retention run."""

    help = "Show what the retention rules would erase now; with --apply erase it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to do it, and who is to be erased again."""
        parser.add_argument(
            "--apply", action="store_true", help="erase; without it nothing changes"
        )
        parser.add_argument(
            "--restored",
            type=tombstones,
            metavar="FILE",
            help="after a restore: also those whom this list (RETENTION_FOLDER/erased.jsonl) names",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Show it or do it; an error where somebody could not be erased."""
        now = timezone.now()
        with translation.override("en"):
            back = raised(options["restored"] or [])
            run = erase_due(now=now) if options["apply"] else would_erase(now=now)
            self._say(run)
            if options["restored"] is not None:
                self.stdout.write(f"There again after a restore: {len(back)}")
        if not options["apply"]:
            self.stdout.write("Nothing was changed. Add --apply.")
            return
        again = raised(options["restored"] or [])
        missed = len(again) - erase_people(again, run=run.name, now=now)
        if run.problems or missed:
            raise CommandError(f"{run.problems + missed} people were not erased: see the log.")

    def _say(self, run: Run) -> None:
        years = "nobody has signed" if run.years is None else f"{run.years} years"
        self.stdout.write(f"People who have left: {years}.")
        for line in run.lines:
            done = "" if line.done is None else f", erased {line.done}"
            self.stdout.write(f"{line.label} ({line.when}): due {line.due}{done}")
        if run.name:
            self.stdout.write(f"Run {run.name}.")
