"""Files that are refused as a whole, each with the words for why."""

from io import BytesIO
from pathlib import Path

import pytest

from people.directory.problems import Refused
from people.directory.reading import read_path, read_upload
from tests.people.directory.deliveries import CPR, HEADINGS, a_delivery, xlsx_of, zip_of
from tests.people.directory.readings import TODAY, refused


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("liste.csv", b"", "empty"),
        ("liste.csv", b"\r\n;;\r\n", "empty"),
        ("liste.csv", b"Nr;Navn;Afdeling\r\n", "no_rows"),
        ("liste.csv", b"Navn;Afdeling\r\nAnne;Kommune\r\n", "column_missing"),
        ("liste.csv", b"Nr;Nummer;Navn;Afdeling\r\n1;1;Anne;Kommune\r\n", "column_twice"),
        ("liste.csv", "Nr;Navn;Afdeling\r\n1;Anne;Kommune\r\n".encode("utf-16"), "not_text"),
        ("liste.csv", b"Nr;Navn;Afdeling\r\n1;Anne \x81;Kommune\r\n", "not_text"),
        ("liste.csv", "Nr;Navn;Afdeling\r\n1;Øst;Købe\r\n".encode() + b"\xff", "not_text"),
        ("liste.csv", b"Nr;Navn;Afdeling\r\n1;" + b"x" * 70_000 + b";K\r\n", "line_too_long"),
        ("liste.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text"),
        ("brev.pdf", b"%PDF-1.7", "not_a_list"),
        ("liste.xlsx", b"Nr;Navn;Afdeling\r\n1;Anne;Kommune\r\n", "damaged"),
        ("liste.xlsx", b"PK\x03\x04 og saa ikke mere", "damaged"),
        ("bruger.csv", a_delivery().texts()["bruger.csv"].encode(), "file_missing"),
        ("x.zip", zip_of({}), "no_files"),
        ("x.zip", zip_of({"billede.png": b"x"}), "no_files"),
        ("x.zip", zip_of({"a.csv": b"x", "b.csv": b"x"}), "several_lists"),
        ("x.zip", zip_of({"a/bruger.csv": b"x", "b/bruger.csv": b"x"}), "file_twice"),
        ("liste.xlsx", xlsx_of([]), "empty"),
        ("liste.xlsx", xlsx_of([["Navn"], ["Anne"]]), "column_missing"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_with_a_reason(
    name: str, content: bytes, code: str
) -> None:
    assert refused(name, content) == code


def test_the_files_of_a_folder_are_missing_or_the_folder_itself(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "findes-ikke", "not_found"), (tmp_path, "no_files")):
        with pytest.raises(Refused) as refusal:
            read_path(path, today=TODAY)
        assert refusal.value.problem.code == code


def test_a_missing_column_is_named_as_the_files_have_it() -> None:
    files = {name: text.encode() for name, text in a_delivery().texts().items()}
    files["leder.csv"] = HEADINGS["leder"].replace("AktivStatus;", "").encode() + b"\r\n"
    with pytest.raises(Refused) as refusal:
        read_upload("x.zip", BytesIO(zip_of(files)), today=TODAY)
    assert (refusal.value.problem.file, refusal.value.problem.line) == ("leder.csv", 1)
    assert "AktivStatus" in refusal.value.problem.reason


def test_a_file_named_after_a_cpr_number_is_not_called_by_it() -> None:
    assert refused(f"{CPR}.csv", b"") == "empty"
