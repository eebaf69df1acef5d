"""What was released of the answers, set by set: sums that nobody's answer can be read from.

Rows are written once by `quiz.snapshots.take_snapshots`, by the rules of `quiz/disclosure.py`.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.models import Guideline, Revision
from quiz.models.situations import Situation, Work


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Snapshots by the set that they are of."""

    def of_set(self, revision: Revision, work: str) -> Self:
        """Those of one set, the newest first."""
        return self.filter(revision=revision, work=work).order_by("-day")

    def of_guideline(self, guideline: Guideline) -> Self:
        """Those of a guideline's revisions, the newest first."""
        return self.filter(revision__edition__guideline=guideline).order_by(
            "-revision__edition__major", "-revision__edition__minor", "-revision__number", "-day"
        )


class Snapshot(models.Model):
    """The complete first passes of one set (a revision for one kind of work) up to the end of a day.

    The figures are those of `quiz.statistics.SetStatistics`; None where they are not shown.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="snapshots")
    work = models.CharField(max_length=32, choices=Work, blank=True)
    day = models.DateField()
    passes = models.PositiveIntegerField()
    consistency = models.FloatField(null=True, blank=True)
    error_ratio = models.FloatField(null=True, blank=True)
    standard_error = models.FloatField(null=True, blank=True)
    taken_at = models.DateTimeField()

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "work", "day"], name="quiz_snapshot_once_a_day"
            ),
            models.CheckConstraint(
                name="quiz_snapshot_of_five",
                condition=Q(passes__gte=5),
                violation_error_message=_("Fewer than five people are never counted."),
            ),
            models.CheckConstraint(
                name="quiz_snapshot_work", condition=Q(work__in=["", *Work.values])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.work} {self.day}"


class Tally(models.Model):
    """How many passes had which value of one table: of a situation's options, of how sure they were.

    `blocks` are the table's values, merged where they are small; `whole` counts each of them, `units`
    the same for some departments, by key. Where only `nearly` is said, nothing is counted: all but
    fewer than five had that value.
    """

    OPTIONS = "options"
    SURENESS = "sureness"
    TICK = "tick:"  # and the option's slug: of a find, whether it was ticked

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="tallies")
    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="tallies")
    table = models.CharField(max_length=80)
    blocks = models.JSONField(default=list)
    whole = models.JSONField(default=list)
    units = models.JSONField(default=dict)
    nearly = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "situation", "table"], name="quiz_tally_once_a_snapshot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id}: {self.situation_id} {self.table}"


class Correlation(models.Model):
    """How a situation's marks go with the rest of its set, in per cent (`ItemStatistics`)."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="correlations")
    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="correlations")
    discrimination = models.FloatField(null=True, blank=True)
    efficiency = models.FloatField(null=True, blank=True)
    effective_weight = models.FloatField(null=True, blank=True)
    is_weight_negative = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "situation"], name="quiz_correlation_once_a_snapshot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id}: {self.situation_id}"
