"""Publishing, and the record of an acknowledgement."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from people.models import Employee
from policy.models import Acknowledgement, Edition, Revision


@dataclass(frozen=True)
class Shown:
    """The text that stood above the tick, as the form says it back."""

    edition: str
    language: str
    text_sha256: str
    statement_sha256: str


class TextChanged(Exception):
    """What the reader saw is no longer what there is to acknowledge."""


def shown_text(edition: Edition, language: str) -> Shown:
    """What a page must carry that shows this edition in this language."""
    return Shown(
        edition=edition.number,
        language=language,
        text_sha256=edition.text_sha256(language),
        statement_sha256=edition.statement_sha256(language),
    )


def is_current(edition: Edition, shown: Shown) -> bool:
    """Whether what was shown is this edition's text and sentence, in a language it is offered in."""
    if shown.language not in edition.languages():
        return False
    return shown == shown_text(edition, shown.language)


@transaction.atomic
def publish(revision: Revision, *, by: str, now: datetime) -> Revision:
    """Publish a revision, and its edition if that is still a draft. From here on the database
    refuses every change to either.
    """
    edition = revision.edition
    if edition.published_at is None:
        edition.published_at, edition.published_by = now, by
        edition.save(update_fields=["published_at", "published_by"])
    revision.published_at, revision.published_by = now, by
    revision.save(update_fields=["published_at", "published_by"])
    return revision


@transaction.atomic
def record_acknowledgement(
    *,
    employee: Employee,
    department_ref: str,
    revision: Revision,
    round: int,  # noqa: A002 - the field's word
    shown: Shown,
    now: datetime,
) -> Acknowledgement:
    """Write that this text was acknowledged; `TextChanged` unless it is what was shown.

    Only `training.actions` may call this: it has checked that the module is worked through. The
    entry in the evidence log belongs in this same transaction.
    """
    edition = Edition.objects.select_for_update().get(pk=revision.edition_id)
    if not is_current(edition, shown):
        raise TextChanged
    acknowledgement, _ = Acknowledgement.objects.get_or_create(
        employee=employee,
        edition=edition,
        round=round,
        defaults={
            "revision": revision,
            "language": shown.language,
            "text_sha256": shown.text_sha256,
            "statement_sha256": shown.statement_sha256,
            "name_at_time": employee.name,
            "department_ref": department_ref,
            "acknowledged_at": now,
        },
    )
    return acknowledgement
