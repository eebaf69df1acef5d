"""Sign the evidence log as it stands, if it has grown: `evidence_checkpoint`, from a timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evidence.actions import LogChanged, WrongKey
from evidence.keys import NoKey, UnusableKey
from policy.checkpoints import take_checkpoint


class Command(BaseCommand):
    """Takes a checkpoint and says what it covers."""

    help = (
        "Sign the log if something was appended; stamp the checkpoint and write it to the folder."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it, or say why not."""
        try:
            made = take_checkpoint(now=timezone.now())
        except (NoKey, UnusableKey, WrongKey, LogChanged, OSError) as error:
            raise CommandError(str(error)) from None
        if made is None:
            self.stdout.write("Nothing was appended since the last checkpoint.")
        else:
            self.stdout.write(f"A checkpoint of {made.size} entries:\n\n{made.note}")
