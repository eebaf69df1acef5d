"""The handler of every mail about training: what it says now, or why it is not sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.translation import override

from evidence.models import Checkpoint
from lib.days import day_of
from lib.texts import choose, texts_of
from lib.workdays import (
    in_office_hours,
    next_working_day,
    office_time_from,
    opening,
    working_day_from,
)
from outbox.handlers import Answer, Later, NotNeeded
from outbox.letters import Letter
from outbox.mail import Attachment
from outbox.models import Message
from people.models import Employee, Leave
from policy.models import Acknowledgement, Method
from training import follow_up_letters, letters, question_mails, substitute_mails
from training.digest_letters import weekly
from training.digests import Chain, digest_of
from training.due_date_file import due_date_file
from training.models import Assignment, FollowUp
from training.progress import Progress, progress_of
from training.questions import waits_for_an_answer
from training.schedule import PRESSING, Kind, step_on, week_of
from training.states import OUTSTANDING, State, with_state
from training.unneeded import (
    ANOTHER_ROUND,
    DATE_MOVED,
    FOLLOWED_UP,
    GONE,
    LEFT,
    NO_ADDRESS,
    NOBODY,
    SUPERSEDED,
)


def handle(message: Message, *, now: datetime) -> Answer:
    """The mail to send at this moment; in office hours alone."""
    if not in_office_hours(now):
        return Later(office_time_from(now))
    return mail_for(message, now=now)


def mail_for(message: Message, *, now: datetime) -> Answer:
    """The mail as it would be at a moment, at whatever time of day: what HR sees beforehand."""
    return MAKERS[message.kind](message, now)


@dataclass(frozen=True)
class Standing:
    """An assignment that somebody may still be reminded of."""

    assignment: Assignment
    employee: Employee
    due_on: date
    today: date


def _standing(message: Message, now: datetime) -> Standing | NotNeeded | Later:
    """How it stands with the message's assignment on the day: the last word on who gets a mail."""
    today = day_of(now)
    assignment = (
        Assignment.objects.select_related("employee", "guideline", "assigned_by")
        .filter(pk=message.payload["assignment"])
        .first()
    )
    if assignment is None:
        return NotNeeded(GONE)
    employee = assignment.employee
    if employee.hired_on > today:
        return Later(opening(working_day_from(employee.hired_on)))
    people = Employee.objects.in_headcount(today).filter(pk=employee.pk)
    rows = with_state(people, assignment.guideline, today)
    found = rows.values_list(F("state"), F("assignment_id"), F("due_on")).first()
    if found is None:
        return NotNeeded(LEFT)
    state, held, due_on = found
    if state == State.PAUSED and message.kind == Kind.ASSIGNED:  # told of it when they are back
        return Later(opening(next_working_day(today)))
    if State(state) not in OUTSTANDING:
        return NotNeeded(state)
    if held != assignment.pk:
        return NotNeeded(ANOTHER_ROUND)
    if not employee.email:
        return NotNeeded(NO_ADDRESS)
    if message.kind in PRESSING and people.filter(waits_for_an_answer()).exists():
        return Later(opening(next_working_day(today)))
    return Standing(assignment, employee, due_on, today)


def _assigned(message: Message, now: datetime) -> Answer:
    standing = _standing(message, now)
    if not isinstance(standing, Standing):
        return standing
    return _to_employee(standing, letters.assigned, message)


def _reminder(message: Message, now: datetime) -> Answer:
    standing = _standing(message, now)
    if not isinstance(standing, Standing):
        return standing
    if str(standing.due_on) != message.payload["due_on"]:
        return NotNeeded(DATE_MOVED)
    step = step_on(standing.due_on, standing.today)
    if step is None or step.days != message.payload["days"]:
        return NotNeeded(SUPERSEDED)
    return _to_employee(standing, letters.reminder, message)


def _nudge(message: Message, now: datetime) -> Answer:
    standing = _standing(message, now)
    if not isinstance(standing, Standing):
        return standing
    by = Employee.objects.filter(directory_id=message.payload["by"]).first()
    return _to_employee(standing, partial(letters.nudge, by=by.name if by else ""), message)


def _to_employee(
    standing: Standing, write: Callable[[letters.Task], Letter], message: Message
) -> Answer:
    progress = progress_of(standing.assignment)
    if progress is None:
        return NotNeeded(GONE)
    task = _task(standing, progress)
    file = _calendar_file(standing, task, message)
    assert standing.employee.email
    return write(task).mail_to(standing.employee.email, file)


def _task(standing: Standing, progress: Progress) -> letters.Task:
    assigned_by = standing.assignment.assigned_by
    language = standing.employee.language
    return letters.Task(
        name=standing.employee.given_name,
        language=language,
        title=choose(texts_of(progress.revision.edition, "title"), language),
        assigned_by=assigned_by.name if assigned_by else "",
        due_on=standing.due_on,
        today=standing.today,
        minutes=progress.minutes_left,
        has_begun=progress.attempt is not None,
    )


