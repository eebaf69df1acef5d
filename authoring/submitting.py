"""A draft's way to publication: sent by one person, approved by a second, published.

Lessons and situations are published with the approval. A text is published by HR, who says who is to
acknowledge it (authoring/asking.py).
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from authoring.checks import Findings, findings_of, known_clauses
from authoring.drafts import DraftGone, locked, locked_in_review, next_number, note
from authoring.export import module_of
from authoring.fingerprints import seal
from authoring.hanging import Hanging, base_of, hanging_in
from authoring.models import Draft, Outcome, Submission
from authoring.review_mails import announce
from authoring.rows import number_of
from people.models import Employee, Role
from policy.actions import publish
from policy.approving import Approved, Asked
from policy.models import Edition, Revision


class NotReady(Exception):
    """The draft breaks a rule or falls short: it can't be sent on."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(f"{len(findings.broken)} broken, {len(findings.short)} short")
        self.findings = findings


class NotConfirmed(Exception):
    """Lessons or situations on a changed clause are not confirmed."""

    def __init__(self, hanging: list[Hanging]) -> None:
        super().__init__(", ".join(one.ref.key for one in hanging))
        self.hanging = hanging


class NotSent(Exception):
    """The draft is not, or no longer, where this could be done: somebody withdrew or approved it."""


@transaction.atomic
def submit(
    draft: Draft, *, note: str, is_material: bool, by: Employee, now: datetime
) -> Submission:
    """Send a draft to review. Whether it changes what applies gives the edition its number.

    Whoever may approve it is told. `NotReady` says what is in the way, `InReview` that it was sent before.
    """
    revision = locked(draft)
    if draft.is_of_published_text:
        is_material = False
    else:
        _number(revision.edition, is_material=is_material)
    _refuse_unready(revision)
    draft.revision = revision
    submission = Submission.objects.create(
        draft=draft, note=note, is_material=is_material, sent_at=now, sent_by=by
    )
    _note("sent", submission, by, now)
    announce(submission, now=now)
    return submission


def _number(edition: Edition, *, is_material: bool) -> None:
    """Give a draft of the text the number that goes with what it changes."""
    others = edition.guideline.editions.exclude(pk=edition.pk)
    number = next_number(others, is_material=is_material)
    if number != edition.number:
        edition.major, edition.minor = number_of({"edition": number})
        edition.save(update_fields=["major", "minor"])


def _refuse_unready(revision: Revision) -> None:
    findings = findings_of(module_of(revision), known_clauses(revision.edition))
    if not findings.is_ready:
        raise NotReady(findings)


@transaction.atomic
def withdraw(submission: Submission, *, by: Employee, now: datetime) -> Submission:
    """Take a draft back to go on writing; it is to be sent and approved anew. `NotSent` if it isn't."""
    submission = _locked(submission)
    return _close(submission, Outcome.WITHDRAWN, by, now)


@transaction.atomic
def send_back(submission: Submission, *, reason: str, by: Employee, now: datetime) -> Submission:
    """Send a draft back to be written on, with a sentence. `PermissionDenied` unless `by` may review."""
    submission = _locked(submission)
    _refuse_reviewing(submission, by)
    submission.reason = reason
    return _close(submission, Outcome.RETURNED, by, now)


@transaction.atomic
def approve(submission: Submission, *, by: Employee, now: datetime) -> Submission:
    """Approve a draft as the second person; lessons and situations alone are published with it.

    `PermissionDenied` for who sent it or wrote in it, `NotConfirmed` while a part on a changed clause
    is not confirmed, `NotReady` where a rule is broken by now.
    """
    submission = _locked(submission)
    _refuse_reviewing(submission, by)
    if submission.approved_at is not None:
        raise NotSent
    draft = submission.draft
    _refuse_unready(draft.revision)
    open_ones = [one for one in to_confirm(draft) if one.confirmation is None]
    if open_ones:
        raise NotConfirmed(open_ones)
    submission.approved_at, submission.approved_by = now, by
    submission.save(update_fields=["approved_at", "approved_by"])
    _note("approved", submission, by, now)
    if draft.is_of_published_text:
        _publish(submission, Asked(), by, now)
    return submission


def to_confirm(draft: Draft) -> list[Hanging]:
    """The lessons and situations that hang on a changed clause; a text that stays has changed none."""
    if draft.is_of_published_text:
        return []
    return hanging_in(draft, base_of(draft), module_of(draft.revision))


@transaction.atomic
def publish_approved(
    submission: Submission, *, asked: Asked, by: Employee, now: datetime
) -> Revision:
    """Publish what was approved. `NotSent` where it is not; a text only HR publishes."""
    submission = _locked(submission)
    if submission.approved_at is None:
        raise NotSent
    if not submission.draft.is_of_published_text and not is_hr(by):
        raise PermissionDenied
    return _publish(submission, asked, by, now)


def _publish(submission: Submission, asked: Asked, by: Employee, now: datetime) -> Revision:
    draft = submission.draft
    assert submission.approved_at is not None
    assert submission.approved_by is not None
    _refuse_unready(draft.revision)
    seal(draft.revision, module_of(draft.revision))
    approved = Approved(
        note=submission.note,
        is_material=submission.is_material,
        sent_at=submission.sent_at,
        sent_by=submission.sent_by,
        approved_at=submission.approved_at,
        approved_by=submission.approved_by,
        published_by=by,
        asked=asked,
    )
    _close(submission, Outcome.PUBLISHED, by, now)
    return publish(draft.revision, by=by.name, now=now, approved=approved)


def may_review(submission: Submission, employee: Employee) -> bool:
    """Whether somebody may be the second person: an editor or HR who neither sent it nor wrote in it
    (up to two queries).
    """
    if employee.pk == submission.sent_by_id:
        return False
    if submission.draft.changes.filter(changed_by=employee).exists():
        return False
    return employee.role_grants.active().filter(role__in=[Role.EDITOR, Role.HR]).exists()


def is_hr(employee: Employee) -> bool:
    """Whether somebody has the role of HR (one query)."""
    return employee.role_grants.active().filter(role=Role.HR).exists()


def _refuse_reviewing(submission: Submission, by: Employee) -> None:
    if not may_review(submission, by):
        raise PermissionDenied


def _locked(submission: Submission) -> Submission:
    """The open submission, read behind its draft's lock. `NotSent` where something came of it."""
    try:
        revision = locked_in_review(submission.draft)
    except DraftGone:
        raise NotSent from None
    found = (
        Submission.objects.open()
        .select_related("draft__based_on", "sent_by", "approved_by")
        .filter(pk=submission.pk)
        .first()
    )
    if found is None:
        raise NotSent
    found.draft.revision = revision
    return found


def _close(submission: Submission, outcome: Outcome, by: Employee, now: datetime) -> Submission:
    submission.outcome, submission.closed_at, submission.closed_by = outcome, now, by
    submission.save(update_fields=["outcome", "closed_at", "closed_by", "reason"])
    _note(outcome.value, submission, by, now)
    return submission


def _note(word: str, submission: Submission, by: Employee, now: datetime) -> None:
    note(word, submission.draft, by=by, now=now, material=int(submission.is_material))
