"""Employees, departments and roles; what changes over time stands in dated rows."""

from people.models.departments import Department, DepartmentRecord, Leave, Management, Placement
from people.models.employees import (
    Employee,
    EmployeeManager,
    EmployeeQuerySet,
    Origin,
    Role,
    RoleGrant,
    RoleGrantQuerySet,
)

__all__ = [
    "Department",
    "DepartmentRecord",
    "Employee",
    "EmployeeManager",
    "EmployeeQuerySet",
    "Leave",
    "Management",
    "Origin",
    "Placement",
    "Role",
    "RoleGrant",
    "RoleGrantQuerySet",
]
