"""A manager's own reminder: one more mail to somebody who is missing, not too often."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.actions import record
from lib.days import day_of
from lib.workdays import office_time_from
from outbox.actions import New, put_all
from outbox.models import Message
from people.models import Employee
from policy.models import Guideline
from training.permissions import refuse_outside_scope
from training.questions import waits_for_an_answer
from training.schedule import Kind
from training.states import OUTSTANDING, State, with_state


@dataclass(frozen=True)
class Nudged:
    """Who gets a mail, and who does not: reminded lately, without an address, waiting for an answer, or
    with nothing to do (done, away, exempt, not assigned).
    """

    reminded: list[Employee]
    too_soon: list[Employee]
    no_address: list[Employee]
    asking: list[Employee]
    nothing_to_do: list[Employee]


@transaction.atomic
def nudge(
    *, employees: Iterable[Employee], guideline: Guideline, by: Employee, now: datetime
) -> Nudged:
    """Remind these people once more, each at most every NUDGE_AFTER_DAYS days (a constant number of
    queries and one for each mail's record).

    `PermissionDenied` where one of them is outside `by`'s scope, or is `by`.
    """
    today, chosen = day_of(now), {one.pk for one in employees}
    if by.pk in chosen:
        raise PermissionDenied
    refuse_outside_scope(chosen, by, today)
    # The people's rows are the lock: two who remind at once wait for each other here.
    list(Employee.objects.select_for_update(no_key=True).filter(pk__in=chosen).order_by("pk"))
    rows = _rows(chosen, guideline, now)
    found = _sorted(rows, _lately({row.directory_id for row in rows}, now))
    put_all(
        [
            New(
                key=f"nudge/{vars(one)['assignment_id']}/{today}",
                kind=Kind.NUDGE,
                subject=one.directory_id,
                payload={"assignment": vars(one)["assignment_id"], "by": by.directory_id},
                not_before=office_time_from(now),
            )
            for one in found.reminded
        ],
        now=now,
    )
    for one in found.reminded:
        record(kind="training.nudged", actor=by.directory_id, subject=one.directory_id, now=now)
    return found


def _rows(chosen: set[int], guideline: Guideline, now: datetime) -> list[Employee]:
    people = Employee.objects.in_headcount(day_of(now)).filter(pk__in=chosen)
    rows = with_state(people, guideline, day_of(now)).annotate(is_asking=waits_for_an_answer())
    return list(rows.order_by("sort_name", "pk"))


def _lately(directory_ids: set[str], now: datetime) -> set[str]:
    """Who was reminded so lately that it would be too much, whatever became of that mail."""
    since = now - timedelta(days=settings.NUDGE_AFTER_DAYS)
    rows = Message.objects.filter(kind=Kind.NUDGE, subject__in=directory_ids, put_at__gt=since)
    return set(rows.values_list("subject", flat=True))


def _sorted(rows: list[Employee], lately: set[str]) -> Nudged:
    """Each of them where they belong: the first that holds."""
    found = Nudged([], [], [], [], [])
    for one in rows:
        if State(vars(one)["state"]) not in OUTSTANDING:
            found.nothing_to_do.append(one)
        elif vars(one)["is_asking"]:
            found.asking.append(one)
        elif not one.email:
            found.no_address.append(one)
        elif one.directory_id in lately:
            found.too_soon.append(one)
        else:
            found.reminded.append(one)
    return found
