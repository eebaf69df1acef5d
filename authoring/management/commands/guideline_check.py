"""Print a module's figures against what they must be: `guideline_check social-media`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from authoring.files import GUIDELINES, read
from authoring.problems import BrokenModule
from authoring.quality import figures_of


class Command(BaseCommand):
    """Fails where a figure falls short."""

    help = "Check a guideline's module: how much of everything, how it reads, what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to check."""
        parser.add_argument("source", help="a slug under policy/guidelines/, a folder or a file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line a figure; name those that fall short."""
        named = GUIDELINES / options["source"]
        try:
            figures = figures_of(read(named if named.is_dir() else Path(options["source"])))
        except BrokenModule as error:
            raise CommandError(str(error)) from None
        for figure in figures:
            mark = " " if figure.is_good else "!"
            self.stdout.write(f"{mark} {figure.name:<42}{figure.value:>10}   {figure.wanted}")
        short = [figure.name for figure in figures if not figure.is_good]
        if short:
            raise CommandError(f"Falls short: {', '.join(short)}.")
