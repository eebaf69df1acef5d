"""The real server for the journeys: prepared by the real commands, started on a copy, killed by its id."""

import contextlib
import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ADDRESS = "127.0.0.1"
START_SECONDS = 30


def prepare(var: Path) -> None:
    """Make what `bin/start` makes: tables, guideline, demonstration organisation, static files."""
    command = [sys.executable, "-m", "bin.prepare"]
    subprocess.run(command, cwd=ROOT, env=_environ(var), check=True, stdout=subprocess.DEVNULL)


def _environ(var: Path, **more: str) -> dict[str, str]:
    """Production's settings in demonstration mode: nothing of this process's environment but PATH."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "VAR": str(var),
        "DEMONSTRATION": "1",
        "SECRET_KEY": "only-for-journeys",
        **more,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Site:
    """A server on a database file of its own; a restart keeps address and data."""

    var: Path
    database: Path
    port: int = field(default_factory=_free_port)
    # Settings that differ from the other journeys'.
    env: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None

    @classmethod
    def on_copy(cls, var: Path, name: str, *, of: str = "omtanke") -> "Site":
        """A site, not started yet, on a copy of the database `of` in `var`."""
        database = var / f"{name}.sqlite3"
        with (
            contextlib.closing(sqlite3.connect(var / f"{of}.sqlite3")) as source,
            contextlib.closing(sqlite3.connect(database)) as target,
        ):
            source.backup(target)  # also what a killed server left in its journal
        return cls(var, database)

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return f"http://{ADDRESS}:{self.port}"

    @property
    def log(self) -> Path:
        """What the server has written, of all its starts."""
        return self.database.with_suffix(".log")

    def manage(self, *command: str) -> None:
        """Run a command of `manage.py` on this site's database."""
        env = _environ(self.var, DATABASE_URL=f"sqlite:///{self.database}")
        whole = [sys.executable, "manage.py", *command]
        subprocess.run(whole, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)

    def start(self) -> "Site":
        """Start as in production, and wait until the sign-in page answers."""
        env = _environ(
            self.var,
            DATABASE_URL=f"sqlite:///{self.database}",
            PORT=str(self.port),
            WORKERS="2",
            **self.env,
        )
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "-c", "config/gunicorn.py"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
            )
        self._wait_until_it_answers(self._process)
        return self

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and process.poll() is None:
            connection = http.client.HTTPConnection(ADDRESS, self.port, timeout=5)
            try:
                connection.request("GET", "/log-ind/")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.05)
            finally:
                connection.close()
        self.kill()
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would; nothing is said goodbye to."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def faults(self) -> list[str]:
        """Where the server logged that something went wrong in it; each with what followed."""
        lines = self.log.read_text().splitlines()
        wrong = [i for i, line in enumerate(lines) if "ERROR" in line or "CRITICAL" in line]
        return ["\n".join(lines[i : i + 40]) for i in wrong]
