"""Import people: `people_import PATH` shows what would happen, `--apply` makes it so."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.days import day_of
from people.demonstration import has_real_people
from people.directory.apply import Changed, Stopped, apply_plan, too_many_leave
from people.directory.known import read_known
from people.directory.planning import make_plan
from people.directory.preview import UNITS, Change, Kind, Preview, said
from people.directory.problems import Problem, Refused
from people.directory.reading import read_path

LISTED = 20
PHASES = {
    "reading": gettext_lazy("Reading the files"),
    "comparing": gettext_lazy("Comparing with what is known"),
    "people": gettext_lazy("Writing people"),
    "places": gettext_lazy("Writing places of work"),
}


class Command(BaseCommand):
    """Ends with 0 where all is well, and with 1 where the files have errors or nothing was written."""

    help = "Show what importing these people would do; with --apply, do it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which files, and what to do with them."""
        parser.add_argument("path", help="a folder or ZIP file with the five files, or one list")
        parser.add_argument("--apply", action="store_true", help="write it, all or nothing")
        parser.add_argument("--json", action="store_true", help="counts and errors as JSON")
        parser.add_argument(
            "--accept-leaving",
            action="store_true",
            help="also where more than PEOPLE_IMPORT_MOST_LEAVING per cent would leave; recorded",
        )
        parser.add_argument(
            "--invented",
            action="store_true",
            help="the people are invented: the database may stay a demonstration",
        )
        parser.add_argument(
            "--progress", action="store_true", help="say how far it is, even where nobody types"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Preview or apply, and say what came of it."""
        self.has_progress = options["progress"] or sys.stderr.isatty()
        options["invented"] = options["invented"] or settings.DEMONSTRATION
        if options["invented"] and has_real_people():
            raise CommandError(_("This database holds real people: no invented ones are added."))
        try:
            preview, problems = self._import(options)
        except Refused as refusal:
            preview, problems = Preview(), [refusal.problem]
        if options["json"]:
            errors = [problem.as_json() for problem in problems]
            counts = preview.counts
            self.stdout.write(json.dumps(counts | {"errors": errors}, ensure_ascii=False, indent=2))
        else:
            self._show(preview, problems)
        if problems:
            raise CommandError(_("Nothing was written."))

    def _import(self, options: dict[str, Any]) -> tuple[Preview, list[Problem]]:
        """The preview, and what stands in the way of it."""
        now = timezone.now()
        self._say("reading")
        directory = read_path(Path(options["path"]), today=day_of(now))
        self._say("comparing")
        known = read_known(day_of(now))
        plan = make_plan(directory, known, is_invented=options["invented"])
        preview = plan.preview
        if not options["apply"] or preview.problems:
            return preview, preview.problems
        try:
            apply_plan(
                plan,
                known,
                by="",
                now=now,
                is_invented=options["invented"],
                accepts_leaving=options["accept_leaving"],
                progress=self._say,
            )
        except Stopped:
            return preview, [too_many_leave(preview)]
        except Changed:
            return preview, [Problem(preview.file, 0, "", "changed")]
        return preview, []

    def _say(self, phase: str, done: int = 0, total: int = 0) -> None:
        if self.has_progress:
            of = f" {done} / {total}" if total else ""
            self.stderr.write(f"{PHASES[phase]}{of}")

    def _show(self, preview: Preview, problems: list[Problem]) -> None:
        """The preview in words: who joins, moves, changes and leaves, and what is wrong where."""
        for kind in Kind:
            changes = preview.of_kind(kind)
            self._list(f"{kind.label}: {len(changes)}", [_line(change) for change in changes])
        self.stdout.write(f"{_('Unchanged')}: {preview.unchanged}")
        units = [f"{UNITS[one.what]}: {one.name}" for one in preview.unit_changes]
        self._list(f"{_('Departments')}: {len(units)}", units)
        self._list(f"{_('Worth knowing')}: {len(preview.notes)}", [*map(str, preview.notes)])
        for problem in problems:
            self.stderr.write(str(problem))
        if not problems and preview.is_beyond(settings.PEOPLE_IMPORT_MOST_LEAVING):
            self.stderr.write(str(too_many_leave(preview)))

    def _list(self, heading: str, lines: list[str]) -> None:
        self.stdout.write(heading)
        for line in lines[:LISTED]:
            self.stdout.write(f"  {line}")
        if len(lines) > LISTED:
            more = _("and %(count)s more") % {"count": len(lines) - LISTED}
            self.stdout.write(f"  … {more}")


def _line(change: Change) -> str:
    facts = [
        f"{what}: {before} → {after}" if before else f"{what}: {after}"
        for what, before, after in map(said, change.details)
    ]
    return "; ".join([f"{change.name}, {change.unit}, {change.on.isoformat()}", *facts])
