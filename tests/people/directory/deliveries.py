"""Deliveries for tests: the five files and the plain list, written as systems write them."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from uuid import UUID

import xlsxwriter

HEADINGS = {
    "bruger": "BrugerId;CPR;Navn;E-mail;Mobil;Stilling",
    "organisation": "AfdelingsID;Afdelingsnavn;Parentid;Gade;Postnr;By",
    "engagement": (
        "EngagementId;BrugerId;AfdelingsId;AktivStatus;StillingskodeId;Primær;Engagementstype;"
        "StartdatoEngagement"
    ),
    "stillingskode": "StillingskodeID;AktivStatus;Stillingskode;Stillingskode#",
    "leder": "BrugerId;AfdelingsID;AktivStatus;Titel",
}
LIST = [
    *("Medarbejdernummer", "Navn", "E-mail", "Afdeling", "Leders nummer"),
    *("Ansat", "Fratrådt", "Orlov fra", "Orlov til"),
]
_engagements = count(1_000_000)
# A number that belongs to nobody: it must never be seen again.
CPR = "010190-1234"


def uuid(number: int) -> str:
    """A person's id, the same for the same number."""
    return str(UUID(int=number))


@dataclass
class Delivery:
    """The five files, with a row added at a time."""

    rows: dict[str, list[list[str]]] = field(
        default_factory=lambda: {kind: [] for kind in HEADINGS}
    )

    def unit(self, key: str, name: str, parent: str = "") -> "Delivery":
        """A department."""
        self.rows["organisation"].append([key, name, parent, "Rådhustorvet 1", "6400", "Byen"])
        return self

    def person(self, number: int, name: str, email: str = "") -> "Delivery":
        """A row of bruger, with a CPR number as they come."""
        self.rows["bruger"].append([uuid(number), CPR, name, email, "20123456", "Pædagog"])
        return self

    def works(
        self,
        number: int,
        unit: str,
        *,
        start: str = "2020-01-01",
        primary: str = "1",
        active: str = "1",
    ) -> "Delivery":
        """An engagement."""
        row = [
            uuid(next(_engagements)),
            uuid(number),
            unit,
            active,
            "s1",
            primary,
            "Månedsløn",
            start,
        ]
        self.rows["engagement"].append(row)
        return self

    def employee(self, number: int, name: str, unit: str, **details: str) -> "Delivery":
        """A person with one engagement."""
        email = details.pop("email", "")
        return self.person(number, name, email).works(number, unit, **details)

    def manages(self, number: int, unit: str, *, active: str = "1") -> "Delivery":
        """A row of leder."""
        self.rows["leder"].append([uuid(number), unit, active, "Leder"])
        return self

    def texts(self) -> dict[str, str]:
        """Each file's text by its name."""
        return {
            f"{kind}.csv": text_of(HEADINGS[kind].split(";"), rows)
            for kind, rows in self.rows.items()
        }

    def folder(self, path: Path, *, encoding: str = "utf-8-sig") -> Path:
        """The files in a folder."""
        path.mkdir(exist_ok=True)
        for name, text in self.texts().items():
            (path / name).write_bytes(text.encode(encoding))
        return path

    def zipped(self) -> bytes:
        """The files as a ZIP file."""
        return zip_of({name: text.encode() for name, text in self.texts().items()})


def a_delivery() -> Delivery:
    """A small municipality: a director, a manager, two employees."""
    return (
        Delivery()
        .unit("1", "Sønderborg Kommune")
        .unit("2", "Sundhed og Senior", "1")
        .unit("3", "Plejecenter Mølleparken", "2")
        .unit("4", "Vej og Park", "1")
        .employee(1, "Lise Lund", "1", email="lise@example.org")
        .employee(2, "Anne Krogh", "2", email="anne@example.org")
        .employee(3, "Mette Hansen", "3", email="mette@example.org")
        .employee(4, "Ali Yılmaz", "4")
        .manages(1, "1")
        .manages(2, "2")
    )


def text_of(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as these systems write them: semicolons, everything quoted."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_row(number: str, name: str, path: str, **cells: str) -> list[str]:
    """A row of the plain list; `cells` are email, manager, hired, left, away, back."""
    order = ("email", "manager", "hired", "left", "away", "back")
    row = [cells.pop(name, "") for name in order]
    assert not cells
    return [number, name, row[0], path, *row[1:]]


def xlsx_of(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows as an XLSX file: numbers as numbers, days as days."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return out.getvalue()
