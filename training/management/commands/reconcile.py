"""`manage.py reconcile`: make rounds and due dates agree with what was recorded elsewhere."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from training.actions import reconcile


class Command(BaseCommand):
    """Runs daily; again at any time it changes nothing more."""

    help = "Moves due dates where leave has changed. Run daily, and after an import."

    def handle(self, *args: Any, **options: Any) -> None:
        """Reconcile, and say what changed."""
        self.stdout.write(f"{reconcile(now=timezone.now())}.")
