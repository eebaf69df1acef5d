"""Sets the demonstration up and serves it: what bin/start runs, with the standard library alone."""

import errno
import os
import socket
import sys

from environment import (
    PYTHON,
    ROOT,
    RefusedError,
    alone,
    clean_environ,
    compile_catalogues,
    ensure,
    run,
    say,
)

ADDRESS = "127.0.0.1"


def port() -> int:
    """The port from the environment."""
    raw = os.environ.get("PORT", "8000")
    if not (raw.isascii() and raw.isdecimal() and 0 < int(raw) < 65536):
        raise RefusedError(f"PORT is {raw!r}; set it to a number from 1 to 65535.")
    return int(raw)


def problem_with(number: int) -> int:
    """Why the port can't be served, as an error number; 0 if it can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, number))
            probe.listen()
        except OSError as error:
            return error.errno or errno.EIO
    return 0


def check_free(number: int) -> None:
    """Refuse a port that is taken or reserved, and name one that is not."""
    problem = problem_with(number)
    if problem:
        first = max(number + 1, 1024)
        free = next((other for other in range(first, 65536) if not problem_with(other)), 8000)
        what = "taken" if problem == errno.EADDRINUSE else f"refused ({os.strerror(problem)})"
        raise RefusedError(f"Port {number} is {what}; set PORT={free}.")


def set_up(env: dict[str, str]) -> None:
    """Packages, translations, database, guideline, demonstration and static files; one at a time."""
    with alone() as lock:
        ensure("run", lock)
        compile_catalogues(lock)
        run([str(PYTHON), "-m", "bin.prepare"], lock, "", env)  # it says itself what is wrong


def main() -> None:
    """Set up, then become the server: the process id stays the same."""
    os.umask(0o077)  # the database and the secrets are their owner's alone
    if "BIND" in os.environ:
        raise RefusedError("bin/start serves this machine alone; unset BIND and set PORT instead.")
    number = port()
    check_free(number)
    env = {**clean_environ(), "DEMONSTRATION": "1", "PORT": str(number)}
    set_up(env)
    check_free(number)
    say(f"Omtanke is at http://{ADDRESS}:{number}/ (Ctrl-C stops it).")
    command = [str(PYTHON), "-m", "gunicorn", "config.wsgi", "-c", "config/gunicorn.py"]
    os.chdir(ROOT)
    os.execve(command[0], command, env)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    try:
        main()
    except RefusedError as refusal:
        sys.exit(str(refusal) or 1)
    except KeyboardInterrupt:
        sys.exit(130)
