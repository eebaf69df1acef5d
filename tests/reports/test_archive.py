"""A published version and a round that is over are filed as PDF/A and JSON, with their proof."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from evidence.canonical import canonical_json
from evidence.notes import Note, PublicKey, SigningKey
from evidence.tree import leaf_hash, root_of_inclusion
from people.models import Employee
from policy.text import sha256_of
from reports.archive import campaign_document
from tests.conftest import soup
from tests.evidence.logs import checkpoint
from tests.factories.people import Cast, today
from tests.factories.policy import da, the_guideline, the_revision
from tests.factories.training import an_assignment, complete
from tests.pdf import Pdf

SignIn = Callable[[Employee | None], Client]
EDITION = "/rapporter/arkiv/social-media/version/1.0"
MONTH = timedelta(days=30)


def a_closed_round(cast: Cast) -> str:
    """A round of two a month ago, of whom one was done in time; returns its day."""
    now = timezone.now() - MONTH
    complete(an_assignment(cast.new_hire, cast.manager, now=now), now=now)
    an_assignment(cast.colleague, cast.hr, now=now)
    return timezone.localtime(now).date().isoformat()


def test_a_version_is_filed_with_every_word_and_its_publisher(
    cast: Cast, client_of: SignIn, log_key: SigningKey
) -> None:
    checkpoint()
    content = client_of(cast.hr).get(f"{EDITION}.pdf").content
    pdf = Pdf(content)
    assert "<pdfaid:part>2</pdfaid:part>" in pdf.metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in pdf.metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.metadata
    assert {"da", "en", "de"} <= pdf.languages
    edition = the_revision().edition
    words = pdf.words.replace("- ", "")
    for one in edition.blocks.exclude(type="title")[:6]:
        assert da(one, "text").split("\n")[0][:25] in words
    assert edition.published_by in words
    assert edition.text_sha256("da")[:20] in words.replace(" ", "")


def test_the_versions_file_proves_its_words(
    cast: Cast, client_of: SignIn, log_key: SigningKey
) -> None:
    checkpoint()
    found = client_of(cast.hr).get(f"{EDITION}.json").json()
    assert (found["kind"], found["edition"]) == ("edition", "1.0")
    assert [one["language"] for one in found["texts"]] == ["da", "en", "de"]
    for one in found["texts"]:
        assert sha256_of(one["text"]) == one["text_sha256"] == one["entry"]["text_sha256"]
        leaf = leaf_hash(canonical_json(one["entry"]))
        assert leaf.hex() == one["leaf_sha256"]
        note, key = Note.parse(one["checkpoint"]), PublicKey.parse(one["public_key"])
        path = [bytes.fromhex(step) for step in one["inclusion"]["path"]]
        root = root_of_inclusion(leaf, one["seq"], one["inclusion"]["size"], path)
        assert root == note.head.root
        assert note.is_signed_by(key)
        assert key.fingerprint == log_key.public.fingerprint


def test_a_round_that_is_over_is_filed_in_figures_and_names_nobody(
    cast: Cast, client_of: SignIn, log_key: SigningKey
) -> None:
    day = a_closed_round(cast)
    note = checkpoint()
    client = client_of(cast.hr)
    address = f"/rapporter/arkiv/social-media/runde/{day}"
    found = client.get(f"{address}.json").json()
    assert (found["asked"], found["done"], found["in_time"]) == (2, 1, 1)
    assert found["checkpoint"] == note
    pdf = Pdf(client.get(f"{address}.pdf").content)
    assert "<pdfaid:part>2</pdfaid:part>" in pdf.metadata
    assert "1 (50 %)" in pdf.words
    for name in Employee.objects.values_list("name", flat=True):
        assert name not in pdf.words
        assert name not in json.dumps(found, ensure_ascii=False)


def test_a_round_that_goes_on_is_not_filed(cast: Cast, client_of: SignIn) -> None:
    an_assignment(cast.new_hire, cast.manager)
    assert campaign_document(the_guideline(), today(), today()) is None
    client = client_of(cast.hr)
    assert client.get(f"/rapporter/arkiv/social-media/runde/{today()}.pdf").status_code == 404
    for wrong in ("runde/2026-99-99.pdf", "runde/x.json", "version/1.0.exe", "version/9.9.pdf"):
        assert client.get(f"/rapporter/arkiv/social-media/{wrong}").status_code == 404


def test_the_page_leads_to_every_document(cast: Cast, client_of: SignIn) -> None:
    a_closed_round(cast)
    client = client_of(cast.hr)
    page = soup(client.get("/rapporter/arkiv/"))
    links = [one["href"] for one in page.select("main a[download]")]
    assert len(links) == 4
    assert {client.get(link).status_code for link in links} == {200}


def test_the_command_writes_what_the_folder_lacks(cast: Cast, tmp_path: Path) -> None:
    day, out = a_closed_round(cast), StringIO()
    call_command("archive_export", str(tmp_path), stdout=out)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        f"social-media-{what}.{ending}"
        for what in ("version-1.0", f"runde-{day}")
        for ending in ("pdf", "json")
    }
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.iterdir()}
    again = StringIO()
    call_command("archive_export", str(tmp_path), stdout=again)
    assert again.getvalue() == ""
    assert before == {
        path: hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.iterdir()
    }


def test_the_command_wants_a_folder(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("archive_export", "/findes/ikke")
