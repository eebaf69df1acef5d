"""Files that want to do harm: each is refused with a word, quickly, and within the limits."""

import io
import os
import random
import struct
import time
import tracemalloc
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from people.directory import bundles
from people.directory.bundles import MEGABYTE, MOST_FILES, MOST_PACKED, MOST_UNPACKED
from people.directory.problems import Refused
from people.directory.reading import read_path, read_upload
from tests.people.directory.deliveries import LIST, a_delivery, a_row, xlsx_of, zip_of

TODAY = date(2026, 11, 23)
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def refused(name: str, content: bytes) -> str:
    """The word for why it is refused; neither time nor memory of this process is spent on it."""
    started = time.monotonic()
    file = BytesIO(content)
    tracemalloc.start()
    with pytest.raises(Refused) as refusal:
        read_upload(name, file, today=TODAY)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * MOST_UNPACKED
    assert time.monotonic() - started < 60
    return refusal.value.problem.code


def with_part(name: str, content: bytes) -> bytes:
    """A spreadsheet in which one part is replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(BytesIO(xlsx_of([LIST, a_row("1", "Anne", "Kommune")]))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            target.writestr(
                member.filename, content if member.filename == name else source.read(member)
            )
    return out.getvalue()


def sheet_of(cells: str) -> bytes:
    """A sheet with these cells."""
    sheet = f'<worksheet xmlns="{SPACE}"><sheetData>{cells}</sheetData></worksheet>'
    return f'<?xml version="1.0"?>{sheet}'.encode()


def test_a_spreadsheet_of_fifty_megabytes_is_refused() -> None:
    noise = random.Random(1).randbytes(50 * MEGABYTE)  # noqa: S311 - only to be large
    assert (
        refused("liste.xlsx", zip_of({"[Content_Types].xml": b"", "noise": noise})) == "too_large"
    )


def test_a_text_of_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_bytes(b"x;" * (25 * MEGABYTE))
    with pytest.raises(Refused) as refusal:
        read_path(tmp_path / "liste.csv", today=TODAY)
    assert refusal.value.problem.code == "too_large"
    assert str(MOST_PACKED // MEGABYTE) in refusal.value.problem.reason


def test_a_folder_with_more_than_is_read_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "bruger.csv").open("wb") as file:
        os.truncate(file.fileno(), MOST_UNPACKED + 1)
    with pytest.raises(Refused) as refusal:
        read_path(tmp_path, today=TODAY)
    assert refusal.value.problem.code == "too_large"


@pytest.mark.parametrize("name", ["bruger.csv", "[Content_Types].xml"])
def test_a_zip_bomb_is_refused_by_what_it_says_of_itself(name: str) -> None:
    bomb = zip_of({name: b"0" * (MOST_UNPACKED + 1)})
    assert len(bomb) < MEGABYTE
    assert refused("x.zip", bomb) == "too_large_unpacked"


def lying(content: bytes, said: int) -> bytes:
    """The archive's directory says that its first member is `said` bytes long."""
    changed = bytearray(content)
    place = changed.rindex(b"PK\x01\x02")
    struct.pack_into("<I", changed, place + 24, said)
    return bytes(changed)


def test_a_zip_bomb_that_lies_is_found_while_it_is_unpacked() -> None:
    bomb = lying(zip_of({"liste.csv": b"0" * (MOST_UNPACKED + 1)}), 100)
    assert refused("x.zip", bomb) == "damaged"


def test_what_is_unpacked_is_counted_whatever_the_directory_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bundles, "_check_members", lambda name, members: None)
    monkeypatch.setattr(bundles, "MOST_UNPACKED", 500)
    assert refused("x.zip", a_delivery().zipped()) == "too_large_unpacked"


def test_a_spreadsheet_that_is_mostly_air_costs_little() -> None:
    bomb = with_part(SHEET, sheet_of("<row>" + " " * (MOST_UNPACKED - 10 * MEGABYTE) + "</row>"))
    assert len(bomb) < MEGABYTE
    assert refused("liste.xlsx", bomb) in {"empty", "damaged", "too_large_unpacked"}


def test_a_spreadsheet_with_a_cell_far_out_is_refused() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refused("liste.xlsx", with_part(SHEET, sheet_of(cells))) in {
        "damaged",
        "too_large_unpacked",
    }


def test_a_spreadsheet_that_repeats_one_long_text_is_refused() -> None:
    text = "x" * (2 * MEGABYTE)
    strings = f'<sst xmlns="{SPACE}"><si><t>{text}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_000))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(BytesIO(with_part(SHEET, sheet_of(rows)))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            replaced = strings if member.filename == STRINGS else source.read(member)
            target.writestr(member.filename, replaced)
    assert refused("liste.xlsx", out.getvalue()) in {"damaged", "too_large_unpacked"}


def test_entities_that_multiply_are_not_followed() -> None:
    lol = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
    )
    sheet = sheet_of('<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>')
    bomb = sheet.replace(b"<worksheet", f"<!DOCTYPE x [{lol}]><worksheet".encode(), 1)
    assert refused("liste.xlsx", with_part(SHEET, bomb)) in {"damaged", "empty", "column_missing"}


def test_an_archive_of_very_many_files_is_refused() -> None:
    assert refused("x.zip", zip_of({f"{n}.csv": b"" for n in range(MOST_FILES + 1)})) == (
        "too_many_files"
    )


def test_an_archive_with_a_password_is_refused() -> None:
    locked = bytearray(zip_of({"liste.csv": b"x"}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert refused("x.zip", bytes(locked)) == "locked"


def test_an_archive_cut_short_or_spoiled_is_refused() -> None:
    whole = a_delivery().zipped()
    assert refused("x.zip", whole[: len(whole) // 2]) == "damaged"
    spoiled = bytearray(whole)
    spoiled[60:90] = bytes(30)
    assert refused("x.zip", bytes(spoiled)) == "damaged"


def test_a_row_of_millions_of_fields_is_refused() -> None:
    content = ";".join(["Nr", "Navn", "Afdeling"]).encode() + b"\r\n" + b";" * (20 * MEGABYTE)
    assert refused("liste.csv", content) == "line_too_long"


def test_a_field_that_never_ends_is_refused() -> None:
    content = b"Nr;Navn;Afdeling\r\n" + b'1;"' + b"x\r\n" * (5 * MEGABYTE)
    assert refused("liste.csv", content) == "row_broken"
