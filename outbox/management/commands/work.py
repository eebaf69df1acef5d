"""Make the jobs that are due and send the messages that are due, until told to stop."""

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections
from django.utils import timezone

from outbox.jobs import make_due
from outbox.models import Message
from outbox.work import Tally, send_due

# Between two looks at an empty outbox, and at most while nothing can be sent.
PAUSE_SECONDS = 5
LONGEST_PAUSE_SECONDS = 300
# How soon a wish to stop is seen.
GLANCE_SECONDS = 0.2


class Command(BaseCommand):
    """The worker. Several may run at once; SIGTERM ends each after the message it has in hand."""

    help = "Make the periodic jobs that are due and send the messages that are due."

    _is_over = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to end when nothing is due."""
        parser.add_argument("--once", action="store_true", help="end when nothing is due any more")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop, or once."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        if options["once"]:
            self._pass()
            self.stdout.write(f"{Message.objects.waiting().count()} waiting.")
            return
        self.stdout.write("Working; SIGTERM or Ctrl-C stops it.")
        pause: float = PAUSE_SECONDS
        while not self._is_over:
            is_well = self._pass_or_wait()
            pause = PAUSE_SECONDS if is_well else min(pause * 2, LONGEST_PAUSE_SECONDS)
            self._sleep(pause)
        self.stdout.write("Stopped.")

    def _stop(self, number: int, frame: Any) -> None:
        self._is_over = True

    def _pass_or_wait(self) -> bool:
        """One pass; a database that is away for a while is waited for, not died of."""
        try:
            close_old_connections()
            return not self._pass().unavailable
        except Error as problem:
            self.stderr.write(f"The database can't be used: {' '.join(str(problem).split())}")
            return False

    def _pass(self) -> Tally:
        for name, said in make_due(clock=timezone.now, is_over=lambda: self._is_over):
            self._say(f"{name}: {said}")
        tally = send_due(clock=timezone.now, is_over=lambda: self._is_over)
        if not tally.is_idle or tally.unavailable != self._last_unavailable:
            self._say(f"Mail: {tally}.")
        self._last_unavailable = tally.unavailable
        return tally

    _last_unavailable = ""

    def _say(self, line: str) -> None:
        self.stdout.write(f"{timezone.localtime():%Y-%m-%d %H:%M:%S} {line}")
        self.stdout.flush()

    def _sleep(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self._is_over and time.monotonic() < end:
            time.sleep(GLANCE_SECONDS)
