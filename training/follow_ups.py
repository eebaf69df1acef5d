"""Following up on what was completed some months ago: who is invited, and when."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from lib.batches import in_batches
from lib.days import day_of, end_of, months_before, start_of
from lib.workdays import next_working_day, office_time_from, opening, working_day_from
from outbox.actions import New, put_all
from people.models import Employee
from policy.models import Guideline, Revision
from quiz.parallels import has_parallels
from training.guidelines import published_guidelines
from training.models import Completion, FollowUp
from training.recurrence import months_after
from training.schedule import Kind

# What an idle worker, or a setting changed later, kept back is still planned so long afterwards. Who
# completed the training long before that is left alone.
LATE = timedelta(days=28)
# A voluntary follow-up that nobody begins stands on the first page so long.
OFFERED = timedelta(days=60)
BATCH = 1000


def plan(*, now: datetime) -> str:
    """The job of each morning: plan what is due by the next working day, with its mails; says how many.

    So HR sees tomorrow's beforehand.
    """
    if not 0 < settings.FOLLOW_UP_MONTHS < settings.ANSWERS_KEPT_MONTHS:
        return "follow-ups are switched off"
    count = sum(_plan(guideline, now) for guideline in published_guidelines())
    return f"{count} follow-ups"


def _plan(guideline: Guideline, now: datetime) -> int:
    revision = Revision.objects.current(guideline)
    if revision is None or not has_parallels(revision):
        return 0
    due = _due(guideline, day_of(now))
    for batch in in_batches(due, BATCH):
        _plan_batch(batch, now)
    return len(due)


def _due(guideline: Guideline, today: date) -> list[tuple[Completion, date]]:
    """Completed rounds, not followed up yet, that are due by the next working day, each with the day it
    is due (one query).
    """
    last = next_working_day(working_day_from(today))
    months, slack = settings.FOLLOW_UP_MONTHS, timedelta(days=3)  # months differ in their days
    completions = (
        Completion.objects.standing()
        .filter(
            assignment__guideline=guideline,
            assignment__closed_at=None,
            assignment__follow_up=None,
            assignment__employee__in=Employee.objects.in_headcount(today),
            completed_at__gte=start_of(months_before(today - LATE, months) - slack),
            completed_at__lt=end_of(months_before(last, months) + slack),
        )
        .select_related("assignment__employee")
        .order_by("pk")
    )
    found = [(one, months_after(day_of(one.completed_at), months)) for one in completions]
    return [(one, due_on) for one, due_on in found if today - LATE <= due_on <= last]


@transaction.atomic
def _plan_batch(due: Iterable[tuple[Completion, date]], now: datetime) -> None:
    follow_ups = FollowUp.objects.bulk_create(
        FollowUp(assignment=one.assignment, due_on=due_on) for one, due_on in due
    )
    put_all(
        [
            New(
                key=f"follow-up/{one.assignment_id}",
                kind=Kind.FOLLOW_UP,
                subject=one.assignment.employee.directory_id,
                payload={"follow_up": one.pk},
                not_before=office_time_from(max(now, opening(working_day_from(one.due_on)))),
            )
            for one in follow_ups
            if one.assignment.employee.email
        ],
        now=now,
    )
