"""Situations of a revision, their options and what follows from each."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.models import Block, Lesson, Revision


class Topic(models.TextChoices):
    """What a situation is about."""

    PHOTOS = "photos", _("Photos")
    FRIENDSHIPS = "friendships", _("Friendships")
    CONFIDENTIALITY = "confidentiality", _("Confidentiality")
    WORKING_HOURS = "working-hours", _("In working hours")
    WRITING = "writing", _("What you write")


class Kind(models.TextChoices):
    """How a situation is answered."""

    SITUATION = "situation", _("Situation")
    DILEMMA = "dilemma", _("Dilemma")
    AUDIENCE = "audience", _("Who can see it?")
    FIND = "find", _("Find it")


class Work(models.TextChoices):
    """Kinds of work, by which the fitting story of a clause is chosen."""

    CARE = "care", _("Care and health")
    CHILDREN = "children-and-school", _("Children and school")
    AUTHORITY = "authority", _("Casework and advice")
    TECHNICAL = "technical", _("Roads, parks and buildings")
    OFFICE = "office", _("Office and administration")


class Sureness(models.TextChoices):
    """How sure one was; only for one's own recap and for sums."""

    VERY = "very", _("Very sure")
    FAIRLY = "fairly", _("Fairly sure")
    IN_DOUBT = "in-doubt", _("In doubt")


class Collection(models.TextChoices):
    """Whether a situation is met the first time or kept for a follow-up."""

    MAIN = "main", _("Main")
    PARALLEL = "parallel", _("Parallel")


class Verdict(models.TextChoices):
    """What an option is worth: 1, 0.5 and 0 (item-statistics)."""

    GOOD = "good", _("Well spotted")
    DEFENSIBLE = "defensible", _("You can defend that")
    RISKY = "risky", _("This could cause problems")


class SituationQuerySet(models.QuerySet["Situation"]):
    """Situations by set and kind of work."""

    def main(self) -> Self:
        """Those met on the first way through, in the author's order."""
        return self.filter(collection=Collection.MAIN).order_by("order")

    def parallel(self) -> Self:
        """Those kept for a follow-up, in the author's order."""
        return self.filter(collection=Collection.PARALLEL).order_by("order")


class Situation(models.Model):
    """A moment of a working day with something to decide, bound to the clauses that bear on it."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="situations")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="situations")
    slug = models.SlugField(max_length=64)
    order = models.PositiveIntegerField()
    topic = models.CharField(max_length=16, choices=Topic)
    kind = models.CharField(max_length=16, choices=Kind)
    collection = models.CharField(max_length=16, choices=Collection)
    parallel_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="parallels"
    )
    work = models.JSONField(default=list)
    permits = models.BooleanField()
    shuffle = models.BooleanField()
    title = models.CharField(max_length=200)
    story = models.TextField()
    question = models.CharField(max_length=200)
    picture = models.CharField(max_length=64, blank=True)
    mock = models.JSONField(null=True, blank=True)
    side_yes = models.TextField(blank=True)
    side_no = models.TextField(blank=True)
    # Written when it is published: the same in another revision where nothing of it was changed.
    content_sha256 = models.CharField(max_length=64, blank=True)
    clauses: "models.ManyToManyField[Block, SituationClause]" = models.ManyToManyField(
        Block, through="SituationClause", related_name="situations"
    )

    objects = SituationQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "slug"], name="quiz_situation_slug_unique"),
            models.UniqueConstraint(
                fields=["revision", "order"], name="quiz_situation_order_unique"
            ),
            models.CheckConstraint(
                name="quiz_situation_topic", condition=Q(topic__in=Topic.values)
            ),
            models.CheckConstraint(name="quiz_situation_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="quiz_situation_collection", condition=Q(collection__in=Collection.values)
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class SituationClause(models.Model):
    """That a situation exercises a clause."""

    situation = models.ForeignKey(Situation, on_delete=models.CASCADE)
    block = models.ForeignKey(Block, on_delete=models.PROTECT)
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["situation", "block"], name="quiz_situationclause_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.situation_id}: {self.block_id}"


class Option(models.Model):
    """Something one could do, with its own verdict, consequence and reason; in a dilemma, a stance."""

    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="options")
    slug = models.SlugField(max_length=64)
    order = models.PositiveIntegerField()
    text = models.TextField()
    verdict = models.CharField(max_length=16, choices=Verdict, blank=True)
    why = models.TextField(blank=True)
    quote_clause = models.ForeignKey(Block, on_delete=models.PROTECT, null=True, blank=True)
    quote = models.TextField(blank=True)
    instead = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["situation", "slug"], name="quiz_option_slug_unique"),
            models.UniqueConstraint(fields=["situation", "order"], name="quiz_option_order_unique"),
            models.CheckConstraint(
                name="quiz_option_verdict", condition=Q(verdict__in=["", *Verdict.values])
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ConsequenceStep(models.Model):
    """What happens next after an option, one dated step."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="consequence")
    order = models.PositiveIntegerField()
    when = models.CharField(max_length=100)
    text = models.TextField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["option", "order"], name="quiz_consequencestep_order_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option_id} step {self.order}"


class Consideration(models.Model):
    """Something that can weigh in a dilemma."""

    situation = models.ForeignKey(
        Situation, on_delete=models.CASCADE, related_name="considerations"
    )
    slug = models.SlugField(max_length=64)
    order = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["situation", "slug"], name="quiz_consideration_slug_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.slug
