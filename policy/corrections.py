"""Correcting what somebody else wrote down: a new row and a new entry; what was wrong stays as it was."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from evidence.canonical import nfc, to_millisecond
from evidence.notes import SigningKey
from people.models import Employee
from policy.actions import write_acknowledgement
from policy.models import Acknowledgement, Method


class CorrectionReason(models.TextChoices):
    """What a correction did, as the log says it: the words of the reason are in the record alone."""

    CORRECTED = "corrected", "corrected"
    WITHDRAWN = "withdrawn", "withdrawn"


class NotCorrectable(Exception):
    """The employee acknowledged it themselves, or it was corrected already."""


@dataclass(frozen=True)
class Right:
    """What is right: whether it counts at all, the language that was read, what it rests on."""

    counts: bool
    language: str
    basis_note: str


@transaction.atomic
def correct_acknowledgement(
    row: Acknowledgement,
    *,
    right: Right,
    note: str,
    run: str,
    by: Employee,
    key: SigningKey,
    now: datetime,
) -> Acknowledgement:
    """Write what is right of an acknowledgement on paper or on behalf, and why; returns the new row.

    `run` names it as the audit's event does. Only `training.actions` may call this: a completed
    round hangs on it. Locks: the person, last the log's head.
    """
    employee = Employee.objects.select_for_update(no_key=True).get(pk=row.employee_id)
    old = Acknowledgement.objects.latest().select_related("edition__guideline", "revision")
    wrong = old.filter(pk=row.pk).exclude(method=Method.SELF).first()
    if wrong is None or right.language not in wrong.edition.languages():
        raise NotCorrectable
    reason = CorrectionReason.CORRECTED if right.counts else CorrectionReason.WITHDRAWN
    return write_acknowledgement(
        Acknowledgement(
            **{name: getattr(wrong, name) for name in STAYS},
            employee=employee,
            replaces=wrong,
            counts=right.counts,
            language=right.language,
            text_sha256=wrong.edition.text_sha256(right.language),
            statement_sha256=wrong.edition.statement_sha256(right.language),
            basis_note=nfc(right.basis_note),
            recorded_at=to_millisecond(now),
            corrected_by=by.directory_id,
            correction_note=nfc(note),
        ),
        more={"corrects": wrong.record_id},
        facts={"reason": str(reason), "run": run},
        key=key,
        now=now,
    )


# What no correction changes: of another person or edition it is withdrawn, and the right one written down.
STAYS = (
    *("edition", "revision", "round", "name_at_time", "department_ref"),
    *("acknowledged_at", "method", "actor_ref", "witness_ref"),
)
