"""A real identity provider as a process of its own, and somebody's way through it."""

import json
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import requests
from django.test import Client
from django.utils import timezone

from people.directory.merging import recognise
from people.models import Employee
from tests.factories.people import Cast

# The claim by which Mette is known.
OID = "6f1c0b1e-9d0a-4c57-9a4e-2f7a3c1d5b88"
ADDRESS = "127.0.0.1"
START_SECONDS = 30
TEN_YEARS = 10 * 365 * 24 * 3600


@dataclass
class Provider:
    """The process, and where it answers."""

    port: int
    process: "subprocess.Popen[bytes]"

    @classmethod
    def start(cls) -> "Provider":
        """Start it on a free port, and wait until it answers."""
        with socket.socket() as probe:
            probe.bind((ADDRESS, 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "oidc_provider_mock", "--host", ADDRESS]
        command += ["--port", str(port), "--token-max-age", str(TEN_YEARS)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        provider = cls(port, process)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and process.poll() is None:
            try:
                requests.get(f"{provider.issuer}/.well-known/openid-configuration", timeout=5)
            except requests.ConnectionError:
                time.sleep(0.05)
            else:
                return provider
        provider.stop()
        raise RuntimeError("The identity provider did not start.")

    @property
    def issuer(self) -> str:
        """Who it says it is."""
        return f"http://{ADDRESS}:{self.port}"

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()

    def knows(self, subject: str, **claims: Any) -> None:
        """Let it know somebody, and what it says of them."""
        answer = requests.put(
            f"{self.issuer}/users/{subject}",
            data=json.dumps(claims),
            headers={"Content-Type": "application/json"},
            timeout=5,
        )
        answer.raise_for_status()

    def answers(self, address: str, subject: str) -> str:
        """Sign in there at the address that our site led to; where it sends one back to, as a path."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return re.sub(r"^http://testserver", "", answer.headers["Location"])


def way_out(client: Client, **query: str) -> str:
    """Where the sign-in page's link leads to."""
    response = client.get("/log-ind/kommune/", query)
    assert response.status_code == 302
    return str(response.headers["Location"])


def come_by(client: Client, provider: Provider, subject: str) -> Any:
    """The whole way; what our site answers in the end."""
    return client.get(provider.answers(way_out(client), subject))


def known_as(employee: Employee, directory_id: str, cast: Cast) -> Employee:
    """Another id of a person: the directory's key of a record itself never changes."""
    recognise(
        kept=employee, directory_id=directory_id, by=cast.hr, reason="Test", now=timezone.now()
    )
    return employee


def is_in(client: Client) -> bool:
    """Whether somebody is signed in there."""
    return client.get("/").status_code == 200
