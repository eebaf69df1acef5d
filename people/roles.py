"""Who has which role, as HR's page shows it."""

from dataclasses import dataclass
from datetime import date

from people.finding import places_of
from people.models import Role, RoleGrant


@dataclass(frozen=True)
class Held:
    """That somebody has a role."""

    grant: RoleGrant
    name: str
    place: str
    is_employed: bool


@dataclass(frozen=True)
class RoleHolders:
    """A role and those who have it, in Danish order."""

    role: Role
    holders: list[Held]


def role_holders(day: date) -> list[RoleHolders]:
    """Every role with those who have it now (three queries)."""
    grants = list(
        RoleGrant.objects.active().select_related("employee").order_by("employee__sort_name", "pk")
    )
    places = places_of([grant.employee for grant in grants], day)
    return [
        RoleHolders(
            role,
            [
                Held(
                    grant,
                    grant.employee.name,
                    places.get(grant.employee_id, ""),
                    grant.employee.is_employed(day),
                )
                for grant in grants
                if grant.role == role
            ],
        )
        for role in Role
    ]
