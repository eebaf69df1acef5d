"""Checkpoints are stamped by a time authority: a local one of openssl's, asked over HTTP."""

import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.utils import timezone

from evidence.models import Checkpoint, Timestamp
from evidence.notes import SigningKey
from evidence.receipt import receipt_of
from evidence.sources import Sealed
from lib.frozen import thaw
from policy.checkpoints import take_checkpoint
from tests.evidence.logs import found, verdict
from tests.factories.people import Cast
from tests.policy.test_evidence import an_acknowledgement

OPENSSL = shutil.which("openssl")
CONFIG = """
[tsa]
default_tsa = ours
[ours]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamping]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = critical, timeStamping
"""

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is missing")


class Authority:
    """A time authority in a folder: a root, a stamping certificate under it, and what it answers."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "tsa.cnf").write_text(CONFIG)
        (folder / "serial").write_text("01\n")
        new = ["req", "-newkey", "rsa:2048", "-nodes", "-config", "tsa.cnf"]
        root = ["-x509", "-days", "3650", "-subj", f"/CN={name} root", "-extensions", "authority"]
        self.run(*new, *root, "-keyout", "root.key", "-out", "root.pem")
        self.run(*new, "-subj", f"/CN={name}", "-keyout", "tsa.key", "-out", "tsa.csr")
        signed = ["-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "3650"]
        self.run(
            *("x509", "-req", "-in", "tsa.csr", *signed, "-out", "tsa.pem"),
            *("-extfile", "tsa.cnf", "-extensions", "stamping"),
        )

    def run(self, *arguments: str) -> None:
        assert OPENSSL is not None
        subprocess.run([OPENSSL, *arguments], cwd=self.folder, check=True, capture_output=True)

    def answer(self, question: bytes) -> bytes:
        (self.folder / "question.tsq").write_bytes(question)
        self.run(
            *(
                "ts",
                "-reply",
                "-config",
                "tsa.cnf",
                "-section",
                "ours",
                "-queryfile",
                "question.tsq",
            ),
            *("-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "answer.tsr"),
        )
        return (self.folder / "answer.tsr").read_bytes()


@pytest.fixture
def authority(tmp_path: Path, settings: Any) -> Iterator[Authority]:
    """An authority that answers at an address, and is configured."""
    ours = Authority(tmp_path / "tsa", "Tid")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(ours.answer(question))

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.EVIDENCE_TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
    settings.EVIDENCE_TIMESTAMP_ROOTS = str(ours.folder / "root.pem")
    yield ours
    server.shutdown()
    server.server_close()


def test_a_checkpoint_is_stamped_kept_and_verified(
    cast: Cast, log_key: SigningKey, authority: Authority, tmp_path: Path, settings: Any
) -> None:
    settings.EVIDENCE_FOLDER = str(tmp_path)
    row = an_acknowledgement(cast.new_hire)
    take_checkpoint(now=timezone.now())
    stamp = Timestamp.objects.get()
    token = bytes(stamp.token)
    assert (tmp_path / f"checkpoint-{stamp.checkpoint_id:010}.tsr").read_bytes() == token
    assert verdict().findings == []
    sealed = Sealed(row.record.body, bytes(row.record.salt))
    receipt = receipt_of(row.record.entry, sealed, text="", statement="")
    assert receipt is not None
    assert receipt["timestamp"]
    assert take_checkpoint(now=timezone.now()) is None  # stamped once


def test_a_stamp_of_something_else_is_found(
    cast: Cast, log_key: SigningKey, authority: Authority
) -> None:
    take_checkpoint(now=timezone.now())
    an_acknowledgement(cast.new_hire)
    take_checkpoint(now=timezone.now())
    first, second = Timestamp.objects.order_by("pk")
    thaw("evidence_timestamp", "default")
    Timestamp.objects.filter(pk=second.pk).update(token=first.token)
    assert {what for what, _seq in found(verdict())} == {"timestamp"}


def test_another_authoritys_stamp_is_not_taken(
    cast: Cast, log_key: SigningKey, authority: Authority, tmp_path: Path, settings: Any
) -> None:
    stranger = Authority(tmp_path / "stranger", "En anden")
    settings.EVIDENCE_TIMESTAMP_ROOTS = str(stranger.folder / "root.pem")
    assert take_checkpoint(now=timezone.now()) is not None
    assert not Timestamp.objects.exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "file:///etc/passwd"])
def test_without_an_answer_the_checkpoint_is_made_and_stamped_later(
    cast: Cast, log_key: SigningKey, authority: Authority, settings: Any, address: str
) -> None:
    there, settings.EVIDENCE_TIMESTAMP_URL = settings.EVIDENCE_TIMESTAMP_URL, address
    assert take_checkpoint(now=timezone.now()) is not None
    assert Checkpoint.objects.exists()
    assert not Timestamp.objects.exists()
    settings.EVIDENCE_TIMESTAMP_URL = there
    assert take_checkpoint(now=timezone.now()) is None
    assert Timestamp.objects.exists()
