"""People, departments and the fixed cast, made through the site's own actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from people import actions as people
from people.directory.merging import recognise
from people.models import Department, Employee, Management, Origin, PersonAlias, Role, Substitute
from people.substitutes import name_substitute

_numbers: Iterator[int] = count(1)
LONG_AGO = timedelta(days=400)


def today() -> date:
    """The organisation's day, as the site sees it."""
    return timezone.localdate()


def an_alias(employee: Employee, by: Employee) -> PersonAlias:
    """Another id of a person, for which no record was ever made."""
    return recognise(
        kept=employee,
        directory_id=f"p{next(_numbers)}",
        by=by,
        reason="Ny ansættelse",
        now=timezone.now(),
    )


def a_passkey(employee: Employee) -> Authenticator:
    """A passkey that is listed; it signs nobody in."""
    data = {"name": "Min telefon", "credential": {}}
    return Authenticator.objects.create(user=employee, type="webauthn", data=data)


def a_department(name: str, parent: Department | None = None, **details: Any) -> Department:
    """A department opened long ago."""
    now = details.pop("now", timezone.now() - LONG_AGO)
    return people.open_department(
        directory_id=details.pop("directory_id", f"d{next(_numbers)}"),
        name=name,
        parent=parent,
        from_on=details.pop("from_on", timezone.localtime(now).date()),
        now=now,
    )


def a_person(name: str, department: Department, **details: Any) -> Employee:
    """A person hired some months ago, whose sign-in name is their given name."""
    hired_on = details.pop("hired_on", today() - timedelta(days=100))
    number = next(_numbers)
    return people.hire(
        directory_id=details.pop("directory_id", f"p{number}"),
        username=details.pop("username", f"{name.split()[0].lower()}"),
        name=name,
        department=department,
        hired_on=hired_on,
        now=details.pop("now", timezone.now() - timedelta(days=100)),
        **details,
    )


def with_roles(employee: Employee) -> Employee:
    """The person as a request sees them, with what they may do."""
    found: Employee = Employee.objects.with_roles(today()).get(pk=employee.pk)
    return found


def make_hr(employee: Employee, role: Role = Role.HR) -> Employee:
    """Grant HR, or another role."""
    people.grant_role(employee, role=role, by="Bo Holm", reason="Test", now=timezone.now())
    return with_roles(employee)


def make_manager(employee: Employee, department: Department, **details: Any) -> Employee:
    """Let a person manage a department."""
    people.appoint_manager(
        employee,
        department=department,
        from_on=details.pop("from_on", employee.hired_on),
        now=details.pop("now", timezone.now() - timedelta(days=99)),
    )
    return with_roles(employee)


@dataclass(frozen=True)
class Cast:
    """The fixed cast of every story."""

    root: Department
    health: Department
    nursing_home: Department
    roads: Department
    new_hire: Employee  # Mette, at the nursing home
    colleague: Employee  # Ali, of the road crew
    manager: Employee  # Anne, of health and all below
    other_manager: Employee  # Bo, of the roads
    hr: Employee  # Karin
    editor: Employee  # Henrik


def make_cast() -> Cast:
    """The cast in its tree of departments."""
    root = a_department("Sønderborg Kommune")
    health = a_department("Sundhed og Senior", root)
    nursing_home = a_department("Plejecenter Mølleparken", health)
    roads = a_department("Vej og Park", root)
    return Cast(
        root=root,
        health=health,
        nursing_home=nursing_home,
        roads=roads,
        new_hire=with_roles(a_person("Mette Hansen", nursing_home, employee_number="4711")),
        colleague=with_roles(a_person("Ali Yilmaz", roads)),
        manager=make_manager(a_person("Anne Krogh", health), health),
        other_manager=make_manager(a_person("Bo Holm", roads), roads),
        hr=make_hr(a_person("Karin Ågård", root)),
        editor=make_hr(a_person("Henrik Øster", root), Role.EDITOR),
    )


def a_substitute(employee: Employee, manager: Employee, **details: Any) -> Substitute:
    """Somebody stands in for a manager for a week, named by the manager."""
    facts: dict[str, Any] = {
        "employee": employee,
        "from_on": today(),
        "last_on": today() + timedelta(days=6),
        "by": manager,
        "now": timezone.now(),
    }
    return name_substitute(Management.objects.get(employee=manager), **facts | details)


def invented(employee: Employee) -> Employee:
    """The person as one of the demonstration's."""
    employee.origin = Origin.DEMONSTRATION
    employee.save(update_fields=["origin"])
    return employee
