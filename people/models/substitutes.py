"""Who stands in for a manager, from a day to a day."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lib.dated import Dated, DatedQuerySet, as_of, dated_rules
from people.models.departments import Management


class SubstituteQuerySet(DatedQuerySet["Substitute"]):
    """Substitutes by day and person."""

    def acting(self, day: date) -> Self:
        """Those who stand in on `day` for somebody who manages the department then."""
        return self.as_of(day).filter(as_of(day, "management__"))

    def not_over(self, day: date) -> Self:
        """Those who stand in on `day` or will, for a manager who has not stopped managing."""
        return self.lasting().filter(to_on__gt=day).exclude(management__to_on__lte=day)

    def lasting(self) -> Self:
        """All but those ended before their first day."""
        return self.filter(to_on__gt=F("from_on"))


class Substitute(Dated):
    """That somebody sees and does beside a manager what the manager may for one department.

    It hangs on the management, and ends with it: who follows as manager names their own.
    """

    management = models.ForeignKey(Management, on_delete=models.PROTECT, related_name="substitutes")
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="substitutions"
    )
    # The directory ids of who named them, and of who ended it before its time.
    recorded_by = models.CharField(max_length=64)
    ended_by = models.CharField(max_length=64, blank=True)

    objects = SubstituteQuerySet.as_manager()

    class Meta:
        constraints = [
            *dated_rules("people_substitute"),
            models.CheckConstraint(
                name="people_substitute_has_an_end",
                condition=Q(to_on__isnull=False),
                violation_error_message=_("A substitute stands in until a last day."),
            ),
            models.CheckConstraint(
                name="people_substitute_named_by_somebody", condition=~Q(recorded_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} for {self.management_id}"

    @property
    def last_on(self) -> date:
        """The last day on which they stand in."""
        assert self.to_on is not None  # people_substitute_has_an_end
        return self.to_on - timedelta(days=1)
