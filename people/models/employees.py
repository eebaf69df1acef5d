"""Employees and the roles that they are given."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.danish import sort_key
from lib.dated import as_of
from lib.days import end_of
from people.models.departments import Management
from people.models.former import FormerDetails
from people.models.substitutes import Substitute


class Role(models.TextChoices):
    """What a person may do beyond their own training; "manager" follows from the tree instead."""

    HR = "hr", _("HR")
    EDITOR = "editor", _("Editor")
    # Both only read: an auditor HR's reports with their names, the works committee figures alone.
    AUDITOR = "auditor", _("Auditor")
    COMMITTEE = "committee", _("Works committee")


class Origin(models.TextChoices):
    """Where the record of a person came from; demonstration mode accepts only invented people."""

    DIRECTORY = "directory", _("Directory")
    DEMONSTRATION = "demonstration", _("Demonstration")
    TRIAL = "trial", _("Imported into the demonstration")


INVENTED = {Origin.DEMONSTRATION, Origin.TRIAL}


# What is on record of a person today, by the name under which a past day has it.
DETAILS = {
    "name_then": "name",
    "sort_name_then": "sort_name",
    "number_then": "employee_number",
    "hired_then": "hired_on",
}


def have_details_changed(day: date) -> bool:
    """Whether anybody's details have changed since the end of `day` (one query)."""
    return FormerDetails.objects.filter(replaced_at__gte=end_of(day)).exists()


class EmployeeQuerySet(models.QuerySet["Employee"]):
    """Employees by headcount, place and role."""

    def employed(self, day: date) -> Self:
        """Those who have not left by `day`; some of them may not have begun."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day))

    def same_person_as(self, employee: "Employee") -> Self:
        """Every record of the person: where ids of theirs were merged, history stands on each."""
        kept = Employee.objects.filter(aliases__merged=employee.pk).values("pk")
        return self.filter(
            Q(pk=employee.pk)
            | Q(pk__in=kept)
            | Q(merged_into__employee=employee.pk)
            | Q(merged_into__employee__in=kept)
        )

    def known_as(self, directory_id: str | OuterRef) -> Self:
        """The person whom the directory means by an id; that of somebody merged is the one kept."""
        return self.filter(
            Q(aliases__directory_id=directory_id) | Q(directory_id=directory_id, merged_into=None)
        )

    def in_headcount(self, day: date) -> Self:
        """Those employed on `day`, with `department_id`: their primary department on that day."""
        return self.filter(as_of(day, "placements__"), placements__is_primary=True).annotate(
            department_id=F("placements__department_id")
        )

    def in_departments(self, day: date, departments: set[int]) -> Self:
        """Those whose primary department on `day` is one of these."""
        return self.in_headcount(day).placed_in(departments)

    def placed_in(self, departments: Iterable[int]) -> Self:
        """Of those from `in_headcount`, the ones whose primary department is one of these."""
        return self.filter(Q(department_id__in=set(departments)))

    def with_roles(self, day: date) -> Self:
        """Each with what they may do on `day`: `is_manager`, and `is_hr` and so on for each role.

        Who stands in for a manager is one meanwhile.
        """
        granted = RoleGrant.objects.active().filter(employee=OuterRef("pk"))
        managing = Management.objects.as_of(day).filter(employee=OuterRef("pk"))
        acting = Substitute.objects.acting(day).filter(employee=OuterRef("pk"))
        return self.annotate(
            **{f"is_{role}": Exists(granted.filter(role=role)) for role in Role.values},
            is_manager=Exists(managing) | Exists(acting),
        )

    def with_details(self, day: date, *, are_former: bool | None = None) -> Self:
        """Each with what was on record of them at the end of `day`: `name_then`, `sort_name_then`,
        `number_then`, `hired_then`. `are_former` is `have_details_changed`, asked where left out.
        """
        if are_former is None:
            are_former = have_details_changed(day)
        since = FormerDetails.objects.filter(replaced_at__gte=end_of(day))
        if not are_former:  # then the list's order can be read off an index
            return self.annotate(**{then: F(now) for then, now in DETAILS.items()})
        first = since.filter(employee=OuterRef("pk")).order_by("replaced_at", "pk")
        return self.annotate(
            **{
                then: Case(When(Exists(first), then=Subquery(first.values(now)[:1])), default=now)
                for then, now in DETAILS.items()
            }
        )

    def matching(
        self, words: str, fields: Iterable[str] = ("name", "username", "employee_number")
    ) -> Self:
        """Those in whose name, sign-in name or number each word occurs."""
        found = self
        for word in words.split():
            anywhere = [Q(**{f"{field}__icontains": word}) for field in fields]
            found = found.filter(reduce(or_, anywhere))
        return found

    def matching_any(self, searches: Iterable[str]) -> Self:
        """Those whom one of the searches finds; an empty one finds nobody."""
        found = self.none()
        for words in searches:
            if words.strip():
                found |= self.matching(words)
        return found


class EmployeeManager(BaseUserManager["Employee"].from_queryset(EmployeeQuerySet)):  # type: ignore[misc]  # made by a call
    """Finds employees; allauth and Django's commands look them up by sign-in name."""


