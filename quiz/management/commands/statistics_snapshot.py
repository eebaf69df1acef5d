"""Take the snapshots that are due: `statistics_snapshot`, once a night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quiz.snapshots import take_snapshots


class Command(BaseCommand):
    """Counts what may be counted, and says how many sets it was."""

    help = "Take a snapshot of each set of situations that has five further complete first passes."

    def handle(self, *args: Any, **options: Any) -> None:
        """Take them, and say which."""
        for snapshot in (taken := take_snapshots(now=timezone.now())):
            revision, work = snapshot.revision, snapshot.work or "everybody"
            self.stdout.write(f"{revision}, {work}: {snapshot.passes} passes.")
        self.stdout.write(f"{len(taken)} snapshots taken.")
