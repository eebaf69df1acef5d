"""Employees, departments and roles; what changes over time stands in dated rows."""

from people.models.departments import Department, DepartmentRecord, Leave, Management, Placement
from people.models.directory import PersonAlias, StagedImport
from people.models.employees import (
    INVENTED,
    Employee,
    EmployeeManager,
    EmployeeQuerySet,
    Origin,
    Role,
    RoleGrant,
    RoleGrantQuerySet,
    have_details_changed,
)
from people.models.former import FormerDetails
from people.models.sign_in import Slip
from people.models.substitutes import Substitute, SubstituteQuerySet

__all__ = [
    "INVENTED",
    "Department",
    "DepartmentRecord",
    "Employee",
    "EmployeeManager",
    "EmployeeQuerySet",
    "FormerDetails",
    "Leave",
    "Management",
    "Origin",
    "PersonAlias",
    "Placement",
    "Role",
    "RoleGrant",
    "RoleGrantQuerySet",
    "Slip",
    "StagedImport",
    "Substitute",
    "SubstituteQuerySet",
    "have_details_changed",
]
