"""Settings from the environment: what can't be read stops the start, secrets are the owner's alone."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.mark.parametrize("value", ["ja", "2", "truee"])
def test_a_flag_that_can_not_be_read_is_no_silent_no(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("A_FLAG", value)
    with pytest.raises(ImproperlyConfigured, match="A_FLAG"):
        env.flag("A_FLAG", default=False)


@pytest.mark.parametrize("value", ["to", "0"])
def test_a_number_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("A_NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match="A_NUMBER"):
        env.number("A_NUMBER", default=1, least=1)


def test_a_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret"
    first = env.secret("NO_SUCH_SETTING", path)
    assert env.secret("NO_SUCH_SETTING", path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [one.name for one in path.parent.iterdir()] == ["secret"]


def test_a_secret_that_others_can_read_or_guess_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("kort")
    path.chmod(0o600)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        env.secret("NO_SUCH_SETTING", path)
    path.write_text("x" * 64)
    path.chmod(0o644)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        env.secret("NO_SUCH_SETTING", path)
