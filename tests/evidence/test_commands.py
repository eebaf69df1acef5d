"""Key, checkpoint and verification from the command line: what they print, keep and end with."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from evidence.actions import append
from evidence.keys import NoKey, UnusableKey, load_key
from evidence.models import Checkpoint, Entry, Kind, Verification
from evidence.notes import Note, SigningKey
from tests.evidence.logs import checkpoint

pytestmark = pytest.mark.django_db


def an_entry() -> Entry:
    return append(kind=Kind.UNASSIGNED, facts={"commit": "00"}, now=timezone.now())


def run(*arguments: str) -> tuple[int, str]:
    """What a command ends with and prints."""
    from io import StringIO

    out = StringIO()
    try:
        call_command(*arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path, settings: Any) -> None:
    path = tmp_path / "place" / "evidence_key"
    settings.EVIDENCE_KEY_FILE = str(path)
    with pytest.raises(NoKey):
        load_key()
    _, said = run("evidence_key")
    made = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_key().public.fingerprint in said
    assert run("evidence_key")[1] in said
    assert path.read_bytes() == made
    assert [one.name for one in path.parent.iterdir()] == ["evidence_key"]


def test_a_key_that_others_could_read_is_not_used(log_key: SigningKey, settings: Any) -> None:
    path = Path(settings.EVIDENCE_KEY_FILE)
    path.chmod(0o640)
    with pytest.raises(UnusableKey, match="chmod 600"):
        load_key()
    path.chmod(0o600)
    path.write_text("no key")
    with pytest.raises(UnusableKey, match="no Ed25519 key"):
        load_key()
    with pytest.raises(CommandError):
        call_command("evidence_checkpoint")


def test_no_second_key_is_made_for_a_log_that_has_one(log_key: SigningKey, settings: Any) -> None:
    checkpoint()
    Path(settings.EVIDENCE_KEY_FILE).unlink()
    with pytest.raises(CommandError, match="Put its key back"):
        call_command("evidence_key")
    with pytest.raises(CommandError, match="make the log's key"):
        call_command("evidence_checkpoint")
    assert run("evidence_verify", "--key", str(log_key.public))[0] in {0, 40}
    with pytest.raises(CommandError, match="--key"):
        call_command("evidence_verify")


def test_the_key_is_rotated_and_the_old_one_set_aside(log_key: SigningKey, settings: Any) -> None:
    checkpoint()
    _, said = run("evidence_key", "--rotate")
    path = Path(settings.EVIDENCE_KEY_FILE)
    assert load_key().public != log_key.public
    assert load_key().public.fingerprint in said
    names = {one.name for one in path.parent.iterdir() if one.name.startswith("evidence_key")}
    assert names == {"evidence_key", f"evidence_key.{log_key.public.id.hex()}"}
    assert Entry.objects.filter(kind="key_rotate").count() == 1
    assert run("evidence_verify")[0] == 0


def test_a_key_that_signed_nothing_needs_no_handing_over(tmp_path: Path, settings: Any) -> None:
    settings.EVIDENCE_KEY_FILE = str(tmp_path / "evidence_key")
    with pytest.raises(CommandError, match="no key yet"):
        call_command("evidence_key", "--rotate")
    assert list(tmp_path.iterdir()) == []


def test_a_checkpoint_goes_to_the_folder(
    log_key: SigningKey, tmp_path: Path, settings: Any
) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    settings.EVIDENCE_FOLDER = str(folder)
    _, said = run("evidence_checkpoint")
    row = Checkpoint.objects.get()
    [file] = folder.iterdir()
    assert file.read_text() == row.note
    assert row.note in said
    assert Note.parse(row.note).is_signed_by(log_key.public)
    file.write_text("kept elsewhere already")
    assert "Nothing was appended" in run("evidence_checkpoint")[1]
    assert file.read_text() == "kept elsewhere already"


def test_the_verdict_is_printed_kept_and_the_exit_code(log_key: SigningKey) -> None:
    checkpoint()
    code, said = run("evidence_verify", "--json")
    row = Checkpoint.objects.get()
    assert code == 0
    assert json.loads(said) == {
        "verdict": "sound",
        "entries": row.size,
        "checkpoint": {
            "size": row.size,
            "root": row.note.split("\n")[2],
            "fingerprint": log_key.public.fingerprint,
        },
        "findings": [],
    }
    kept = Verification.objects.newest()
    assert kept is not None
    assert (kept.verdict, kept.entries, kept.findings) == (0, row.size, [])
    an_entry()
    code, said = run("evidence_verify")
    assert code == 40
    assert f"The first bad entry is {row.size}." in said
    assert f"  40 missing: entry {row.size}: " in said
    assert f"  10 tail: entry {row.size}: 1 entries" in said


def test_a_checkpoint_kept_elsewhere_is_compared(log_key: SigningKey, tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.txt"
    file.write_text(checkpoint())
    assert run("evidence_verify", "--known", str(file))[0] == 0
    other = Note.parse(file.read_text()).head
    file.write_text(type(other)(other.origin, other.size, b"\0" * 32).signed(log_key))
    code, said = run("evidence_verify", "--known", str(file), "--json")
    assert code == 30
    assert json.loads(said)["verdict"] == "diverged"
    file.write_text("nothing")
    assert run("evidence_verify", "--known", str(file))[0] == 40
    with pytest.raises(CommandError, match="can't be read"):
        call_command("evidence_verify", "--known", str(tmp_path / "missing"))
