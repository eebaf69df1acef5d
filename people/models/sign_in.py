"""Slips of paper by which somebody without e-mail signs in for the first time."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.employees import Employee


class SlipQuerySet(models.QuerySet["Slip"]):
    """Slips that may be used, and those that never will be again."""

    def open(self) -> Self:
        """Those neither used nor revoked; their time may be over."""
        return self.filter(used_at=None, revoked_at=None)

    def valid(self, now: datetime) -> Self:
        """Those by which somebody can sign in now."""
        return self.open().filter(expires_at__gt=now)

    def expired(self, now: datetime) -> Self:
        """Those whose time is over, used or not."""
        return self.filter(expires_at__lte=now)


class Slip(models.Model):
    """A one-time code that a manager hands out on paper. Of the code only `code_hash` is kept.

    `issued_by` and `revoked_by` are directory ids. The row is deleted once its time is over; what
    was done stands in `audit`.
    """

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="slips")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=64, blank=True)

    objects = SlipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee"],
                condition=Q(used_at=None, revoked_at=None),
                name="people_slip_one_open",
                violation_error_message=_("This person has a slip already."),
            ),
            models.CheckConstraint(
                name="people_slip_expires_later", condition=Q(expires_at__gt=F("issued_at"))
            ),
            models.CheckConstraint(name="people_slip_has_a_name", condition=~Q(issued_by="")),
            models.CheckConstraint(
                name="people_slip_one_end", condition=Q(used_at=None) | Q(revoked_at=None)
            ),
            models.CheckConstraint(
                name="people_slip_revoked_at_and_by",
                condition=Q(revoked_at=None, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"for {self.employee_id}, until {self.expires_at:%Y-%m-%d}"
