"""Print a guideline's whole module as JSON, or write it as files with --to."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from authoring.export import module_of
from authoring.files import write
from policy.models import Revision


class Command(BaseCommand):
    """Exports the latest published revision, or the one that is named."""

    help = "Export a guideline with its lessons and situations."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which revision, and where to."""
        parser.add_argument("slug")
        parser.add_argument("--edition", help="such as 1.0; the latest published one if left out")
        parser.add_argument("--revision", type=int, help="the edition's latest if left out")
        parser.add_argument("--to", type=Path, help="a folder to write the module's files into")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the JSON or write the files."""
        found = Revision.objects.filter(edition__guideline__slug=options["slug"])
        if options["edition"]:
            major, _, minor = options["edition"].partition(".")
            if not (major.isdecimal() and minor.isdecimal()):
                raise CommandError(f"An edition is written like 1.0, not {options['edition']!r}.")
            found = found.filter(edition__major=int(major), edition__minor=int(minor))
        if options["revision"]:
            found = found.filter(number=options["revision"])
        elif not options["edition"]:
            found = found.published()
        revision = found.order_by("-edition__major", "-edition__minor", "-number").first()
        if revision is None:
            raise CommandError("There is no such revision.")
        module = module_of(revision)
        if options["to"]:
            write(module, options["to"])
            return
        self.stdout.write(json.dumps(module, ensure_ascii=False, indent=2))
