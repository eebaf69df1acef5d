"""Who somebody is: the directory, where they work, and how they sign in."""

from django.utils.translation import gettext_lazy as _

from privacy.holdings.holding import (
    DATED,
    ENDED_BY,
    RECORDED,
    RECORDED_BY,
    Holding,
)

PERSON = (
    Holding(
        _("From the directory"),
        "people.Employee",
        "pk",
        {
            "name": _("Name"),
            "employee_number": _("Employee number"),
            "email": _("Work e-mail"),
            "username": _("Sign-in name"),
            "directory_id": _("Id in the directory"),
            "hired_on": _("Hired"),
            "left_on": _("Left"),
            "language": _("Language"),
            "last_login": _("Last signed in"),
            "origin": _("Source"),
        },
    ),
    Holding(
        _("Earlier details"),
        "people.FormerDetails",
        "employee",
        {
            "name": _("Name"),
            "employee_number": _("Employee number"),
            "hired_on": _("Hired"),
            "replaced_at": _("Replaced"),
        },
    ),
    Holding(
        _("Other ids in the directory"),
        "people.PersonAlias",
        "employee",
        {
            "directory_id": _("Id in the directory"),
            "employee_number": _("Employee number"),
            "merged_at": RECORDED,
            "merged_by": RECORDED_BY,
            "reason": _("Reason"),
        },
    ),
    Holding(
        _("Where you work"),
        "people.Placement",
        "employee",
        {"department": _("Department"), "is_primary": _("Primary"), **DATED},
    ),
    Holding(
        _("Where you manage"),
        "people.Management",
        "employee",
        {"department": _("Department"), **DATED},
    ),
    Holding(
        _("Where you stand in for a manager"),
        "people.Substitute",
        "employee",
        {"management": _("Department"), **DATED, "recorded_by": RECORDED_BY, "ended_by": ENDED_BY},
    ),
    Holding(
        _("Leave"),
        "people.Leave",
        "employee",
        {**DATED, "recorded_by": RECORDED_BY, "ended_by": ENDED_BY},
    ),
    Holding(
        _("Roles"),
        "people.RoleGrant",
        "employee",
        {
            "role": _("Role"),
            "granted_at": _("Granted"),
            "granted_by": _("Granted by"),
            "reason": _("Reason"),
            "revoked_at": _("Removed"),
            "revoked_by": _("Removed by"),
            "revoked_for": _("Why it was removed"),
        },
    ),
    Holding(
        _("How you sign in: e-mail addresses"),
        "account.EmailAddress",
        "user",
        {"email": _("E-mail"), "verified": _("Confirmed"), "primary": _("Primary")},
    ),
    Holding(
        _("How you sign in: the organisation’s login"),
        "socialaccount.SocialAccount",
        "user",
        {
            "provider": _("Login"),
            "uid": _("Your id there"),
            "date_joined": _("First used"),
            "last_login": _("Last used"),
        },
    ),
    Holding(
        _("How you sign in: passkeys and codes"),
        "mfa.Authenticator",
        "user",
        {"type": _("How"), "created_at": _("Added"), "last_used_at": _("Last used")},
    ),
    Holding(
        _("How you sign in: slips of paper"),
        "people.Slip",
        "employee",
        {
            "issued_at": _("Made"),
            "issued_by": _("Made by"),
            "expires_at": _("Works until"),
            "used_at": _("Used"),
            "revoked_at": _("Taken back"),
            "revoked_by": _("Taken back by"),
        },
    ),
)
