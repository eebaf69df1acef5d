"""Verify the whole log: `evidence_verify --known CHECKPOINT --json`; the exit code is the verdict."""

import json
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from evidence.findings import Report
from evidence.keys import UnusableKey, load_key_if_there
from evidence.models import Checkpoint
from evidence.notes import BadNote, PublicKey
from evidence.verification import keep, verify

SHOWN = 20


def checkpoint(path: str) -> str:
    """The text of a checkpoint file."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ArgumentTypeError(f"{path} can't be read: {error}") from None


def public_key(text: str) -> PublicKey:
    """A public key as `evidence_key` prints it."""
    try:
        return PublicKey.parse(text)
    except BadNote as error:
        raise ArgumentTypeError(str(error)) from None


class Command(BaseCommand):
    """Verifies, keeps the verdict for HR's page, and ends with its number."""

    help = (
        "Verify the evidence log. Ends with 0 sound, 10 sound but for a tail not under a checkpoint yet, "
        "20 sound with authorised erasures, 30 diverged from a known checkpoint, 40 invalid."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What is known from elsewhere, and how to answer."""
        parser.add_argument(
            "--known",
            action="extend",
            nargs="+",
            type=checkpoint,
            default=[],
            metavar="CHECKPOINT",
            help="files with checkpoints kept elsewhere",
        )
        parser.add_argument(
            "--key",
            action="append",
            type=public_key,
            metavar="PUBLIC_KEY",
            help="the public key to trust, instead of the key file's",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, say what was found, and end with the verdict."""
        report = verify(keys=options["key"] or self._own_key(), known=options["known"])
        keep(report, now=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), indent=2))
        else:
            with translation.override("en"):
                self._say(report)
        if report.verdict:
            sys.exit(int(report.verdict))

    def _own_key(self) -> list[PublicKey]:
        try:
            key = load_key_if_there()
        except UnusableKey as error:
            raise CommandError(str(error)) from None
        if key is None and Checkpoint.objects.exists():
            raise CommandError(
                "There are checkpoints and no key file: name the public key (--key)."
            )
        return [key.public] if key else []

    def _say(self, report: Report) -> None:
        found = report.listed()
        self.stdout.write(f"{report.entries} entries. {report.verdict.label}.")
        if (seq := report.first_bad()) is not None:
            self.stdout.write(f"The first bad entry is {seq}.")
        for one in found[:SHOWN]:
            where = "" if one["seq"] is None else f" entry {one['seq']}:"
            self.stdout.write(f"  {one['code']} {one['what']}:{where} {one['says']}")
        if len(found) > SHOWN:
            self.stdout.write(f"  … and {len(found) - SHOWN} more (--json lists all).")
