"""Brings the demonstration's database and static files up to date, and says who can sign in."""

import contextlib
import hashlib
import io
import os
import sys
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone, translation


def prepare() -> None:
    """Everything between the packages and the server; each step does nothing the second time."""
    from config.demonstration import guard

    # One connection is enough, and one that can't be made says so at once instead of after a pool's wait.
    connection.settings_dict["OPTIONS"].pop("pool", None)
    guard()  # before anything is written into what may be a real database
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    # What its people acknowledged in the last weeks had been published before.
    long_ago = timezone.localdate() - timedelta(days=60)
    call_command("guideline_load", "social-media", publish=True, on=long_ago)
    call_command("demo_organisation", stdout=io.StringIO())  # show_cast says it, and where
    guard()
    sign_evidence()
    collect_static()
    show_cast()


def sign_evidence() -> None:
    """Make the evidence log's key, sign the log, and verify it once."""
    from evidence.models import Verification

    for command in ("evidence_key", "evidence_checkpoint"):
        call_command(command, stdout=io.StringIO())
    if not Verification.objects.exists():
        with contextlib.suppress(SystemExit):  # the verdict, which HR's page shows
            call_command("evidence_verify", stdout=io.StringIO())


def collect_static() -> None:
    """Collect static files if any has changed: rewriting them would disturb a running server."""
    root = Path(str(settings.STATIC_ROOT))
    stamp = root.with_name(f"{root.name}.sha256")
    digest = static_digest()
    if (root / "staticfiles.json").exists() and stamp.exists() and stamp.read_text() == digest:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest)


def static_digest() -> str:
    """One hash over the names and contents of all static files, and Django's version."""
    total = hashlib.sha256(django.__version__.encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: str(found[0])):
            with storage.open(name) as file:
                total.update(f"\0{name}\0".encode() + hashlib.sha256(file.read()).digest())
    return total.hexdigest()


def show_cast() -> None:
    """Print whom one can sign in as."""
    from people.demonstration import offered

    lines = ["One click on the sign-in page signs you in as:"]
    with translation.override("en"):  # the language of everything printed here
        lines += [f"  {one.name} ({one.username}), {one.title}" for one in offered()]
    sys.stdout.write("\n".join(lines) + "\n")


def main() -> None:
    """Prepare; what the person can put right ends it with a sentence instead of a trace."""
    os.umask(0o077)  # the database and the secrets are their owner's alone
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as problem:
        sys.exit(f"The settings can't be read: {problem}")
    try:
        prepare()
    except (ImproperlyConfigured, CommandError) as problem:
        sys.exit(str(problem))
    except OperationalError as problem:
        what = " ".join(str(problem).split())
        sys.exit(f"The database can't be used ({what}); check DATABASE_URL.")


if __name__ == "__main__":
    main()
