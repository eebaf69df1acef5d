"""The log's key: `evidence_key` makes it once and shows its fingerprint; `--rotate` hands over to another."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from evidence.actions import LogChanged, WrongKey, rotate_key
from evidence.keys import NoKey, UnusableKey, keep_key, key_path, load_key_if_there, new_key
from evidence.models import Checkpoint
from evidence.notes import SigningKey


class Command(BaseCommand):
    """Makes a key where there is none; never writes over one."""

    help = "Make the key that signs checkpoints, or show the fingerprint of the one there is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to hand the log over to a new key."""
        parser.add_argument(
            "--rotate", action="store_true", help="hand the log over to a new key, on record"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make, rotate or show."""
        try:
            key = load_key_if_there()
            if options["rotate"]:
                key = self._rotate(key)
            elif key is None:
                key = self._make()
        except (UnusableKey, NoKey, WrongKey, LogChanged, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Fingerprint: {key.public.fingerprint}\nPublic key: {key.public}")

    def _make(self) -> SigningKey:
        if Checkpoint.objects.exists():
            raise CommandError(
                f"This log has checkpoints, and {key_path()} is not there. Put its key back; if it is"
                " lost, hand the log over to a new one with --rotate."
            )
        key = new_key()
        keep_key(key, key_path())
        self.stdout.write(f"Made {key_path()}. Keep a copy where this machine can't reach it.")
        return key

    def _rotate(self, old: SigningKey | None) -> SigningKey:
        """The new file is complete before the log names it; then the old one is set aside."""
        key, path = new_key(), key_path()
        draft = path.with_name(f"{path.name}.{key.public.id.hex()}")
        keep_key(key, draft)
        try:
            rotate_key(old=old, new=key, now=timezone.now())
        except Exception:
            draft.unlink()
            raise
        if old is not None:
            path.replace(path.with_name(f"{path.name}.{old.public.id.hex()}"))
        draft.replace(path)
        self.stdout.write(f"The log was handed over to a new key in {path}.")
        return key
