"""A receipt made by the site holds on a Python that has never heard of it, and no changed one does."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from evidence.canonical import canonical_json
from evidence.keys import new_key
from evidence.models import Checkpoint, Head
from evidence.notes import Note, SigningKey
from evidence.standalone import check_receipt
from lib.frozen import thaw
from people.models import Employee
from policy.models import Acknowledgement
from policy.receipts import proof_for, receipt_for
from tests.conftest import soup
from tests.evidence.logs import checkpoint, fill
from tests.evidence.test_canonical import RECORDS
from tests.evidence.vectors import VECTORS
from tests.factories.people import Cast
from tests.factories.training import an_assignment, complete
from tests.policy.test_evidence import an_acknowledgement

PROGRAM = Path(check_receipt.__file__)
PAGE = "/forloeb/social-media/kvittering/bevis/"
FILE = "/forloeb/social-media/kvittering/bevis.json"
SignIn = Callable[[Employee | None], Client]


@pytest.fixture
def receipt(cast: Cast, log_key: SigningKey) -> dict[str, Any]:
    """Mette's receipt, from the middle of a log."""
    an_acknowledgement(cast.colleague)
    row = an_acknowledgement(cast.new_hire)
    an_acknowledgement(cast.manager)
    checkpoint()
    found = receipt_for(row)
    assert found is not None
    return found


def run(*arguments: str) -> tuple[int, str]:
    """The program on a Python without packages, folders or settings of ours."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(PROGRAM), *arguments],
        cwd="/",
        env={"LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert not done.stderr
    return done.returncode, done.stdout


def test_the_file_that_mette_downloads_is_checked_elsewhere(
    cast: Cast, log_key: SigningKey, client_of: SignIn, tmp_path: Path
) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    note = checkpoint()
    response = client_of(cast.new_hire).get(FILE)
    assert "kvittering-social-media-1.0.json" in response["Content-Disposition"]
    file, known = tmp_path / "kvittering.json", tmp_path / "checkpoint.txt"
    file.write_bytes(response.content)
    known.write_text(note)
    fingerprint = log_key.public.fingerprint
    code, said = run(str(file), "--fingerprint", fingerprint, "--checkpoint", str(known))
    assert code == 0
    for words in ("The receipt holds", "Mette Hansen", fingerprint, "elsewhere is the same"):
        assert words in said
    assert run(str(file), "--fingerprint", "00" * 32)[0] == 1
    changed = response.content.replace(b"Mette Hansen", b"Mette Jensen")
    file.write_bytes(changed)
    assert run(str(file)) == (
        1,
        "The receipt does not hold: the record is not the one that the log's entry commits to.\n",
    )
    file.write_text("[]")
    assert run(str(file))[0] == 2
    assert run(str(tmp_path / "missing"))[0] == 2


def test_the_receipt_says_how_to_check_it(receipt: dict[str, Any]) -> None:
    assert check_receipt.check(receipt) == receipt["fingerprint"]
    assert receipt["record"]["name_at_time"] == "Mette Hansen"
    assert receipt["inclusion"]["seq"] == receipt["entry"]["seq"]
    recipe = " ".join(receipt["recipe"])
    for name in receipt.keys() - {"format", "v", "recipe"}:
        assert f"“{name}”" in recipe or name in ("timestamp",)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to each single value in a receipt."""
    if isinstance(value, dict):
        return [one for key, item in value.items() for one in leaves(item, (*path, key))]
    if isinstance(value, list):
        return [one for place, item in enumerate(value) for one in leaves(item, (*path, place))]
    return [path]


# What the proof does not rest on: the format, the recipe, and two values given for convenience.
FREE = {("format",), ("v",), ("leaf_sha256",), ("fingerprint",)}


def test_no_single_value_can_be_changed(receipt: dict[str, Any]) -> None:
    paths = [one for one in leaves(receipt) if one not in FREE and one[0] != "recipe"]
    assert len(paths) > 30
    for path in paths:
        changed = copy.deepcopy(receipt)
        place = changed
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = another(place[path[-1]])
        with pytest.raises((check_receipt.Wrong, ValueError)):
            check_receipt.check(changed)


