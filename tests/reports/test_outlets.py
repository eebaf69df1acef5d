"""Reports as files: CSV, Excel and PDF say the same, name their day, and a past day's bytes stay."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from audit.models import Event
from evidence.models import Checkpoint
from evidence.notes import SigningKey
from lib.days import day_of
from people.actions import move, rename, reorganise
from people.models import Employee, Role
from policy.checkpoints import take_checkpoint
from policy.erasure import ErasureReason, erase_record
from policy.models import Acknowledgement
from reports import papers
from reports.exports import cell
from reports.models import Report
from tests.conftest import NOW, content_of, soup
from tests.factories.people import Cast, a_person, make_hr, today
from tests.factories.training import an_assignment, complete
from tests.pdf import Pdf
from training.states import State

SignIn = Callable[[Employee | None], Client]
FORMATS = ("csv", "xlsx", "pdf")
DAY = timedelta(days=1)


def fetch(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return content_of(response)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def address(report: str, suffix: str, cast: Cast, query: str = "") -> str:
    unit = f"afdeling={cast.health.pk}&" if report == "afdeling" else ""
    return f"/rapporter/{report}.{suffix}?{unit}{query}"


@pytest.fixture
def some_done(cast: Cast) -> Cast:
    """Mette completed ten days ago; Ali was assigned at the same time and is overdue."""
    then = timezone.now() - 10 * DAY
    complete(an_assignment(cast.new_hire, cast.manager, now=then - DAY), now=then)
    an_assignment(cast.colleague, cast.other_manager, now=then, due_on=day_of(then) + 3 * DAY)
    return cast


@pytest.mark.parametrize("report", Report.values)
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_past_days_file_is_the_same_bytes_next_year(
    report: str, suffix: str, some_done: Cast, client_of: SignIn, log_key: SigningKey
) -> None:
    cast, day = some_done, today() - 5 * DAY
    with time_machine.travel(NOW - 6 * DAY):
        take_checkpoint(now=timezone.now())
    asked = address(report, suffix, cast, f"dag={day}")
    before = fetch(client_of(cast.hr), asked)
    now = timezone.now()
    rename(cast.new_hire, name="Mette Ågård", now=now)
    reorganise(cast.nursing_home, name="Plejehjemmet", parent=cast.roads, on=day, now=now)
    move(cast.manager, department=cast.roads, on=day, now=now)
    complete(an_assignment(cast.manager, cast.hr))
    take_checkpoint(now=timezone.now())
    assert Checkpoint.objects.count() == 2
    with time_machine.travel(NOW + 365 * DAY, tick=True):
        assert fetch(client_of(cast.hr), asked) == before


@pytest.mark.parametrize("report", Report.values)
def test_every_file_begins_with_what_it_is_about(
    report: str, some_done: Cast, client_of: SignIn, log_key: SigningKey
) -> None:
    with time_machine.travel(NOW - DAY):
        take_checkpoint(now=timezone.now())
    row = Checkpoint.objects.get()
    sealed = " · ".join(row.note.split("\n")[1:3])
    client, cast = client_of(some_done.hr), some_done
    named = dict(
        line for line in lines(fetch(client, address(report, "csv", cast))) if len(line) == 2
    )
    headcount = "2" if report == "afdeling" else "6"
    assert named["Dato"] == str(today())
    assert named["Gældende version"] == "version 1.0"
    assert named["Medarbejdere i alt"] == headcount
    assert named["Seneste kontrolpunkt"] == sealed
    assert "Filter" in named
    book = sheets(fetch(client, address(report, "xlsx", cast)))
    about = dict(line[:2] for line in book["Om rapporten"])
    assert about["Dato"] == today()
    assert about["Medarbejdere i alt"] == int(headcount)
    assert about["Seneste kontrolpunkt"] == sealed
    words = Pdf(fetch(client, address(report, "pdf", cast))).words
    assert "Medarbejdere i alt" in words
    assert sealed.replace(" ", "") in words.replace(" ", "")


def test_the_list_says_that_somebody_in_it_was_erased_since(
    some_done: Cast, client_of: SignIn, log_key: SigningKey
) -> None:
    with time_machine.travel(NOW - 2 * DAY):
        take_checkpoint(now=timezone.now())
    client, asked = client_of(some_done.hr), f"/rapporter/medarbejdere.csv?dag={today() - DAY}"
    assert "Slettet siden da" not in dict(
        line for line in lines(fetch(client, asked)) if len(line) == 2
    )
    facts: dict[str, Any] = {"reason": ErasureReason.RETENTION, "run": "r1", "key": log_key}
    erase_record(Acknowledgement.objects.get(), **facts, now=timezone.now())
    found = dict(line for line in lines(fetch(client, asked)) if len(line) == 2)
    assert found["Slettet siden da"] == "1"


def test_excel_has_typed_cells_a_filter_a_heading_that_stays_and_definitions(
    some_done: Cast, client_of: SignIn
) -> None:
    content = fetch(client_of(some_done.hr), "/rapporter/medarbejdere.xlsx")
    book = sheets(content)
    assert list(book) == ["Om rapporten", "Medarbejdere", "Hvad ordene betyder"]
    headings, *rows = book["Medarbejdere"]
    mette = dict(zip(headings, next(row for row in rows if row[1] == "Mette Hansen"), strict=True))
    assert mette["Medarbejdernummer"] == "4711"
    assert mette["Version"] == "version 1.0"
    assert mette["Ansat"] == some_done.new_hire.hired_on
    assert mette["Kvitteret"] == datetime(2026, 11, 13, 11, 0)  # noqa: DTZ001 - as Excel has it
    assert {State(state).label for state in State} <= {
        row[0] for row in book["Hvad ordene betyder"]
    }
    sheet = ZipFile(BytesIO(content)).read("xl/worksheets/sheet2.xml").decode()
    assert 'state="frozen"' in sheet
    assert f'<autoFilter ref="A1:N{len(rows) + 1}"/>' in sheet


def test_a_formula_is_a_text_in_every_file(some_done: Cast, client_of: SignIn) -> None:
    formula = '=HYPERLINK("http://example.org";"Klik")'
    a_person(formula, some_done.roads, username="formel")
    client = client_of(some_done.hr)
    content = fetch(client, "/rapporter/medarbejdere.xlsx")
    sheet = ZipFile(BytesIO(content)).read("xl/worksheets/sheet2.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower().replace("=hyperlink(", "")
    assert formula in [row[1] for row in sheets(content)["Medarbejdere"]]
    assert f"'{formula}" in [
        row[1] for row in lines(fetch(client, "/rapporter/medarbejdere.csv")) if len(row) > 2
    ]


def test_a_danish_excel_reads_days_and_decimals_of_the_csv() -> None:
    assert cell(date(2026, 11, 23)) == "2026-11-23"
    assert cell(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "2026-11-24 00:30"
    assert cell(0.25) == "0,25"


@pytest.mark.parametrize("report", Report.values)
def test_excel_and_csv_hold_the_same_rows(report: str, some_done: Cast, client_of: SignIn) -> None:
    client = client_of(some_done.hr)
    text = lines(fetch(client, address(report, "csv", some_done)))
    book = list(sheets(fetch(client, address(report, "xlsx", some_done))).values())[1:-1]
    for sheet in book:
        start = text.index([str(one) for one in sheet[0]])
        for number, row in enumerate(sheet[1:], start + 1):
            for as_text, typed in zip(text[number], row, strict=True):
                if isinstance(typed, datetime):
                    assert as_text == typed.strftime("%Y-%m-%d %H:%M")
                elif isinstance(typed, float):
                    assert as_text == str(int(typed))
                else:
                    assert as_text == str(typed)


def test_the_figures_of_the_file_are_those_of_the_page(some_done: Cast, client_of: SignIn) -> None:
    client = client_of(some_done.hr)
    _about, rows, _words = sheets(fetch(client, "/rapporter/status.xlsx")).values()
    whole = dict(zip(rows[0], rows[1], strict=True))
    states = [whole[State(state).label] for state in State]
    assert sum(states) == whole["Medarbejdere"] == 6
    page = soup(client.get("/rapporter/")).select("main table")[1].select("td.number")
    assert [str(int(one)) for one in [*states, 6]] == [one.get_text() for one in page]


def test_the_pdf_is_tagged_and_says_when_it_does_not_list_all(
    some_done: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(some_done.hr)
    pdf = Pdf(fetch(client, "/rapporter/medarbejdere.pdf"))
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.metadata
    assert {"Table", "THead", "TH", "TD", "H1", "H2"} <= set(pdf.tags)
    assert "Mette Hansen" in pdf.words
    assert "Kun de første" not in pdf.words
    monkeypatch.setattr(papers, "MOST_ROWS", 3)
    pdf = Pdf(fetch(client, "/rapporter/medarbejdere.pdf"))
    assert "Kun de første 3 rækker er vist" in pdf.words
    assert "Mette Hansen" not in pdf.words


@pytest.mark.parametrize("report", Report.values)
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_committee_has_files_of_fives_alone(
    report: str, suffix: str, cast: Cast, client_of: SignIn
) -> None:
    member = make_hr(a_person("Rita Ravn", cast.root), Role.COMMITTEE)
    for number in range(7):
        an_assignment(a_person(f"Nr{number} Person", cast.health), cast.manager)
    asked = address(report, suffix, cast)
    client = client_of(member)
    if report != "status":
        assert client.get(asked).status_code == 403
        return
    content = fetch(client, asked)
    said = str(sheets(content)) if suffix == "xlsx" else content.decode(errors="replace")
    if suffix == "pdf":
        said = Pdf(content).words
    assert "Nr3" not in said
    assert "Vej og Park" not in said
    assert "Ikke vist i nogen gruppe" in said
    assert not Event.objects.reads().exists()


def test_a_department_that_is_not_there_is_not_found(cast: Cast, client_of: SignIn) -> None:
    for unit in ("", "x", "999999", "²"):
        asked = f"/rapporter/afdeling.csv?afdeling={unit}"
        assert client_of(cast.hr).get(asked).status_code == 404


@pytest.mark.parametrize("report", ["status", "medarbejdere"])
def test_a_day_that_can_not_be_read_is_a_clear_error(
    report: str, cast: Cast, client_of: SignIn
) -> None:
    response = client_of(cast.hr).get(f"/rapporter/{report}.xlsx?dag=i går")
    assert response.status_code == 400
    assert soup(response).select_one("[role=alert] a")


def test_a_printed_page_says_what_it_is_about(some_done: Cast, client_of: SignIn) -> None:
    for page in ("", "udvikling/", "versioner/", "runder/", "nyansatte/", "medarbejdere/"):
        printed = soup(client_of(some_done.hr).get(f"/rapporter/{page}")).select_one("dl.printed")
        said = dict(
            zip(
                [one.get_text() for one in printed.select("dt")],
                [one.get_text() for one in printed.select("dd")],
                strict=True,
            )
        )
        assert said["Medarbejdere i alt"] == "6"
        assert said["Dato"] == "23. november 2026"
        assert {"Filter", "Gældende version", "Seneste kontrolpunkt"} <= set(said)
