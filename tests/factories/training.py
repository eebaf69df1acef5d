"""Somebody's training: assigned, worked through, acknowledged, asked about afterwards."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from outbox.models import Message
from people.models import Department, Employee
from policy.actions import shown_text
from policy.examples import Wording, propose
from policy.models import LocalExample, Ruling
from quiz.actions import choose_work, submit_answer
from quiz.models import Answer, Attempt, Kind, Option, Situation, Work
from quiz.selection import met_by
from tests.factories.people import Cast, today
from tests.factories.policy import the_guideline, the_revision
from training import actions as training
from training.models import Assignment, Audience, Completion, FollowUp, Question, Reply, Rule
from training.schedule import week_of


def an_assignment(
    employee: Employee, by: Employee, *, now: datetime | None = None, due_on: date | None = None
) -> Assignment:
    """The module assigned to one person."""
    now = now or timezone.now()
    due_on = due_on or timezone.localtime(now).date() + timedelta(days=14)
    assigned = training.assign(
        employees=[employee], guideline=the_guideline(), due_on=due_on, by=by, now=now
    )
    return assigned.new[0]


def a_rule(cast: Cast, department: Department | None = None, **terms: Any) -> Rule:
    """A rule that asks everybody there, or whom `terms` say, within 14 days from today on."""
    facts: dict[str, Any] = {"audience": Audience.EVERYBODY, "days": 14, "from_on": today()}
    return training.add_rule(
        the_guideline(),
        terms=training.Terms(department=department, **{**facts, **terms}),
        by=cast.hr,
        now=timezone.now(),
    )


def begin(
    assignment: Assignment, now: datetime | None = None, work: str = Work.CHILDREN
) -> Attempt:
    """Begin the module, with a kind of work."""
    attempt = training.start_module(assignment, now=now or timezone.now())
    return choose_work(attempt, work=work)


def an_answer(attempt: Attempt, situation: Situation, **details: Any) -> Answer:
    """Answer a situation with its first option, or another."""
    option = details.pop("option", None) or Option.objects.filter(situation=situation)[0]
    if situation.kind == Kind.FIND:
        details.setdefault("ticked", [option])
        option = None
    return submit_answer(
        attempt=attempt,
        situation=situation,
        option=option,
        try_number=details.pop("try_number", 1),
        now=details.pop("now", timezone.now()),
        **details,
    )


def to_meet(attempt: Attempt) -> list[Situation]:
    """The situations that an attempt meets, in their order."""
    slugs = [one.slug for one in met_by(attempt)]
    return list(Situation.objects.filter(revision=attempt.revision, slug__in=slugs))


def work_through(assignment: Assignment, now: datetime | None = None) -> Attempt:
    """Do every lesson and situation."""
    now = now or timezone.now()
    attempt = begin(assignment, now)
    for lesson in attempt.revision.lessons.all():
        training.complete_lesson(assignment, lesson, way="read", now=now)
    for situation in to_meet(attempt):
        an_answer(attempt, situation, now=now)
    return attempt


def complete(assignment: Assignment, now: datetime | None = None) -> Completion:
    """Work through the module and acknowledge."""
    now = now or timezone.now()
    attempt = work_through(assignment, now)
    text = shown_text(attempt.revision.edition, "da")
    return training.acknowledge_module(assignment, shown=text, now=now)


def a_mail(pk: int = 1) -> Message:
    """A mail that waits: the weekly one to nobody there is."""
    now = timezone.now()
    return Message.objects.create(
        pk=pk,
        key=f"digest/{pk}",
        kind="digest",
        subject="p0",
        payload={"manager": 0, "week": week_of(timezone.localdate())},
        put_at=now,
        not_before=now,
    )


def a_follow_up(employee: Employee, *, begun: bool = True) -> FollowUp:
    """A follow-up of the completed round that somebody has, begun with its first situation answered."""
    assignment = Assignment.objects.open().get(employee=employee)
    follow_up = FollowUp.objects.create(assignment=assignment, due_on=today())
    if begun:
        now = timezone.now()
        training.begin_follow_up(follow_up, now=now)
        row = follow_up.situations.select_related("situation")[0]
        training.answer_follow_up(row, option=row.situation.options.all()[0], now=now)
        follow_up.refresh_from_db()
    return follow_up


def a_question(employee: Employee, **details: Any) -> Question:
    """May I use LinkedIn to find speakers?"""
    facts: dict[str, Any] = {
        "edition": the_revision().edition,
        "medium": "LinkedIn",
        "purpose": "at finde oplægsholdere",
        "now": timezone.now(),
    }
    return training.ask(employee=employee, **facts | details)


def a_reply(question: Question, by: Employee, **details: Any) -> Reply:
    """The answer to it, yes unless said otherwise."""
    facts: dict[str, Any] = {"ruling": Ruling.YES, "text": "", "now": timezone.now()}
    return training.answer(question, by=by, **facts | details)


def an_answered_question(cast: Cast) -> Question:
    """Mette's, to which Anne says yes."""
    question = a_question(cast.new_hire)
    a_reply(question, cast.manager)
    return question


def an_example(cast: Cast) -> LocalExample:
    """Made of it, and not looked at yet."""
    return propose(
        guideline=the_guideline(),
        clause="A3",
        source=an_answered_question(cast).source,
        wording=Wording("Må jeg bruge LinkedIn?", Ruling.YES, "", "da"),
        by=cast.manager,
        now=timezone.now(),
    )
