"""Asking the nearest manager, answering, and taking a question back."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.actions import record
from lib.days import day_of
from lib.workdays import office_time_from
from outbox.actions import New, put_all
from people.models import Employee
from policy.examples import ASKING
from policy.models import Edition, Ruling
from training.models import Question, Reply
from training.questions import may_answer, recipients_of
from training.schedule import Kind


class AlreadyAnswered(Exception):
    """The question has an answer, or was taken back."""


@transaction.atomic
def ask(
    *, employee: Employee, edition: Edition, medium: str, purpose: str, now: datetime
) -> Question:
    """Ask whether one may use a medium for something; who is to answer is told."""
    question = Question.objects.create(
        employee=employee,
        edition=edition,
        clause=ASKING,
        medium=medium,
        purpose=purpose,
        asked_at=now,
    )
    put_all(
        [
            New(
                key=f"question/{question.pk}/{one.directory_id}",
                kind=Kind.QUESTION,
                subject=one.directory_id,
                payload={"question": question.pk, "reader": one.pk},
                not_before=office_time_from(now),
            )
            for one in recipients_of(employee, day_of(now))
            if one.email
        ],
        now=now,
    )
    _record("question.asked", employee, question, now)
    return question


@transaction.atomic
def answer(question: Question, *, ruling: Ruling, text: str, by: Employee, now: datetime) -> Reply:
    """Answer a question, or correct the answer: the newest counts. The employee is told.

    `PermissionDenied` unless `by` may answer; `AlreadyAnswered` where it was taken back.
    """
    if not may_answer(question.employee, by, day_of(now)):
        raise PermissionDenied
    locked = _lock(question)
    if locked.withdrawn_at is not None:
        raise AlreadyAnswered
    reply = Reply.objects.create(
        question=locked, ruling=ruling, text=text, answered_at=now, answered_by=by.directory_id
    )
    if question.employee.email:
        new = New(
            key=f"answer/{reply.pk}",
            kind=Kind.ANSWER,
            subject=question.employee.directory_id,
            payload={"reply": reply.pk},
            not_before=office_time_from(now),
        )
        put_all([new], now=now)
    _record("question.answered", by, question, now)
    return reply


@transaction.atomic
def take_back(question: Question, *, now: datetime) -> Question:
    """The employee no longer asks; `AlreadyAnswered` where somebody was quicker."""
    locked = _lock(question)
    if locked.withdrawn_at is not None or locked.replies.exists():
        raise AlreadyAnswered
    locked.withdrawn_at = now
    locked.save(update_fields=["withdrawn_at"])
    _record("question.withdrawn", locked.employee, locked, now)
    return locked


def _lock(question: Question) -> Question:
    """The row behind its own lock: of an answer and taking it back at once, one waits."""
    return Question.objects.select_for_update(no_key=True).get(pk=question.pk)


def _record(kind: str, by: Employee, question: Question, now: datetime) -> None:
    subject = question.employee.directory_id
    record(kind=kind, actor=by.directory_id, subject=subject, now=now, question=question.pk)
