"""Taking a checkpoint of the evidence log and bringing it to where it is kept; the worker's part of it."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from evidence.actions import make_checkpoint
from evidence.folder import write_checkpoints
from evidence.keys import load_key, load_key_if_there
from evidence.models import Checkpoint, Verdict
from evidence.timestamps import NoTimestamp, fetch_timestamp
from evidence.verification import keep, verify

log = logging.getLogger(__name__)


def take_checkpoint(*, now: datetime) -> Checkpoint | None:
    """Sign what was appended since the last checkpoint, have it stamped, and write it out.

    None where nothing was appended; a checkpoint without its timestamp gets it the next time.
    """
    made = make_checkpoint(key=load_key(), now=now)
    newest = Checkpoint.objects.select_related("timestamp").newest()
    if newest is not None and not hasattr(newest, "timestamp"):
        try:
            fetch_timestamp(newest)
        except NoTimestamp as error:
            log.warning("Checkpoint %s has no timestamp yet: %s", newest.size, error)
    write_checkpoints()
    return made


def checkpoint_afterwards(*, now: datetime) -> None:
    """Once this transaction is committed, sign the log, where there is a key; a failure is logged."""
    transaction.on_commit(partial(_sign, now), robust=True)


def _sign(now: datetime) -> None:
    key = load_key_if_there()
    if key is not None:
        make_checkpoint(key=key, now=now)
        write_checkpoints()


def sign_job(*, now: datetime) -> str:
    """The worker's: a checkpoint of what was appended since the last."""
    if load_key_if_there() is None:
        return "no key: make one with evidence_key"
    made = take_checkpoint(now=now)
    return f"signed {made.size} entries" if made else "nothing was appended"


def verify_job(*, now: datetime) -> str:
    """The worker's: verify the whole log, and keep the verdict for HR's page."""
    key = load_key_if_there()
    if key is None and Checkpoint.objects.exists():
        return "no key: the checkpoints can't be verified"
    report = verify(keys=[key.public] if key else [])
    keep(report, now=now)
    if report.verdict >= Verdict.DIVERGED:
        log.error("The evidence is %s. Run evidence_verify.", report.verdict.word)
    return f"{report.verdict.word}, {report.entries} entries"
