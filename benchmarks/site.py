"""The site as it runs in production, on this machine alone: gunicorn with its workers, and what they take."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evidence import ROOT

ADDRESS = "127.0.0.1"
SECONDS_TO_START = 60
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Site:
    """A server that answers, with the workers and threads of its settings."""

    port: int
    group: int

    def cpu_seconds(self) -> float:
        """What the processes that live in its group have had of the processors since they started."""
        return sum(_cpu_ticks(place, self.group) for place in Path("/proc").glob("[0-9]*")) / TICKS


def _cpu_ticks(process: Path, group: int) -> int:
    try:
        # The name, in brackets, may hold anything: the fields are counted from behind it.
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0  # it has ended
    return int(fields[11]) + int(fields[12]) if int(fields[2]) == group else 0


def nobody_is_invented() -> None:
    """Let the people of the demonstration be as they come from a directory: in production no page asks
    whether there is anybody else, and no acknowledgement is signed at once for want of a worker.
    """
    from people.models import Employee, Origin

    Employee.objects.update(origin=Origin.DIRECTORY)


@contextmanager
def running(log: Path, **settings: str) -> Iterator[Site]:
    """Run it with this process's environment and these settings; what it says goes into `log`."""
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "-c", "config/gunicorn.py"]
    ours = {"PORT": str(port), "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    env = {**os.environ, **ours, **settings}
    with log.open("wb") as file:
        server = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=file, stderr=file, start_new_session=True
        )
    try:
        _wait(port, server, log)
        yield Site(port, server.pid)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        connection = http.client.HTTPConnection(ADDRESS, port, timeout=5)
        try:
            connection.request("GET", "/log-ind/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise RuntimeError(f"The server did not start:\n{log.read_text()}")
