"""What goes when: each step of a retention run, what is due of it, and doing it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.models import Event
from authoring.models import Flag
from lib.batches import in_batches
from lib.days import day_of, end_of, months_before, start_of
from outbox.models import Message
from people.models import Employee, Slip, StagedImport
from quiz.models import Answer, Attempt, DilemmaNote
from quiz.unlinking import unlink
from training.models import Assignment, Completion, FollowUpSituation, Question, Reply
from training.models.questions import KEPT

NOTE_DAYS = 30
MAIL_MONTHS = READ_MONTHS = FLAG_MONTHS = 24
# What a run itself did stays on record: it counts, and its log entries name it.
KEPT_KIND = "retention."


@dataclass(frozen=True)
class At:
    """When a run is made, and after how many years people are erased (None: nobody signed)."""

    now: datetime
    years: int | None

    @property
    def today(self) -> date:
        """The organisation's day."""
        return day_of(self.now)

    def months(self, count: int) -> date:
        """The day so many months ago."""
        return months_before(self.today, count)

    @property
    def cutoff(self) -> date | None:
        """The day the signed number of years ago."""
        return None if self.years is None else self.months(12 * self.years)


@dataclass(frozen=True)
class Step:
    """One kind of thing that goes; `due` is what would go now, `apply` lets it go."""

    name: str
    label: str | Promise
    when: str | Promise
    due: Callable[[At], QuerySet[Any]]
    apply: Callable[[At], int]
    is_signed_for: bool = False


def due_notes(at: At) -> QuerySet[DilemmaNote]:
    """Notes 30 days after their round was completed or closed, and of everybody who has left."""
    before = end_of(at.today - timedelta(days=NOTE_DAYS))
    return DilemmaNote.objects.filter(
        _round_is_over("answer__attempt__", before)
        | Q(answer__attempt__employee__left_on__lte=at.today)
    )


def due_attempts(at: At) -> QuerySet[Attempt]:
    """Attempts whose answers are still their writer's, so many months after the round was over."""
    day = at.months(settings.ANSWERS_KEPT_MONTHS)
    return Attempt.objects.filter(
        Exists(Answer.objects.filter(attempt=OuterRef("pk"))),
        _round_is_over("", end_of(day)) | Q(employee__left_on__lte=day),
        employee__isnull=False,
    )


def due_follow_ups(at: At) -> QuerySet[FollowUpSituation]:
    """What was answered in follow-ups, gone with the answers of its round."""
    day = at.months(settings.ANSWERS_KEPT_MONTHS)
    way = "follow_up__assignment"
    return FollowUpSituation.objects.filter(
        Q(**{f"{way}__closed_at__lt": end_of(day)})
        | Q(**{f"{way}__completion__completed_at__lt": end_of(day)})
        | Q(**{f"{way}__employee__left_on__lte": day})
    )


def _round_is_over(way: str, before: datetime) -> Q:
    """Of what `way` leads to an attempt: that its round was completed or closed before an instant."""
    rounds = Assignment.objects.filter(
        employee=OuterRef(f"{way}employee"),
        round=OuterRef(f"{way}round"),
        guideline=OuterRef(f"{way}revision__edition__guideline"),
    )
    completed = Completion.objects.filter(assignment=OuterRef("pk"), completed_at__lt=before)
    return Q(Exists(rounds.filter(Q(closed_at__lt=before) | Q(Exists(completed)))))


def due_imports(at: At) -> QuerySet[StagedImport]:
    """Uploaded files that nobody confirmed in time."""
    return StagedImport.objects.not_started().expired(at.now)


def due_sessions(at: At) -> QuerySet[Session]:
    """Sessions that have run out."""
    return Session.objects.filter(expire_date__lt=at.now)


def due_mails(at: At) -> QuerySet[Message]:
    """Mails that came to their end long ago."""
    ended = Coalesce("sent_at", "gave_up_at", "stopped_at", "withdrawn_at")
    return Message.objects.annotate(ended=ended).filter(ended__lt=start_of(at.months(MAIL_MONTHS)))


def due_reads(at: At) -> QuerySet[Event]:
    """Readings long ago."""
    return Event.objects.reads().filter(at__lt=start_of(at.months(READ_MONTHS)))


