"""Checkpoints are signed notes that other programs read too."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.notes import BadNote, Note, PublicKey, SigningKey, TreeHead
from tests.evidence.vectors import VECTORS

NOTE: dict[str, Any] = VECTORS["note"]
TEXT: str = NOTE["note"]
KEY = SigningKey("omtanke", Ed25519PrivateKey.from_private_bytes(bytes.fromhex(NOTE["seed"])))
HEAD = TreeHead("omtanke", NOTE["size"], bytes.fromhex(NOTE["root"]))


def test_the_vector_is_signed_and_read() -> None:
    assert HEAD.signed(KEY) == TEXT
    note = Note.parse(TEXT)
    assert note.head == HEAD
    assert note.whole == TEXT
    assert note.signer([KEY.public]) == KEY.public


def test_a_key_is_written_and_read() -> None:
    assert str(KEY.public) == NOTE["public_key"]
    assert KEY.public.fingerprint == NOTE["fingerprint"]
    assert PublicKey.parse(NOTE["public_key"]) == KEY.public


@pytest.mark.parametrize(
    "text",
    [
        "",
        "omtanke",
        NOTE["public_key"].replace("omtanke", "en anden"),
        NOTE["public_key"].replace("omtanke", "another"),  # the id is of name and key
        NOTE["public_key"][:-4],
        NOTE["public_key"] + "#",
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        PublicKey.parse(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("omtanke\n7", "omtanke\n07"),
        ("omtanke\n7", "omtanke\nx"),
        ("omtanke\n7", "\n7"),
        ("\n\n", "\n"),
        ("— omtanke ", "- omtanke "),
        ("— omtanke ", "— "),
        ("\n7\n", "\n7\r\n"),
        ("=\n\n", "\n\n"),
    ],
)
def test_what_is_no_checkpoint_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(BadNote):
        Note.parse(TEXT.replace(old, new))
    with pytest.raises(BadNote):
        Note.parse(TEXT.rstrip("\n"))


def test_another_text_or_another_key_is_not_signed() -> None:
    note = Note.parse(TEXT.replace("\n7\n", "\n8\n"))
    assert note.signer([KEY.public]) is None
    stranger = SigningKey("omtanke", Ed25519PrivateKey.generate())
    assert Note.parse(TEXT).signer([stranger.public]) is None


def test_a_note_may_carry_more_lines_and_signatures() -> None:
    other = SigningKey("revisor", Ed25519PrivateKey.generate())
    signature = HEAD.signed(other).rpartition("\n\n")[2]
    note = Note.parse(TEXT + signature)
    assert note.signer([other.public]) == other.public
    assert note.signer([KEY.public]) == KEY.public
    extended = TEXT.replace("\n\n", "\nen linje til\n\n")
    assert Note.parse(extended).head == HEAD
    assert Note.parse(extended).signer([KEY.public]) is None