class Employee(AbstractBaseUser):
    """A person in the directory, who signs in here. `directory_id` is the key and never changes."""

    directory_id = models.CharField(max_length=64, unique=True)
    username = models.CharField(_("sign-in name"), max_length=150, unique=True)
    employee_number = models.CharField(max_length=32, unique=True, null=True, blank=True)
    email = models.EmailField(_("work e-mail"), null=True, blank=True)  # noqa: DJ001 - many have none
    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(max_length=600, editable=False)
    hired_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    language = models.CharField(
        max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    origin = models.CharField(max_length=16, choices=Origin, default=Origin.DIRECTORY)
    # Stands for somebody who was erased: their days, under a random key and no name.
    is_nameless = models.BooleanField(default=False, editable=False)

    objects: ClassVar[EmployeeManager] = EmployeeManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["directory_id", "name", "hired_on"]

    # Answered by EmployeeQuerySet.with_roles, which the sign-in backend uses for every request.
    is_hr: bool
    is_editor: bool
    is_auditor: bool
    is_committee: bool
    is_manager: bool
    department_id: int

    class Meta:
        indexes = [models.Index(fields=["sort_name", "id"], name="people_employee_order")]
        constraints = [
            models.CheckConstraint(
                name="people_employee_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("A person has a name."),
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="people_employee_username_unique",
                violation_error_message=_("Another employee has this sign-in name."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="people_employee_email_unique",
                violation_error_message=_("Another employee has this e-mail address."),
            ),
            models.CheckConstraint(
                name="people_employee_leaves_after_hired",
                condition=Q(left_on=None) | Q(left_on__gte=F("hired_on")),
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the key that sorts the name as a Danish reader expects."""
        self.sort_name = sort_key(self.name)[:600]
        fields = kwargs.get("update_fields")
        if isinstance(fields, list) and "name" in fields:
            kwargs["update_fields"] = [*fields, "sort_name"]
        super().save(*args, **kwargs)

    @property
    def given_name(self) -> str:
        """The first word of the name, for a greeting."""
        return (self.name.split() or [self.username])[0]

    def is_employed(self, day: date) -> bool:
        """Whether the person has not left by `day`; they may not have begun."""
        return self.left_on is None or self.left_on > day

    @property
    def reads_names(self) -> bool:
        """Whether the person reads HR's reports with the names in them."""
        return self.is_hr or self.is_auditor

    @property
    def reads_figures(self) -> bool:
        """Whether the person reads HR's figures, with or without names."""
        return self.reads_names or self.is_committee

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # a column in Django's, a fact here
        """Whether the person may sign in: until the day they have left."""
        return self.is_employed(timezone.localdate())


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Grants that hold."""

    def active(self) -> Self:
        """Those not revoked."""
        return self.filter(revoked_at=None)


class RoleGrant(models.Model):
    """That a person was given a role, by whom and why; revoked by whom and when."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=16, choices=Role)
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True)
    revoked_for = models.CharField(max_length=500, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "role"],
                condition=Q(revoked_at=None),
                name="people_rolegrant_one_active",
                violation_error_message=_("This person has the role already."),
            ),
            models.CheckConstraint(
                name="people_rolegrant_role",
                condition=Q(role__in=Role.values),
            ),
            models.CheckConstraint(
                name="people_rolegrant_is_reasoned",
                condition=~Q(granted_by="") & ~Q(reason=""),
                violation_error_message=_("A role needs somebody who grants it, and a reason."),
            ),
            models.CheckConstraint(
                name="people_rolegrant_revoked_at_and_by",
                condition=Q(revoked_at=None, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.employee_id}"
