"""A row's cells, read by what they must be. What is wrong with one is noted, never repeated."""

import re
import unicodedata
import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from lib.cpr import looks_like_cpr
from people.directory.problems import Problems
from people.directory.tables import Row, Table

LONGEST_KEY = 64
LONGEST_NUMBER = 32
LONGEST_NAME = 200
LONGEST_EMAIL = 254
YEARS = range(1900, 2200)
YES = {"1", "ja", "j", "yes", "y", "true", "sand", "aktiv", "active"}
NO = {"0", "nej", "n", "no", "false", "falsk", "inaktiv", "inactive", "passiv"}
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
DANISH = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?: .*)?")


class Cells:
    """The cells of one row of a table. `is_good` as long as nothing was wrong with any of them."""

    def __init__(self, table: Table, row: Row, problems: Problems) -> None:
        self._table = table
        self._row = row
        self._problems = problems
        self.line = row.line
        self.is_good = True

    def wrong(self, column: str, code: str, **detail: object) -> None:
        """Note that a cell is wrong."""
        self.is_good = False
        heading = self._table.headings.get(column, column)
        self._problems.add(code, self._table.file, self.line, heading, **detail)

    def text(self, column: str, *, most: int, is_required: bool = True) -> str:
        """Text on one line, blanks tidied; never one that looks like a CPR number."""
        text = " ".join(unicodedata.normalize("NFC", self._row[column]).split())
        if not text:
            if is_required:
                self.wrong(column, "missing")
            return ""
        if looks_like_cpr(text):
            self.wrong(column, "cpr")
        elif len(text) > most:
            self.wrong(column, "too_long", most=most)
        elif not text.isprintable():
            self.wrong(column, "not_printable")
        else:
            return text
        return ""

    def key(self, column: str, *, is_required: bool = True) -> str:
        """An id, the same however it is written: a UUID in small letters, with or without braces."""
        raw = self._row[column].strip()
        try:
            return (
                str(uuid.UUID(raw))
                if len(raw) >= len("0" * 32)
                else self._plain_key(column, is_required)
            )
        except ValueError:
            return self._plain_key(column, is_required)

    def _plain_key(self, column: str, is_required: bool) -> str:
        return self.text(column, most=LONGEST_KEY, is_required=is_required).casefold()

    def number(self, column: str, *, is_required: bool = True) -> str:
        """An employee number; one that a spreadsheet has robbed of its first nought is a CPR number too."""
        number = self.text(column, most=LONGEST_NUMBER, is_required=is_required)
        if number.isdigit() and looks_like_cpr(number.zfill(10)):
            self.wrong(column, "cpr")
            return ""
        return number

    def email(self, column: str) -> str:
        """A work e-mail address, or none."""
        email = self.text(column, most=LONGEST_EMAIL, is_required=False)
        try:
            if email:
                validate_email(email)
        except ValidationError:
            self.wrong(column, "not_an_email")
            return ""
        return email

    def day(self, column: str) -> date | None:
        """A day, None where there is none. A time of day behind it is left out."""
        text = self._row[column].strip()
        if not text:
            return None
        if found := ISO.fullmatch(text):
            year, month, day = map(int, found.groups())
        elif found := DANISH.fullmatch(text):
            day, month, year = map(int, found.groups())
        else:
            year, month, day = 0, 0, 0
        try:
            if year in YEARS:
                return date(year, month, day)
        except ValueError:
            pass  # the 31st of February
        self.wrong(column, "not_a_date")
        return None

    def yes(self, column: str, *, default: bool | None = None) -> bool:
        """1 or 0, or the words that some systems write instead."""
        text = self._row[column].strip().casefold()
        if not text and default is not None:
            return default
        if text in YES | NO:
            return text in YES
        self.wrong(column, "not_yes_or_no")
        return False
