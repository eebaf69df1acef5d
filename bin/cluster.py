"""A throw-away PostgreSQL for the tests: made in a temporary folder, deleted afterwards."""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from environment import RefusedError

OWNER = "omtanke"
# Letters beyond ASCII must fold, so not plain C. The first locale that the system has is taken.
LOCALES = ("C.UTF-8", "en_US.UTF-8")
# Nothing here needs to survive: no write waits for the disk.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")
# Who waits for another's lock for a minute waits for ever: the test fails and says so.
PATIENCE = ("lock_timeout=60s",)
SECONDS_TO_START = 60


def programs() -> Path | None:
    """The folder with PostgreSQL's server programs, the newest where there are several."""
    places = [Path(found).parent for found in (shutil.which("initdb"),) if found]
    if config := shutil.which("pg_config"):
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True)
        places.append(Path(answer.stdout.strip()))
    installed = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    places += sorted(installed, key=_version, reverse=True)
    return next((place for place in places if _is_complete(place)), None)


def _version(place: Path) -> int:
    digits = re.findall(r"\d+", str(place))
    return int(digits[0]) if digits else 0


def _is_complete(place: Path) -> bool:
    return (place / "initdb").exists() and (place / "postgres").exists()


@contextlib.contextmanager
def cluster(place: Path) -> Iterator[str]:
    """Run a server from the programs in `place`; yields its DATABASE_URL. Reached by socket alone."""
    # A socket's path is short by law (107 bytes), and root's own folder is closed to others.
    home = Path(tempfile.mkdtemp(prefix="omtanke-", dir="/tmp"))
    server = None
    try:
        ordinary = _ordinary_user(home)
        _initialise(place, home, ordinary)
        server = _start(place, home, ordinary)
        _wait(home, server)
        yield f"postgresql://{OWNER}@{quote(str(home), safe='')}/postgres"
    finally:
        if server:
            _stop(server)
        shutil.rmtree(home, ignore_errors=True)


def _ordinary_user(home: Path) -> dict[str, Any]:
    """How to start programs in `home`: root gives it to an ordinary user, as PostgreSQL demands."""
    # In a session of its own, Ctrl-C reaches the suite alone, which then stops the server.
    common: dict[str, Any] = {"cwd": home, "start_new_session": True}
    if os.geteuid() != 0:
        return common
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names.get("nobody")
    if user is None:
        raise RefusedError("PostgreSQL can't run as root: add a user named postgres.")
    os.chown(home, user.pw_uid, user.pw_gid)
    return common | {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _initialise(place: Path, home: Path, ordinary: dict[str, Any]) -> None:
    said = ""
    for locale in LOCALES:
        command = [str(place / "initdb"), f"--pgdata={home / 'data'}", f"--username={OWNER}"]
        options = ["--auth=trust", "--no-sync", "--encoding=UTF8", f"--locale={locale}"]
        done = subprocess.run([*command, *options], capture_output=True, text=True, **ordinary)
        if done.returncode == 0:
            return
        said = done.stderr.strip()
        shutil.rmtree(home / "data", ignore_errors=True)
    raise RefusedError(f"initdb failed: {said}")


def _start(place: Path, home: Path, ordinary: dict[str, Any]) -> subprocess.Popen[bytes]:
    options = [*HASTE, *PATIENCE, f"unix_socket_directories={home}"]
    command = [str(place / "postgres"), "-D", str(home / "data")]
    for option in options:
        command += ["-c", option]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, **ordinary)


def _wait(home: Path, server: subprocess.Popen[bytes]) -> None:
    """Return once the server takes connections, which the last line of its lock file tells."""
    lock, deadline = home / "data" / "postmaster.pid", time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(FileNotFoundError):
            if lock.read_text().rstrip().endswith("ready"):
                return
        time.sleep(0.05)
    raise RefusedError(f"PostgreSQL did not start: {(home / 'log').read_text().strip()}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # "fast": open connections are ended
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)  # at once, its children too
        server.wait(timeout=20)
