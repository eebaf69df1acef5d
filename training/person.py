"""One person as their manager sees them: state, deadline, absence, and what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lib.texts import Text, shown
from people.models import Employee, Leave
from people.names import names_of
from people.tree import Tree
from policy.models import Acknowledgement, Guideline, Method, Revision
from training import rule_words
from training.mail_log import Line, messages_about
from training.models import Assignment, DueDate, DueReason, Exemption, Rule
from training.states import DONE, ON_HOLD, TONES, State, state_on

# The newest of so many mails stand on the page.
MAILS = 6


@dataclass(frozen=True)
class Deadline:
    """The due date that applies; where somebody moved it, who and why."""

    due_on: date
    is_overdue: bool
    moved_by: str
    note: str
    is_after_leave: bool


@dataclass(frozen=True)
class Acknowledged:
    """Which text was acknowledged, when and how; on paper or on behalf, who stands for it."""

    at: datetime
    edition: str
    language_name: str
    method_label: str
    actor: str
    witness: str
    basis: str
    correct_url: str


@dataclass(frozen=True)
class Away:
    """A leave that holds or is to come; `back_on` is the first day back, where it is known."""

    from_on: date
    back_on: date | None
    recorded_by: str
    url: str


@dataclass(frozen=True)
class Exempted:
    """An exemption that holds, and where it is ended."""

    last_on: date
    reason: str
    recorded_by: str
    url: str


@dataclass(frozen=True)
class Deed:
    """Something that can be done for the person, a tap away."""

    label: str
    hint: str
    url: str


@dataclass(frozen=True)
class PersonPage:
    """What a manager may know of one of their people. Never an answer."""

    name: str
    department: str
    hired_on: date
    title: Text
    state_label: str
    state_tone: str
    assigned_at: datetime | None
    assigned_by: str
    rules: list[str]
    deadline: Deadline | None
    acknowledged: Acknowledged | None
    leaves: list[Away]
    exemption: Exempted | None
    mails: list[Line]
    is_oneself: bool
    deeds: list[Deed]


@dataclass(frozen=True)
class _Facts:
    """What is read of the person, before it is put into words."""

    state: State
    assignment: Assignment | None
    due_date: DueDate | None
    acknowledgement: Acknowledgement | None
    leaves: list[Leave]
    exemption: Exemption | None
    rules: list[Rule]

    def directory_ids(self) -> Iterable[str]:
        """Everybody who is mentioned."""
        for fact in (*self.leaves, self.exemption, self.due_date):
            if fact is not None:
                yield fact.recorded_by
        if self.acknowledgement is not None:
            yield from (self.acknowledgement.actor_ref, self.acknowledgement.witness_ref)


def person_page(
    employee: Employee, guideline: Guideline, *, tree: Tree, reader: Employee, day: date, query: str
) -> PersonPage:
    """The page of somebody from `in_headcount(day)` as `reader` sees it (ten queries). `query` is
    what the addresses of its deeds end in.
    """
    facts = _read(employee, guideline, day)
    names = names_of(facts.directory_ids())
    revision = Revision.objects.current(guideline)
    assignment, acknowledgement = facts.assignment, facts.acknowledgement
    return PersonPage(
        name=employee.name,
        department=tree.name(employee.department_id),
        hired_on=employee.hired_on,
        title=shown(revision.edition, "title") if revision else Text(guideline.slug, "da"),
        state_label=str(facts.state.label),
        state_tone=TONES.get(facts.state, "neutral"),
        assigned_at=assignment.assigned_at if assignment else None,
        assigned_by=_assigned_by(assignment),
        rules=[rule_words.whom(rule, tree) for rule in facts.rules],
        deadline=_deadline(facts, names),
        acknowledged=_acknowledged(acknowledgement, names, reader) if acknowledgement else None,
        leaves=[_away(leave, names, query) for leave in facts.leaves],
        exemption=_exempted(facts.exemption, names, query) if facts.exemption else None,
        mails=messages_about(employee)[:MAILS],
        is_oneself=employee.pk == reader.pk,
        deeds=_deeds(employee, facts, day, query),
    )


def _read(employee: Employee, guideline: Guideline, day: date) -> _Facts:
    state, _due_on = state_on(employee, guideline, day)
    rounds = Assignment.objects.open().filter(employee=employee, guideline=guideline)
    assignment = rounds.select_related("assigned_by").first()
    acknowledgements = Acknowledgement.objects.latest().filter(
        employee=employee,
        edition__guideline=guideline,
        round=assignment.round if assignment else 0,
        counts=True,
    )
    exemptions = Exemption.objects.as_of(day).filter(employee=employee, guideline=guideline)
    asking = Rule.objects.filter(requirements__assignment=assignment, requirements__to_on=None)
    leaves = Leave.objects.filter(employee=employee).exclude(to_on__lte=day)
    return _Facts(
        state=state,
        assignment=assignment,
        due_date=DueDate.objects.open().filter(assignment=assignment).first(),
        acknowledgement=acknowledgements.select_related("edition").order_by("-pk").first(),
        leaves=list(leaves.order_by("from_on")),
        exemption=exemptions.first(),
        rules=list(asking.order_by("pk").distinct()),
    )


def _assigned_by(assignment: Assignment | None) -> str:
    """Who assigned it; "" where a rule did."""
    return assignment.assigned_by.name if assignment and assignment.assigned_by else ""


def _deadline(facts: _Facts, names: dict[str, str]) -> Deadline | None:
    row = facts.due_date
    if row is None or facts.state in DONE | ON_HOLD:
        return None
    return Deadline(
        due_on=row.due_on,
        is_overdue=facts.state == State.OVERDUE,
        moved_by=names[row.recorded_by] if row.reason == DueReason.MOVED else "",
        note=row.note,
        is_after_leave=row.due_on != row.base_on,
    )


def _acknowledged(row: Acknowledgement, names: dict[str, str], reader: Employee) -> Acknowledged:
    may_correct = reader.is_hr and row.method != Method.SELF and row.employee_id != reader.pk
    return Acknowledged(
        at=row.acknowledged_at,
        edition=row.edition.number,
        language_name=row.get_language_display(),
        method_label="" if row.method == Method.SELF else row.get_method_display(),
        actor=names.get(row.actor_ref, ""),
        witness=names.get(row.witness_ref, ""),
        basis=row.basis_note,
        correct_url=reverse("training:correct", args=[row.pk]) if may_correct else "",
    )


def _away(row: Leave, names: dict[str, str], query: str) -> Away:
    url = reverse("training:resume", args=[row.employee_id, row.pk]) + query
    return Away(row.from_on, row.to_on, names.get(row.recorded_by, ""), url)


def _exempted(row: Exemption, names: dict[str, str], query: str) -> Exempted:
    url = reverse("training:end_exemption", args=[row.employee_id]) + query
    return Exempted(row.last_on, row.reason, names[row.recorded_by], url)


def _deeds(employee: Employee, facts: _Facts, day: date, query: str) -> list[Deed]:
    """What the person's state leaves to do."""
    is_open = facts.assignment is not None and facts.state not in DONE
    is_away = any(leave.from_on <= day for leave in facts.leaves)

    def url(name: str) -> str:
        return reverse(f"training:{name}", args=[employee.pk]) + query

    deeds = [
        (
            facts.assignment is None,
            Deed(_("Assign training"), _("With a deadline"), reverse("training:assign")),
        ),
        (is_open, Deed(_("Move the deadline"), _("With a reason"), url("move_due_date"))),
        (not is_away, Deed(_("Record leave"), _("The deadline waits meanwhile"), url("pause"))),
        (
            facts.exemption is None and facts.state not in DONE,
            Deed(_("Exempt from the training"), _("Until a day, and for a reason"), url("exempt")),
        ),
        (
            is_open,
            Deed(
                _("Acknowledgement on paper or read aloud"),
                _("Without a PC, or read aloud"),
                url("on_behalf"),
            ),
        ),
    ]
    return [deed for is_possible, deed in deeds if is_possible]
