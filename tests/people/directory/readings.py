"""A delivery read on a fixed day, and what is told of it."""

from datetime import date
from io import BytesIO

import pytest

from people.directory.neutral import Directory
from people.directory.problems import Refused
from people.directory.reading import read_upload
from tests.people.directory.deliveries import CPR, LIST, Delivery, text_of

TODAY = date(2026, 11, 23)
TOP = "Sønderborg Kommune > Sundhed > Mølleparken"


def five(delivery: Delivery) -> Directory:
    """The delivery as a ZIP file, read."""
    return read_upload("levering.zip", BytesIO(delivery.zipped()), today=TODAY)


def listed(*rows: list[str], headings: list[str] = LIST, name: str = "liste.csv") -> Directory:
    """A plain list, read."""
    content = text_of(headings, rows).encode("utf-8-sig")
    return read_upload(name, BytesIO(content), today=TODAY)


def told(directory: Directory) -> list[tuple[str, int, str, str]]:
    """The problems: file, line, column and code."""
    return [(one.file, one.line, one.column, one.code) for one in directory.problems]


def refused(name: str, content: bytes) -> str:
    """The word for why a file is refused; what is said never repeats the CPR number."""
    with pytest.raises(Refused) as refusal:
        read_upload(name, BytesIO(content), today=TODAY)
    assert CPR not in str(refusal.value.problem)
    return refusal.value.problem.code
