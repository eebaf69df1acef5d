"""Load a guideline's module: `guideline_load social-media --publish`, or a folder, or a JSON file."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from authoring.actions import load
from authoring.files import GUIDELINES, read
from authoring.problems import BrokenModule
from people.demonstration import has_real_people
from policy.models import LOADED_BY


class Command(BaseCommand):
    """Loads a module; the same one twice changes nothing."""

    help = "Load a guideline with its lessons and situations, as a draft unless --publish."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to load, and whether to publish it."""
        parser.add_argument("source", help="a slug under policy/guidelines/, a folder or a file")
        parser.add_argument("--publish", action="store_true", help="publish it, which freezes it")
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            metavar="DATE",
            help="as of an earlier day: for invented organisations with a past",
        )
        parser.add_argument("--by", default=LOADED_BY, help="who publishes it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or say file by file what is wrong."""
        named = GUIDELINES / options["source"]
        path = named if named.is_dir() else Path(options["source"])
        try:
            module = read(path)
            loaded = load(
                module,
                by=options["by"],
                now=_moment(options["on"]),
                publishing=options["publish"],
            )
        except BrokenModule as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from None
        state = "published" if loaded.revision.published_at else "draft"
        verb = "loaded" if loaded.is_new else "unchanged"
        self.stdout.write(
            f"{module['slug']} edition {module['edition']} revision {module['revision']}: "
            f"{verb}, {state}; {len(module['clauses'])} clauses, {len(module['lessons'])} lessons, "
            f"{len(module['situations'])} situations."
        )


def _moment(day: date | None) -> datetime:
    """Now, or the morning of an earlier day where everybody is invented."""
    if day is None:
        return timezone.now()
    if has_real_people():
        raise CommandError(
            "This database holds real people: nothing is published as of a past day."
        )
    return timezone.make_aware(datetime.combine(day, time(8)))