def _calendar_file(
    standing: Standing, task: letters.Task, message: Message
) -> tuple[Attachment, ...]:
    """The deadline for the calendar, unless it has passed."""
    if standing.due_on < standing.today:
        return ()
    with override(task.language):
        file = due_date_file(
            standing.assignment,
            standing.due_on,
            title=task.title,
            moves=standing.assignment.due_dates.count() - 1,
            stamp=message.put_at,
        )
    return (file,)


def _acknowledged(message: Message, now: datetime) -> Answer:
    acknowledgement = (
        Acknowledgement.objects.select_related("employee", "edition__guideline", "record__entry")
        .filter(pk=message.payload["acknowledgement"])
        .first()
    )
    if acknowledgement is None:
        return NotNeeded(GONE)
    employee = acknowledgement.employee
    if not Employee.objects.in_headcount(day_of(now)).filter(pk=employee.pk).exists():
        return NotNeeded(LEFT)
    if not employee.email:
        return NotNeeded(NO_ADDRESS)
    return letters.acknowledged(receipt_of(acknowledgement)).mail_to(employee.email)


def receipt_of(acknowledgement: Acknowledgement) -> letters.Receipt:
    """What a letter says about an acknowledgement."""
    edition, employee = acknowledgement.edition, acknowledgement.employee
    # On paper or on behalf there may be no receipt of one's own to look at.
    page = (
        reverse("training:receipt", args=[edition.guideline.slug])
        if acknowledgement.method == Method.SELF
        else reverse("training:my_training")
    )
    with override(employee.language):
        return letters.Receipt(
            name=employee.given_name,
            language=employee.language,
            title=choose(texts_of(edition, "title"), employee.language),
            edition=edition.number,
            at=acknowledgement.acknowledged_at,
            text_language=acknowledgement.get_language_display(),
            leaf_sha256=acknowledgement.record.entry.leaf_sha256,
            checkpoint=_checkpoint(acknowledgement),
            link=f"{settings.SITE_URL}{page}",
        )


def _checkpoint(acknowledgement: Acknowledgement) -> str:
    """The size and root of the first checkpoint that covers it, if there is one already (one query)."""
    row = Checkpoint.objects.covering(acknowledgement.seq)
    if row is None:
        return ""
    _log, size, root = row.note.split("\n")[:3]
    return f"{size} · {root}"


def _digest(message: Message, now: datetime) -> Answer:
    today = day_of(now)
    if message.payload["week"] != week_of(today):
        return NotNeeded(SUPERSEDED)
    chain = Chain(today)
    manager = chain.readers.get(message.payload["manager"])
    if manager is None:
        return NotNeeded(LEFT)
    if Leave.objects.as_of(today).filter(employee=manager).exists():
        return NotNeeded(State.PAUSED)
    if not manager.email:
        return NotNeeded(NO_ADDRESS)
    with override(manager.language):
        digest = digest_of(manager, chain)
        if digest.is_empty:
            return NotNeeded(NOBODY)
        return weekly(manager, digest).mail_to(manager.email)


def _follow_up(message: Message, now: datetime) -> Answer:
    """To somebody who can still answer it; on leave, when they are back."""
    today = day_of(now)
    rows = FollowUp.objects.open().select_related("assignment__completion__edition")
    follow_up = rows.filter(pk=message.payload["follow_up"]).first()
    if follow_up is None:
        return NotNeeded(FOLLOWED_UP)
    employee = follow_up.assignment.employee
    if not Employee.objects.in_headcount(today).filter(pk=employee.pk).exists():
        return NotNeeded(LEFT)
    if Leave.objects.as_of(today).filter(employee=employee).exists():
        return Later(opening(next_working_day(today)))
    if not employee.email:
        return NotNeeded(NO_ADDRESS)
    title = choose(texts_of(follow_up.assignment.completion.edition, "title"), employee.language)
    return follow_up_letters.follow_up(employee, title=title).mail_to(employee.email)


MAKERS: dict[str, Callable[[Message, datetime], Answer]] = {
    Kind.ASSIGNED: _assigned,
    Kind.BEFORE: _reminder,
    Kind.DUE: _reminder,
    Kind.AFTER: _reminder,
    Kind.ACKNOWLEDGED: _acknowledged,
    Kind.DIGEST: _digest,
    Kind.NUDGE: _nudge,
    Kind.QUESTION: question_mails.question,
    Kind.ANSWER: question_mails.answer,
    Kind.FOLLOW_UP: _follow_up,
    Kind.SUBSTITUTE: substitute_mails.named,
}
