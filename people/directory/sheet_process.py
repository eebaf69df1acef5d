"""Reads the first sheet of an XLSX file in a process of its own, where a hostile one can do no harm.

Started by people/directory/tables.py as a program: the file comes in on standard input, each row goes
out as a line of JSON: its number in the sheet and its cells as text. Memory and time are limited by
the system, so that a file which unpacks to more than it says ends this process and nothing else.
"""

import json
import resource
import sys
from datetime import date, datetime
from io import BytesIO, TextIOWrapper

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 60
MOST_OUT = 128 * 1024 * 1024
MOST_COLUMNS = 200
MOST_LETTERS = 1000
TOO_MUCH = 3
LOCKED = 4


def text_of(value: object) -> str:
    """A cell as text: 4711.0 is 4711, a day is written 2026-12-31, yes is 1."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)[:MOST_LETTERS]


def main() -> int:
    """Write the rows out; the exit code says why it could not be done."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    except PasswordError:
        return LOCKED
    sheet = book.get_sheet_by_index(0)
    if sheet.total_width > MOST_COLUMNS:
        return TOO_MUCH
    left = MOST_OUT
    for number, row in enumerate(sheet.iter_rows(), 1):
        line = json.dumps([number, [text_of(value) for value in row]], ensure_ascii=False)
        left -= len(line)
        if left < 0:
            return TOO_MUCH
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    assert isinstance(sys.stdout, TextIOWrapper)
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
