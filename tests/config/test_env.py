"""Settings from the environment: what can't be read stops the start, secrets are the owner's alone."""

import os
import stat
import subprocess
import sys
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


@pytest.mark.parametrize(
    "value", ["omtanke.example", "ftp://omtanke.example", "https://a.example/sti"]
)
def test_a_sites_address_is_whole_and_has_no_path(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("AN_ADDRESS", "https://omtanke.example/")
    assert env.url("AN_ADDRESS", "") == "https://omtanke.example"
    monkeypatch.setenv("AN_ADDRESS", value)
    with pytest.raises(ImproperlyConfigured, match="AN_ADDRESS"):
        env.url("AN_ADDRESS", "")


@pytest.mark.parametrize(
    "value", ["omtanke", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"]
)
def test_a_mailbox_is_one_address(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("A_MAILBOX", value)
    with pytest.raises(ImproperlyConfigured, match="A_MAILBOX"):
        env.mailbox("A_MAILBOX", "")


@pytest.mark.parametrize("value", ["7,syv", "0", "-1"])
def test_numbers_are_whole_and_not_nought(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NUMBERS", "7, 1")
    assert env.numbers("NUMBERS", []) == [7, 1]
    monkeypatch.setenv("NUMBERS", value)
    with pytest.raises(ImproperlyConfigured, match="NUMBERS"):
        env.numbers("NUMBERS", [])


@pytest.mark.parametrize("name", ["EMAIL_FROM", "SITE_URL"])
def test_a_mail_host_needs_a_sender_and_an_address_to_link_to(name: str) -> None:
    setting = {"EMAIL_FROM": "omtanke@omtanke.example", "SITE_URL": "https://omtanke.example"}
    del setting[name]
    env_of_start = {"EMAIL_HOST": "mail.example", "SECRET_KEY": "only-for-tests", **setting}
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        env={"PATH": os.environ["PATH"], **env_of_start},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert f"set {name} as well" in done.stderr


@pytest.mark.parametrize(
    "value", ["http://login.example.org", "login.example.org", "https://", "ftp://localhost"]
)
def test_an_identity_provider_is_asked_over_https(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("AN_ISSUER", "https://login.example.org/tenant/v2.0/")
    assert env.issuer("AN_ISSUER") == "https://login.example.org/tenant/v2.0"
    monkeypatch.setenv("AN_ISSUER", value)
    with pytest.raises(ImproperlyConfigured, match="AN_ISSUER"):
        env.issuer("AN_ISSUER")


def test_a_word_that_is_no_choice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_CHOICE", "email")
    with pytest.raises(ImproperlyConfigured, match="write directory_id or employee_number"):
        env.one_of("A_CHOICE", "directory_id", ("directory_id", "employee_number"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"OIDC_CLIENT_ID": ""}, "set OIDC_CLIENT_ID as well"),
        ({"OIDC_CLAIM": ""}, "set OIDC_CLAIM as well"),
        ({"OIDC_CLAIM": "email"}, "can change or be given to somebody else"),
        ({"OIDC_MATCHES": "email"}, "write directory_id or employee_number"),
    ],
)
def test_half_a_provider_stops_the_start(
    changed: dict[str, str], said: str, tmp_path: Path
) -> None:
    whole = {
        "OIDC_ISSUER": "https://login.example.org",
        "OIDC_CLIENT_ID": "omtanke",
        "OIDC_CLIENT_SECRET": "hemmelig",
        "OIDC_CLAIM": "oid",
    }
    start = subprocess.run(
        [sys.executable, "-c", "from config import settings"],
        env={"PATH": os.defpath, "VAR": str(tmp_path)} | whole | changed,
        capture_output=True,
        text=True,
    )
    assert said in start.stderr
