"""Answer somebody's request for access: `person_export DIRECTORY_ID FOLDER --by NAME` writes JSON and PDF."""

import json
import os
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.text import get_valid_filename

from audit.actions import record
from people.models import Employee
from privacy.mine import mine_of


def _private(path: Path) -> IO[bytes]:
    """A file that its owner alone can read, from the first byte on."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


class Command(BaseCommand):
    """Writes all that is held about a person, but for what only the writer reads; it is recorded."""

    help = (
        "Write all that is held about a person as JSON and PDF. Answers and notes are only counted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, where to, and who asks."""
        parser.add_argument("directory_id")
        parser.add_argument("folder", type=Path)
        parser.add_argument("--by", required=True, help="who takes it out, by name, and why")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both files, and that it was done."""
        employee = Employee.objects.known_as(options["directory_id"]).first()
        if employee is None or not options["by"].strip():
            raise CommandError("Nobody has this directory id, or nobody says who takes it out.")
        now, folder = timezone.now(), options["folder"]
        record(
            kind="read.export",
            subject=employee.directory_id,
            now=now,
            role="operator",
            by=options["by"].strip(),
        )
        with translation.override(employee.language):
            page = mine_of(employee, now=now, is_own=False)
            text = json.dumps(page.as_json(), ensure_ascii=False, indent=2)
            files = {"json": text.encode(), "pdf": page.as_pdf()}
        for ending, content in files.items():
            path = folder / f"{get_valid_filename(employee.directory_id)}.{ending}"
            with _private(path) as file:
                file.write(content)
            self.stdout.write(str(path))
        for one in page.sections:
            if one.withheld:
                self.stdout.write(f"{one.withheld} {one.label}, to be read under Mine oplysninger.")
