"""The environment in `.venv/`, installed from a hashed lock; needs the standard library alone."""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "omtanke.json"
# Started from an activated .venv/, the interpreter below it must make the new one.
BASE_PYTHON: str = getattr(sys, "_base_executable", "") or sys.executable


class RefusedError(Exception):
    """One plain sentence that says what to do."""


def say(line: str) -> None:
    """Print a line at once, even into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextlib.contextmanager
def alone() -> Iterator[int]:
    """Hold the set-up lock; yields its descriptor.

    Children get the descriptor too: after a kill, the next start waits until they have ended.
    """
    path = ROOT / "var" / "setup.lock"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is at work; waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def run(command: list[str], lock: int, why: str, env: dict[str, str] | None = None) -> None:
    """Run a step of the set-up under the lock; a failure ends it, with `why` where that is said."""
    if subprocess.run(command, cwd=ROOT, env=env, pass_fds=[lock]).returncode:
        raise RefusedError(why)


def ensure(name: str, lock: int) -> None:
    """Make `.venv/` hold requirements/`name`.txt; `test` holds all of `run`, so it serves both."""
    names = ["run", "test"] if name == "test" else ["run"]
    wanted = _base() | {each: _digest(each) for each in names}
    stamp = _stamp()
    if wanted.items() <= stamp.items() and PYTHON.exists():
        return
    _check_locks_agree()
    uv = _uv()
    # Without a stamp it was never finished: a killed install can leave packages that look whole.
    usable = _base().items() <= stamp.items() and PYTHON.exists() and (uv or _has_pip())
    STAMP.unlink(missing_ok=True)
    if not usable:
        _make(uv, lock)
    say(f"Installing requirements/{name}.txt.")
    _install(uv, name, lock)
    draft = STAMP.with_suffix(".draft")
    draft.write_text(json.dumps(wanted))
    draft.replace(STAMP)


def compile_catalogues(lock: int) -> None:
    """Compile translations whose source is newer than what was compiled."""
    sources = [str(path) for path in ROOT.glob("locale/*/LC_MESSAGES/*.po") if _is_stale(path)]
    if sources:
        why = "A translation could not be compiled; the message above says where."
        run([str(PYTHON), "-m", "bin.catalogues", *sources], lock, why)


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime


def _base() -> dict[str, str]:
    # The place counts because programs in .venv/bin/ carry it: a moved clone needs a new one.
    return {"python": platform.python_version(), "place": str(VENV)}


def _stamp() -> dict[str, str]:
    try:
        return {str(key): str(value) for key, value in json.loads(STAMP.read_text()).items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _lock_file(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def _digest(name: str) -> str:
    return hashlib.sha256(_lock_file(name).read_bytes()).hexdigest()


def _check_locks_agree() -> None:
    """Refuse two locks of which one would undo the other."""
    pins = {
        name: set(re.findall(r"^\S+==\S+", _lock_file(name).read_text(), re.M))
        for name in ("run", "test")
    }
    if apart := pins["run"] - pins["test"]:
        raise RefusedError(f"The two locks disagree on {', '.join(sorted(apart))}; run bin/lock.")


def _uv() -> str | None:
    """The path of uv where it works; a version manager's stand-in may be on PATH without it."""
    path = shutil.which("uv")
    if path and subprocess.run([path, "--version"], capture_output=True).returncode == 0:
        return path
    return None


def _has_pip() -> bool:
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def _make(uv: str | None, lock: int) -> None:
    if not uv and not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise RefusedError(
            f"This Python can't make environments: install uv or {package}, then run this again."
        )
    say("Making .venv/.")
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    command = [uv, "venv", "--quiet", "--no-project", "--python"] if uv else []
    why = "Making .venv/ failed; the message above says why."
    run([*command, BASE_PYTHON, *([] if uv else ["-m", "venv"]), str(VENV)], lock, why)


def _install(uv: str | None, name: str, lock: int) -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    command = [uv, "pip", "install", "--python", str(PYTHON)] if uv else pip
    options = ["-qq", "--require-hashes", "--only-binary", ":all:", "-r", str(_lock_file(name))]
    why = "Installing failed; the message above says why: check the network and run this again."
    run([*command, *options], lock, why)


def clean_environ() -> dict[str, str]:
    """The environment without what would lead our Python to other packages or settings."""
    strangers = {"PYTHONHOME", "PYTHONPATH", "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name not in strangers}