def another(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    middle = len(value) // 2
    letter = "b" if value[middle : middle + 1] == "a" else "a"
    return value[:middle] + letter + value[middle + 1 :]


def test_whose_key_it_is_only_the_fingerprint_tells(receipt: dict[str, Any]) -> None:
    stranger = new_key()
    head = Note.parse(receipt["checkpoint"]).head
    receipt |= {"checkpoint": head.signed(stranger), "public_key": str(stranger.public)}
    assert check_receipt.check(receipt) == stranger.public.fingerprint != receipt["fingerprint"]


def test_a_checkpoint_kept_elsewhere_must_be_the_same(
    receipt: dict[str, Any], log_key: SigningKey
) -> None:
    assert "the same" in check_receipt.compare_checkpoint(receipt, receipt["checkpoint"])
    fill(1)
    assert "another size" in check_receipt.compare_checkpoint(receipt, checkpoint())
    lines = receipt["checkpoint"].split("\n")
    other = "\n".join([*lines[:2], "A" * 43 + "=", *lines[3:]])
    with pytest.raises(check_receipt.Wrong):
        check_receipt.compare_checkpoint(receipt, other)


def test_the_first_checkpoint_that_covers_it_stays_the_receipts(
    cast: Cast, log_key: SigningKey
) -> None:
    row = an_acknowledgement(cast.new_hire)
    assert proof_for(row).signed is None
    assert receipt_for(row) is None
    checkpoint()
    before = receipt_for(row)
    fill(40)
    checkpoint()
    assert receipt_for(row) == before


def test_the_page_shows_the_proof_once_the_log_is_signed(
    cast: Cast, log_key: SigningKey, client_of: SignIn
) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    row, client = Acknowledgement.objects.get(), client_of(cast.new_hire)
    page = soup(client.get(PAGE)).get_text(" ")
    assert "Beviset er på vej" in page
    assert row.record.entry.leaf_sha256 in page
    assert client.get(FILE).headers["Location"] == PAGE
    checkpoint()
    page = soup(client.get(PAGE))
    assert "Beviset er på vej" not in page.get_text(" ")
    assert log_key.public.fingerprint in page.get_text(" ")
    assert Checkpoint.objects.get().note.strip() == page.select_one("main pre").text.strip()
    assert page.select_one(f"a[href='{FILE}']")


def test_the_page_of_a_changed_log_says_so(
    cast: Cast, log_key: SigningKey, client_of: SignIn
) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    checkpoint()
    thaw("evidence_entry", "default")
    entry = Acknowledgement.objects.get().record.entry
    entry.body["day"] = "2020-01-01"
    entry.save()
    client = client_of(cast.new_hire)
    assert "Beviset kan ikke vises" in soup(client.get(PAGE)).get_text(" ")
    assert client.get(FILE).headers["Location"] == "/"


def test_nobody_gets_anothers_receipt(cast: Cast, log_key: SigningKey, client_of: SignIn) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    checkpoint()
    for person in (cast.colleague, cast.manager, cast.hr):
        assert client_of(person).get(FILE).status_code == 404


def test_a_proof_costs_few_queries_in_a_long_log(
    cast: Cast, log_key: SigningKey, django_assert_num_queries: Callable[[int], Any]
) -> None:
    row = an_acknowledgement(cast.new_hire)
    fill(3000 - Head.objects.get().size)
    checkpoint()
    entry = row.record.entry
    with django_assert_num_queries(3):  # the entry, its path, the last checkpoint
        proof = proof_for(row)
    assert proof.signed is not None
    assert (proof.seq, len(proof.signed.path)) == (entry.seq, 12)


@given(RECORDS)
def test_both_write_the_canonical_form_alike(record: dict[str, Any]) -> None:
    assert check_receipt.canonical(record) == canonical_json(record)


@pytest.mark.parametrize("vector", VECTORS["canonical"])
def test_it_writes_the_vectors_alike(vector: dict[str, str]) -> None:
    assert check_receipt.canonical(json.loads(vector["json"])).hex() == vector["bytes"]


@pytest.mark.parametrize("value", [0.5, None, {"a": [None]}])
def test_it_refuses_what_has_no_canonical_form(value: object) -> None:
    with pytest.raises(check_receipt.Wrong):
        check_receipt.canonical(value)


@pytest.mark.parametrize("vector", VECTORS["ed25519"])
def test_signatures_are_checked_as_in_rfc_8032(vector: dict[str, str]) -> None:
    public, message, signature = (
        bytes.fromhex(vector[name]) for name in ("public", "message", "signature")
    )
    assert check_receipt.verifies(public, message, signature)
    assert not check_receipt.verifies(public, message + b"x", signature)
    order = (int.from_bytes(signature[32:], "little") + check_receipt.ORDER).to_bytes(32, "little")
    assert not check_receipt.verifies(public, message, signature[:32] + order)
    assert not check_receipt.verifies(public[:31], message, signature)
    assert not check_receipt.verifies(public, message, signature[:63])


@given(st.binary(max_size=40), st.integers(0, 63), st.integers(1, 255), st.booleans())
def test_signatures_are_checked_as_by_cryptography(
    message: bytes, place: int, change: int, is_changed: bool
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    signature = bytearray(key.sign(message))
    if is_changed:
        signature[place] ^= change
    public = key.public_key().public_bytes_raw()
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes(signature), message)
        expected = True
    except InvalidSignature:
        expected = False
    assert check_receipt.verifies(public, message, bytes(signature)) is expected


@pytest.mark.parametrize(
    "public",
    [
        (2**255 - 19).to_bytes(32, "little"),  # y is not below p
        (2).to_bytes(32, "little"),  # no x belongs to it
        (1 + 2**255).to_bytes(32, "little"),  # x = 0 has no sign
    ],
)
def test_what_is_no_point_is_no_key(public: bytes) -> None:
    assert check_receipt.unpacked(public) is None
    assert not check_receipt.verifies(public, b"", b"\0" * 64)
