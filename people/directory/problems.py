"""What is wrong with a file, or worth knowing about it: the place, and the reason in plain words.

A reason never repeats what stands in the cell: that may be a CPR number in the wrong column.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST = 1000

REASONS = {
    # The file as a whole
    "not_found": _("There is no such file or folder."),
    "unreadable": _("The file can't be opened: the server may not read it."),
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than %(most)s MB, which is the most that is read."),
    "too_large_unpacked": _(
        "Unpacked, the file is larger than %(most)s MB, which is the most that is read."
    ),
    "too_many_files": _("The ZIP file holds more than %(most)s files."),
    "not_a_list": _("This is no CSV, XLSX or ZIP file that can be read."),
    "damaged": _("The file is damaged and can't be read to its end."),
    "locked": _("The file is locked with a password. Save it without one."),
    "not_text": _(
        "The text is neither UTF-8 nor CP1252 (Windows). Save the file as “CSV UTF-8” and try again."
    ),
    "no_files": _(
        "There are no files to import here: either the five files (bruger, organisation, engagement, "
        "stillingskode, leder) or one list as CSV or XLSX."
    ),
    "several_lists": _("There are several lists here. Choose one."),
    "file_missing": _("The file %(name)s.csv is missing."),
    "file_twice": _("There are two files of this kind. Keep one."),
    "no_rows": _("The file has headings, but no rows."),
    # Headings
    "column_missing": _("The column “%(name)s” is missing."),
    "column_twice": _("The column “%(name)s” is there twice."),
    # Rows
    "line_too_long": _("The line is too long to be a row of this file."),
    "row_broken": _("The row can't be read. Look for a quotation mark that is not closed."),
    "row_length": _("The row has another number of fields than the headings."),
    "too_many_problems": _("There are more than %(most)s errors. Mend these and try again."),
    # Cells
    "missing": _("Something must stand here."),
    "too_long": _("The text is longer than %(most)s characters."),
    "not_printable": _("There are characters here that can't be shown."),
    "cpr": _(
        "This looks like a CPR number. CPR numbers are never stored here: take it out of the file."
    ),
    "not_a_date": _("This is no date. Write it like 31-12-2026 or 2026-12-31."),
    "not_yes_or_no": _("This must be 1 or 0."),
    "not_an_email": _("This is no e-mail address."),
    "before": _("The last day is before the first."),
    "leave_without_start": _("Leave has an end here, but no first day."),
    # Rows against each other
    "twice": _("The same value stands in line %(first)s. It must be there once."),
    "unknown_person": _("This person is not in the file bruger."),
    "unknown_unit": _("This department is not in the file organisation."),
    "unknown_manager": _("Nobody on the list has this number."),
    "loop": _("These departments belong to each other in a ring: %(names)s."),
    # Against what is known already
    "not_ours": _(
        "This id or number belongs to somebody who did not come with an import of this kind."
    ),
    "email_taken": _("Another employee has this e-mail address."),
    "number_taken": _("Another employee has this number."),
    "last_hr": _(
        "After this import nobody with the role HR would be left. Give the role to somebody who "
        "stays, then import again."
    ),
    "too_many_leave": _(
        "%(count)s of %(staff)s employees would leave, which is more than %(percent)s %%. Is this "
        "the whole file?"
    ),
    "changed": _("Something was changed in the meantime. Nothing was written: try again."),
    # Notes: nothing to mend, but worth knowing
    "no_primary": _(
        "None of this person’s employments is marked as the primary one. The one that began last is "
        "taken."
    ),
    "several_primary": _(
        "Several of this person’s employments are marked as the primary one. The one that began "
        "last is taken."
    ),
    "no_employment": _("This person has no active employment and is not among the employees."),
    "manager_not_employed": _("The manager has no active employment and does not become manager."),
    "manager_elsewhere": _("The manager works in another department than the one they manage."),
    "own_manager": _("The person is their own manager. That is left out."),
    "leave_recorded": _(
        "A leave that overlaps this one has been recorded by hand. That one is kept."
    ),
    "no_managers_told": _(
        "The list has no column with the manager’s number: managers stay as they are."
    ),
    "no_leave_told": _("The list has no columns with leave: leave stays as it is."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason and where it stands; line 0 is the file as a whole. The words come when it is shown."""

    file: str
    line: int
    column: str
    code: str
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The reason in the reader's language."""
        return str(REASONS[self.code]) % self.detail

    def as_json(self) -> dict[str, str | int]:
        """As the command prints it."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "reason": self.reason,
        }

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        line = gettext("line %(number)s") % {"number": self.line} if self.line else ""
        return ", ".join(part for part in (self.file, line, self.column) if part)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, self.reason) if part)


class Refused(Exception):
    """Nothing can be made of the file as a whole."""

    def __init__(self, code: str, file: str = "", line: int = 0, column: str = "", **detail: Any):
        super().__init__(code)
        self.problem = Problem(file, line, column, code, detail)


class Problems:
    """The problems found on the way; with more than `MOST` of them reading ends."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, code: str, file: str, line: int = 0, column: str = "", **detail: Any) -> None:
        """Note one more; `Refused` when there are too many to go on."""
        if len(self.found) >= MOST:
            raise Refused("too_many_problems", file, line, most=MOST)
        self.found.append(Problem(file, line, column, code, detail))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)
