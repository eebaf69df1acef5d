"""Facts with a first and a last day, and when each of the two was recorded (adr/0002)."""

from datetime import date, datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from lib.days import day_of, end_of


def as_of(day: date, prefix: str = "") -> Q:
    """The facts that held on `day`, as they had been recorded by its end."""
    over = end_of(day)
    conditions: dict[str, Any] = {f"{prefix}from_on__lte": day, f"{prefix}recorded_at__lt": over}
    return Q(**conditions) & (
        Q(**{f"{prefix}to_on__isnull": True})
        | Q(**{f"{prefix}to_on__gt": day})
        | Q(**{f"{prefix}to_recorded_at__gte": over})
    )


_Fact = TypeVar("_Fact", bound="Dated", covariant=True)


class DatedQuerySet(models.QuerySet[_Fact]):
    """Facts chosen by day."""

    def as_of(self, day: date) -> Self:
        """Those that held on `day`, as recorded by the end of it."""
        return self.filter(as_of(day))

    def open(self) -> Self:
        """Those with no last day yet."""
        return self.filter(to_on=None)


class Dated(models.Model):
    """A fact that holds from `from_on` until the day before `to_on`.

    What is recorded later, with an earlier date, counts from its recording: a past day asked
    again gives the same answer. A row is never changed but for its end, written once.
    """

    from_on = models.DateField()
    recorded_at = models.DateTimeField()
    to_on = models.DateField(null=True, blank=True)
    to_recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def counted(self) -> tuple[date, date | None]:
        """The first day of which reports count this fact, and the first of which they no longer do.

        `as_of` chooses a fact for exactly these days; there are none where the two are the same.
        """
        first = max(self.from_on, day_of(self.recorded_at))
        if self.to_on is None or self.to_recorded_at is None:
            return first, None
        return first, max(first, self.to_on, day_of(self.to_recorded_at))

    def end(self, *, on: date, now: datetime) -> None:
        """Write the first day on which this no longer holds."""
        self.to_on = on
        self.to_recorded_at = now
        self.save(update_fields=["to_on", "to_recorded_at"])


def dated_rules(label: str) -> list[models.BaseConstraint]:
    """The two rules that every table of dated facts has; `label` is `app_model`."""
    return [
        models.CheckConstraint(
            name=f"{label}_end_is_recorded",
            condition=Q(to_on=None, to_recorded_at=None)
            | Q(to_on__isnull=False, to_recorded_at__isnull=False),
            violation_error_message="A last day needs the time it was recorded.",
        ),
        models.CheckConstraint(
            name=f"{label}_ends_after_start",
            condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
            violation_error_message="The last day is before the first.",
        ),
    ]
