"""Uploading a file of the directory: what is refused, before it is read or once it is."""

import zlib
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings as SettingsWrapper

from people.directory.bundles import MOST_PACKED
from people.models import StagedImport
from tests.conftest import soup
from tests.factories.people import Cast
from tests.people.directory.deliveries import CPR, a_delivery
from tests.people.import_desk import SignIn, everybody, upload


def test_what_waits_holds_no_cpr_number_and_the_file_is_kept_nowhere(
    karin: Client, cast: Cast, tmp_path: Any, settings: SettingsWrapper
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    upload(karin, a_delivery().zipped(), "levering.zip")
    staged = StagedImport.objects.get()

    for content in (staged.directory, staged.preview):
        text = zlib.decompress(bytes(content)).decode()
        assert CPR not in text
        assert CPR.replace("-", "") not in text
        assert "Mette Hansen" in text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tom.csv", b"", "Filen er tom"),
        ("brev.pdf", b"%PDF-1.7", "CSV-, XLSX- eller ZIP-fil"),
        ("stor.xlsx", b"PK" + bytes(MOST_PACKED), "større end 32 MB"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_on_the_page(
    karin: Client, name: str, content: bytes, words: str
) -> None:
    response = upload(karin, content, name)
    assert response.status_code == 422
    page = soup(response)
    assert words in page.select_one(".error-summary").get_text()
    assert words in page.select_one(".error").get_text()
    assert not StagedImport.objects.exists()


def test_no_file_is_asked_for(karin: Client) -> None:
    response = karin.post("/medarbejdere/import/", {})
    assert response.status_code == 422
    assert "Vælg en fil" in soup(response).select_one(".error-summary").get_text()


def test_more_than_any_upload_is_refused_before_it_is_read(karin: Client) -> None:
    response = karin.generic(
        "POST", "/medarbejdere/import/", b"x", CONTENT_LENGTH=str(65 * 1024 * 1024)
    )
    assert response.status_code == 413


def test_only_hrs_upload_is_ever_read(
    cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*args: Any) -> None:
        raise AssertionError("read")

    monkeypatch.setattr("people.uploads.InMemory.receive_data_chunk", read)
    for person, status in ((None, 302), (cast.new_hire, 403), (cast.manager, 403)):
        assert upload(client_of(person), b"x").status_code == status


def test_the_upload_needs_its_token_like_every_form(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.hr, backend="people.backends.SignInBackend")
    assert upload(client, everybody()).status_code == 403
    token = soup(client.get("/medarbejdere/import/")).select_one(
        "main input[name=csrfmiddlewaretoken]"
    )["value"]
    assert upload(client, everybody(), csrfmiddlewaretoken=token).status_code == 302
