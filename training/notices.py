"""What a learner is told where nothing is asked of them on the day, and why."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Leave
from people.names import names_of
from policy.models import Acknowledgement, Method
from training.models import Assignment, Exemption
from training.states import State

HOW = {
    Method.PAPER: gettext_lazy(
        "Your acknowledgement on paper was recorded on %(day)s by %(actor)s, with %(witness)s as "
        "witness. You may still take the training."
    ),
    Method.ON_BEHALF: gettext_lazy(
        "On %(day)s %(actor)s recorded that the text was read to you and understood, with "
        "%(witness)s as witness. You may still take the training."
    ),
}


def notice_of(assignment: Assignment, state: State, day: date) -> str:
    """A sentence or two for the person themselves; "" in the other states (at most two queries)."""
    if state == State.ACKNOWLEDGED_ONLY:
        return _acknowledged_only(assignment)
    if state == State.EXEMPT:
        return _exempt(assignment, day)
    if state == State.PAUSED:
        return _paused(assignment, day)
    return ""


def _acknowledged_only(assignment: Assignment) -> str:
    rows = Acknowledgement.objects.latest().filter(
        employee=assignment.employee_id,
        round=assignment.round,
        edition__guideline=assignment.guideline_id,
        counts=True,
    )
    row = rows.order_by("-pk")[0]
    names = names_of([row.actor_ref, row.witness_ref])
    return str(HOW[Method(row.method)]) % {
        "day": date_format(row.acknowledged_at, "DATE_FORMAT"),
        "actor": names.get(row.actor_ref, ""),
        "witness": names.get(row.witness_ref, ""),
    }


def _exempt(assignment: Assignment, day: date) -> str:
    rows = Exemption.objects.as_of(day).filter(
        employee=assignment.employee_id, guideline=assignment.guideline_id
    )
    row = rows.order_by("-to_on")[0]
    text = _("You are exempt up to and including %(day)s: %(reason)s")
    return text % {"day": date_format(row.last_on, "DATE_FORMAT"), "reason": row.reason}


def _paused(assignment: Assignment, day: date) -> str:
    back_on = Leave.objects.as_of(day).filter(employee=assignment.employee_id)[0].to_on
    if back_on is None:
        return _("You are recorded as on leave. The deadline waits until you are back.")
    text = _("You are recorded as on leave. The deadline waits until you are back on %(day)s.")
    return text % {"day": date_format(back_on, "DATE_FORMAT")}
