"""Who stands in for a manager, now and to come, as the page shows it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from people.models import Employee, Management, Substitute
from people.names import names_of
from people.tree import Tree


@dataclass(frozen=True)
class StandIn:
    """One who stands in, or will."""

    id: int
    name: str
    department: str
    from_on: date
    last_on: date
    named_by: str
    is_now: bool


@dataclass(frozen=True)
class SubstitutePage:
    """Who stands in for one manager."""

    manager: Employee
    is_oneself: bool
    stand_ins: list[StandIn]
    managements: list[tuple[int, str]]


def substitute_page(manager: Employee, *, reader: Employee, day: date) -> SubstitutePage | None:
    """Those who stand in for a manager; None for somebody who manages nothing (five queries)."""
    tree = Tree.on(day)
    own = Management.objects.as_of(day).filter(employee=manager)
    managements = [(one.pk, tree.name(one.department_id)) for one in own]
    if not managements:
        return None
    rows = list(
        Substitute.objects.not_over(day)
        .filter(management__employee=manager)
        .select_related("employee", "management")
        .order_by("from_on", "employee__sort_name", "pk")
    )
    names = names_of(row.recorded_by for row in rows)
    return SubstitutePage(
        manager=manager,
        is_oneself=manager.pk == reader.pk,
        stand_ins=[
            StandIn(
                id=row.pk,
                name=row.employee.name,
                department=tree.name(row.management.department_id),
                from_on=row.from_on,
                last_on=row.last_on,
                named_by=names[row.recorded_by],
                is_now=row.from_on <= day,
            )
            for row in rows
        ],
        managements=managements,
    )


def said_of(substitute: Substitute) -> str:
    """What whoever named somebody is told: that they stand in, and whether a mail says so."""
    values = {"name": substitute.employee.name, "names": substitute.employee.name}
    said = _("%(name)s stands in from the first day to the last, both included.")
    told = (
        _("A mail tells them what it means.")
        if substitute.employee.email
        else _("Without an e-mail address, so tell them yourself: %(names)s.")
    )
    return f"{said} {told}" % values


@dataclass(frozen=True)
class InsteadOf:
    """That the reader stands in for somebody now."""

    name: str
    department: str
    last_on: date


def standing_in(employee: Employee, tree: Tree, day: date) -> list[InsteadOf]:
    """For whom a person stands in on the day (one query)."""
    rows = Substitute.objects.acting(day).filter(employee=employee)
    return [
        InsteadOf(
            row.management.employee.name, tree.name(row.management.department_id), row.last_on
        )
        for row in rows.select_related("management__employee").order_by("to_on", "pk")
    ]
