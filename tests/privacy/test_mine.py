"""Employees see and download all that is held about them, and nobody else reads what they wrote."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from evidence.notes import SigningKey
from evidence.standalone import check_receipt
from people.directory.merging import merge
from people.models import Employee
from privacy.holdings import HOLDINGS, LEFT_OUT
from privacy.mine import mine_of
from privacy.rules import all_rules
from quiz.models import Kind, Situation
from tests.conftest import soup
from tests.evidence.logs import checkpoint
from tests.factories.people import Cast, a_person
from tests.factories.policy import on_paper
from tests.factories.training import an_answer, an_assignment, begin, complete
from tests.pdf import Pdf
from tests.privacy.erased import NOTE, TRACES, a_life
from tests.privacy.test_rules import models_of_people

SignIn = Callable[[Employee | None], Client]
PAGE, JSON, PDF = (
    "/mine-oplysninger/",
    "/mine-oplysninger/mine-oplysninger.json",
    "/mine-oplysninger/mine-oplysninger.pdf",
)


def people_tables() -> list[str]:
    """Every table with something about a person."""
    return [one for one in sorted(models_of_people()) if not all_rules()[one].nobody]


@pytest.mark.parametrize("label", people_tables())
def test_every_field_about_a_person_is_shown_or_left_out_for_a_reason(label: str) -> None:
    if label in LEFT_OUT:
        return
    shown: dict[str, Any] = {one.label: one for one in HOLDINGS}
    assert label in shown, f"{label} is neither in privacy/holdings/ nor left out for a reason"
    holding = shown[label]
    owner = holding.of.partition("__")[0]
    for name in (one.name for one in models_of_people()[label]._meta.concrete_fields):
        is_left_out = name in LEFT_OUT or f"{label}.{name}" in LEFT_OUT or name == owner
        assert (name in holding.fields) != (is_left_out and name not in holding.fields), name


def test_nothing_is_left_out_that_does_not_exist_or_is_shown() -> None:
    fields = {(one.label, name) for one in HOLDINGS for name in one.fields}
    for name in LEFT_OUT:
        *table, last = name.split(".")
        if len(table) == 2:
            assert (".".join(table), last) not in fields
            all_rules()[".".join(table)].model._meta.get_field(last)
        elif table:
            assert name in all_rules()
            assert name not in {one.label for one in HOLDINGS}


@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_the_page_and_the_pdf_show_every_trace_of_a_life(
    cast: Cast, client_of: SignIn, log_key: SigningKey, language: str
) -> None:
    mette = a_life(cast, timezone.now())
    Employee.objects.filter(pk=mette.pk).update(language=language)
    client = client_of(mette)
    words = soup(client.get(PAGE)).select_one("main").get_text(" ", strip=True)
    document = Pdf(client.get(PDF).content)
    for trace in (*TRACES, "Anne Krogh", "Plejecenter Mølleparken", "Karin Ågård"):
        assert trace in words
        assert trace in document.words
    assert "None" not in words
    assert "<pdfuaid:part>1</pdfuaid:part>" in document.metadata
    assert f"/Lang({language})" in document.catalog


def test_the_file_holds_every_receipt_and_each_proves(
    cast: Cast, client_of: SignIn, log_key: SigningKey
) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    on_paper(cast.new_hire, cast, round=7)
    checkpoint()
    client = client_of(cast.new_hire)
    found = client.get(JSON).json()
    assert len(found["receipts"]) == 2
    for receipt in found["receipts"]:
        assert check_receipt.check(receipt) == log_key.public.fingerprint
        assert receipt["record"]["employee_ref"] == cast.new_hire.directory_id
    links = soup(client.get(PAGE)).select("main li a[download]")
    assert [client.get(one["href"]).json()["record"] for one in links] == [
        receipt["record"] for receipt in found["receipts"]
    ]


def test_the_file_holds_the_fields_as_a_program_reads_them(cast: Cast, client_of: SignIn) -> None:
    found = client_of(cast.new_hire).get(JSON).json()
    [person] = found["held"]["people.Employee"]["rows"]
    assert person["hired_on"] == cast.new_hire.hired_on.isoformat()
    assert person["employee_number"] == "4711"
    assert found["format"] == "omtanke-person"


def test_a_merge_opens_nobodys_answers_to_another(cast: Cast, client_of: SignIn) -> None:
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    dilemma = Situation.objects.filter(revision=attempt.revision, kind=Kind.DILEMMA)[0]
    an_answer(attempt, dilemma, note=NOTE)
    merge(kept=cast.hr, other=cast.new_hire, by=cast.hr, reason="Samme", now=timezone.now())
    for path in (PAGE, JSON):
        assert NOTE not in client_of(cast.hr).get(path).content.decode()
    held = client_of(cast.hr).get(JSON).json()["held"]
    for table in ("quiz.Answer", "quiz.DilemmaNote"):
        assert (held[table]["rows"], held[table]["withheld"]) == ([], 1)


def test_nobody_finds_anothers_receipt(cast: Cast, client_of: SignIn, log_key: SigningKey) -> None:
    row = on_paper(cast.new_hire, cast)
    checkpoint()
    for person in (cast.manager, cast.hr, cast.colleague):
        assert (
            client_of(person).get(f"/mine-oplysninger/kvittering/{row.pk}.json").status_code == 404
        )


def test_what_two_records_of_a_person_hold_is_shown_together(cast: Cast, client_of: SignIn) -> None:
    from people.directory.merging import merge

    other = a_person("Mette Hansson", cast.roads, username="mette2")
    merge(kept=cast.new_hire, other=other, by=cast.hr, reason="Samme person", now=timezone.now())
    words = soup(client_of(cast.new_hire).get(PAGE)).select_one("main").get_text(" ")
    assert "Mette Hansson" in words
    assert "Samme person" in words


def test_the_page_costs_the_same_for_one_answer_and_many(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            mine_of(cast.new_hire, now=timezone.now(), is_own=True)
        return len(found)

    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    situations = list(Situation.objects.filter(revision=attempt.revision)[:9])
    an_answer(attempt, situations[0])
    on_paper(cast.new_hire, cast)
    few = queries()
    for number, situation in enumerate(situations[1:]):
        an_answer(attempt, situation)
        on_paper(cast.new_hire, cast, round=number + 2)
    assert queries() == few <= 44


def test_the_command_counts_what_only_the_writer_reads(
    cast: Cast, tmp_path: Path, log_key: SigningKey
) -> None:
    mette = a_life(cast, timezone.now())
    out = StringIO()
    with CaptureQueriesContext(connection) as queries:
        call_command("person_export", mette.directory_id, str(tmp_path), by="Bo, sag 1", stdout=out)
    read = [query["sql"] for query in queries if 'quiz_dilemmanote"."text' in query["sql"]]
    assert read == []
    text = (tmp_path / f"{mette.directory_id}.json").read_text()
    assert NOTE not in text
    held = json.loads(text)["held"]
    assert held["quiz.DilemmaNote"] == {
        "title": held["quiz.DilemmaNote"]["title"],
        "rows": [],
        "withheld": 1,
    }
    assert "1 quiz.DilemmaNote, to be read under Mine oplysninger." in out.getvalue()
    assert NOTE not in Pdf((tmp_path / f"{mette.directory_id}.pdf").read_bytes()).words
    assert Event.objects.filter(kind="read.export", subject=mette.directory_id).count() == 1


def test_the_command_says_when_nobody_has_the_id(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("person_export", "nobody", str(tmp_path), by="Bo")
