"""Tamper with a copy of the evidence and show that each move gets its verdict: `evidence_drill`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from policy.drill import NothingToTry, drill


class Command(BaseCommand):
    """Makes every move on copies that nobody else sees, and prints a table."""

    help = "Tamper with a copy of the evidence in every way there is, and see each found."

    def add_arguments(self, parser: CommandParser) -> None:
        """How to answer."""
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Try, print, and fail if a move got another verdict than its own."""
        moves = []
        try:
            for tried in drill(now=timezone.now()):
                expected, got = tried.expected.word, tried.got.word
                moves.append({"move": tried.move, "expected": expected, "got": got})
                if not options["json"]:
                    mark = "" if expected == got else f"  but must get {expected}"
                    self.stdout.write(f"{tried.move:52} {got}{mark}")
        except NothingToTry as nothing:
            raise CommandError(str(nothing)) from None
        if options["json"]:
            self.stdout.write(json.dumps({"moves": moves}, indent=2))
        else:
            self.stdout.write(
                "Without a checkpoint kept elsewhere, the last of these can't be seen."
            )
        if wrong := [one["move"] for one in moves if one["expected"] != one["got"]]:
            raise CommandError(f"Not as it must be: {', '.join(wrong)}.")
