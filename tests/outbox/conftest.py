"""A worker and a mail server as processes, on a database of their own, on either kind of database."""

import datetime
import ipaddress
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection

from tests.outbox.smtp import PASSWORD, USER

SECONDS = 30


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until it holds; a test that waits too long fails."""
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def certify(folder: Path) -> None:
    """A key, and a certificate for this machine signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=5000))
        .not_valid_after(now + datetime.timedelta(days=5000))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """The mail server's process and the folder it keeps mails in."""

    folder: Path
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        """Start it, and wait until it listens."""
        (self.folder / "ready").unlink(missing_ok=True)
        command = [sys.executable, "-m", "tests.outbox.smtp", str(self.folder), str(self.port)]
        self._process = subprocess.Popen(command)
        wait_for((self.folder / "ready").exists)
        return self

    def end(self) -> None:
        """Take it off the net."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def hold(self, step: str) -> None:
        """Stop at a step from now on."""
        (self.folder / f"hold-{step}").touch()

    def wait_until_reached(self, step: str) -> None:
        """Wait until somebody is kept waiting at the step."""
        wait_for((self.folder / f"reached-{step}").exists)

    def go_on(self, step: str) -> None:
        """Stop there no longer."""
        (self.folder / f"hold-{step}").unlink()

    def mails(self) -> list[EmailMessage]:
        """Every mail that was taken, in order."""
        parser: Any = BytesParser(policy=policy.default)
        return [parser.parsebytes(path.read_bytes()) for path in sorted(self.folder.glob("*.eml"))]

    def recipients(self) -> list[str]:
        """Whom those mails were to, in order."""
        return [str(mail["To"]) for mail in self.mails()]


@dataclass
class Site:
    """A site as its worker sees it: a database, and the environment of a real start."""

    env: dict[str, str]
    _processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def desk(self, *arguments: str) -> str:
        """Do something in the database, as another process."""
        return self._run("-m", "tests.outbox.desk", *arguments)

    def put(self, *addresses: str) -> None:
        """Put a letter to each address."""
        self.desk("put", *addresses)

    def show(self) -> dict[str, dict[str, Any]]:
        """What has become of each."""
        found: dict[str, dict[str, Any]] = json.loads(self.desk("show"))
        return found

    def work_once(self) -> str:
        """Run the worker until nothing is due; returns what it says."""
        return self._run("manage.py", "work", "--once")

    def start_work(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a worker."""
        command = [sys.executable, "manage.py", "work", *arguments]
        process = subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, text=True)
        self._processes.append(process)
        return process

    def _run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, env=self.env, capture_output=True, text=True, timeout=SECONDS
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def end(self) -> None:
        """Kill whatever still works."""
        for process in self._processes:
            process.kill()
            process.communicate()


@pytest.fixture
def mail_server(tmp_path: Path) -> Iterator[Server]:
    """A running mail server."""
    folder = tmp_path / "mail"
    folder.mkdir()
    certify(folder)
    server = Server(folder).start()
    yield server
    server.end()


@pytest.fixture
def worker_database(tmp_path: Path) -> Iterator[str]:
    """The address of a database of the kind that is tested, with the outbox's tables alone."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'outbox.sqlite3'}"
        return
    import psycopg

    settings = connection.settings_dict
    name = f"outbox_{uuid4().hex}"
    user = (
        f"{settings['USER']}:{settings['PASSWORD']}" if settings["PASSWORD"] else settings["USER"]
    )
    base = f"postgresql://{user}@{quote(settings['HOST'], safe='')}:{settings['PORT']}"
    server = psycopg.connect(f"{base}/postgres".replace(":/postgres", "/postgres"), autocommit=True)
    server.execute(f'CREATE DATABASE "{name}"')
    yield f"{base}/{name}".replace(f":/{name}", f"/{name}")
    server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    server.close()


@pytest.fixture
def site(tmp_path: Path, mail_server: Server, worker_database: str) -> Iterator[Site]:
    """A site whose mail goes to the mail server."""
    env = {
        "PATH": os.environ.get("PATH", os.defpath),
        "DJANGO_SETTINGS_MODULE": "tests.outbox.site",
        "DATABASE_URL": worker_database,
        "VAR": str(tmp_path),
        "SECRET_KEY": "only-for-tests",
        "SITE_URL": "https://omtanke.example",
        "EMAIL_HOST": "localhost",
        "EMAIL_PORT": str(mail_server.port),
        "EMAIL_HOST_USER": USER.decode(),
        "EMAIL_HOST_PASSWORD": PASSWORD.decode(),
        "EMAIL_FROM": "omtanke@omtanke.example",
        "SSL_CERT_FILE": str(mail_server.folder / "cert.pem"),
    }
    site = Site(env)
    site._run("manage.py", "migrate", "outbox", "--verbosity", "0")
    yield site
    site.end()


def body_of(mail: EmailMessage, kind: str) -> str:
    """The mail's text, as "plain" or as "html"."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def kill(process: subprocess.Popen[str]) -> None:
    """As a power cut would: nothing is written any more."""
    process.send_signal(signal.SIGKILL)
    process.wait()