def due_flags(at: At) -> QuerySet[Flag]:
    """Words of learners about situations, closed long ago."""
    closed = Flag.objects.filter(closed_at__lt=start_of(at.months(FLAG_MONTHS)))
    return closed.exclude(text="")


def due_events(at: At) -> QuerySet[Event]:
    """Everything else that was done, as long ago as people are erased after leaving."""
    if at.cutoff is None:
        return Event.objects.none()
    old = Event.objects.filter(at__lt=start_of(at.cutoff))
    return old.exclude(kind__startswith=KEPT_KIND)


def due_people(at: At) -> QuerySet[Employee]:
    """People who left as many years ago as is signed for, each once whatever was merged."""
    people: QuerySet[Employee] = Employee.objects.none()
    if at.cutoff is not None:
        left = Employee.objects.filter(left_on__lte=at.cutoff, is_nameless=False)
        people = left.filter(merged_into=None).order_by("pk")
    return people


def due_questions(at: At) -> QuerySet[Question]:
    """Questions as long ago as they are kept, counted from their end."""
    newest = Reply.objects.filter(question=OuterRef("pk")).order_by("-answered_at")
    ended = Coalesce(Subquery(newest.values("answered_at")[:1]), "withdrawn_at", "asked_at")
    return Question.objects.annotate(ended=ended).filter(ended__lt=at.now - KEPT)


def due_slips(at: At) -> QuerySet[Slip]:
    """Slips whose time is over."""
    return Slip.objects.expired(at.now)


def _delete(due: Callable[[At], QuerySet[Any]]) -> Callable[[At], int]:
    """Delete what is due; counted are the rows themselves, not what hangs on them."""

    def apply(at: At) -> int:
        keys = list(due(at).values_list("pk", flat=True))
        for batch in in_batches(keys, 1000):
            due(at).model._default_manager.filter(pk__in=batch).delete()
        return len(keys)

    return apply


def _unlink(at: At) -> int:
    """A few hundred attempts at a time, each in its own transaction."""
    keys = list(due_attempts(at).values_list("pk", flat=True))
    return sum(
        unlink(Attempt.objects.filter(pk__in=batch)).attempts for batch in in_batches(keys, 500)
    )


def _blank_flags(at: At) -> int:
    return due_flags(at).update(text="")


# In this order: what hangs on a person first. People come last, one by one (privacy/runs.py).
STEPS = (
    Step(
        "notes",
        _("Private notes on dilemmas"),
        _("30 days after completion, at the latest on leaving"),
        due_notes,
        _delete(due_notes),
    ),
    Step(
        "answers",
        _("Answers, taken from their writer"),
        _("%(months)d months after completion"),
        due_attempts,
        _unlink,
    ),
    Step(
        "follow-ups",
        _("Answers to follow-ups"),
        _("%(months)d months after completion"),
        due_follow_ups,
        _delete(due_follow_ups),
    ),
    Step(
        "imports",
        _("Uploaded files that nobody confirmed"),
        _("24 hours after the upload"),
        due_imports,
        _delete(due_imports),
    ),
    Step(
        "questions",
        _("Questions to a manager, and the answers"),
        _("Two years after the last answer"),
        due_questions,
        _delete(due_questions),
    ),
    Step(
        "slips",
        _("One-time codes on paper"),
        _("14 days after they were made"),
        due_slips,
        _delete(due_slips),
    ),
    Step(
        "sessions",
        _("Sign-ins that have run out"),
        _("When they have run out"),
        due_sessions,
        _delete(due_sessions),
    ),
    Step(
        "mails",
        _("Mails that were sent or stopped"),
        _("24 months after they were sent"),
        due_mails,
        _delete(due_mails),
    ),
    Step(
        "reads",
        _("Who read what"),
        _("24 months after the reading"),
        due_reads,
        _delete(due_reads),
    ),
    Step(
        "flags",
        _("Words of learners about situations"),
        _("24 months after the editor closed it"),
        due_flags,
        _blank_flags,
    ),
    Step(
        "events",
        _("Who did what"),
        _("The years that are signed for"),
        due_events,
        _delete(due_events),
        is_signed_for=True,
    ),
)
