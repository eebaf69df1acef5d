"""How long a course and its lessons have really taken people."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.models import Lesson, Revision
from training.durations import WHOLE


class DurationQuerySet(models.QuerySet["Duration"]):
    """Durations by what they are of."""

    def whole(self, revision: Revision) -> int | None:
        """The minutes of a revision's whole course (one query); None while unknown."""
        found = self.filter(revision=revision, lesson=WHOLE).values_list("minutes", flat=True)
        return found.first()

    def beside(self, lessons: "models.QuerySet[Lesson]") -> "models.QuerySet[Lesson]":
        """The lessons with `measured` and `measured_whole`, the minutes of each and of the course."""

        def minutes(lesson: Any) -> models.Subquery:
            rows = self.filter(revision=models.OuterRef("revision"), lesson=lesson)
            return models.Subquery(rows.values("minutes")[:1])

        return lessons.annotate(
            measured=minutes(models.OuterRef("slug")), measured_whole=minutes(WHOLE)
        )


class Duration(models.Model):
    """The median minutes of those who completed a revision: of a lesson with its situations, or of the
    whole course (`lesson` is empty). A sum over five people or more; it names nobody.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="durations")
    lesson = models.SlugField(max_length=64, blank=True)
    minutes = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    objects = DurationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "lesson"], name="training_duration_once_a_lesson"
            ),
            models.CheckConstraint(
                name="training_duration_of_five",
                condition=Q(people__gte=5),
                violation_error_message=_("Fewer than five people are never counted."),
            ),
            models.CheckConstraint(
                name="training_duration_takes_time", condition=Q(minutes__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson or 'whole'}: {self.minutes} min"
