"""Settings of the worker process in the tests: production's, with one kind of message."""

from config.settings import *

OUTBOX_HANDLERS = {"letter": "tests.outbox.letters.letter"}
PERIODIC_JOBS = {"tests.outbox.letters.tidy": "daily 06:00"}
