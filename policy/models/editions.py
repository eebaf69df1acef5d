"""A guideline's editions and their text, the module's revisions and lessons."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.texts import LANGUAGES, texts_of
from policy.text import sha256_of

# Who has published what a command loaded and nobody put a name to.
LOADED_BY = "guideline_load"


class BlockType(models.TextChoices):
    """What a block of the text is."""

    TITLE = "title", _("Title")
    HEADING = "heading", _("Heading")
    LEAD = "lead", _("Lead-in")
    PARAGRAPH = "paragraph", _("Paragraph")
    BULLET = "bullet", _("Bullet")


class Guideline(models.Model):
    """A document that employees acknowledge, known by its slug."""

    slug = models.SlugField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.slug


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions by whether and when they were published."""

    def published(self) -> Self:
        """Those in force now or before, newest first."""
        return self.exclude(published_at=None).order_by("-major", "-minor")


class Edition(models.Model):
    """A guideline's text and the sentence to acknowledge, frozen by the database once published."""

    guideline = models.ForeignKey(Guideline, on_delete=models.PROTECT, related_name="editions")
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    statement = models.TextField()
    source = models.TextField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["guideline", "major", "minor"]
        constraints = [
            models.UniqueConstraint(
                fields=["guideline", "major", "minor"],
                name="policy_edition_number_unique",
                violation_error_message=_("This edition exists already."),
            ),
            models.UniqueConstraint(
                fields=["guideline"],
                condition=Q(published_at=None),
                name="policy_edition_one_draft",
                violation_error_message=_("There is a draft of the text already."),
            ),
            models.CheckConstraint(
                name="policy_edition_published_at_and_by",
                condition=Q(published_at=None, published_by="")
                | (Q(published_at__isnull=False) & ~Q(published_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guideline_id} {self.number}"

    @property
    def number(self) -> str:
        """The edition as a person writes it: "1.0"."""
        return f"{self.major}.{self.minor}"

    def text_sha256(self, language: str) -> str:
        """The hash of the text in a language, as receipts and reports name it."""
        return sha256_of(texts_of(self, "source")[language] or "")

    def statement_sha256(self, language: str) -> str:
        """The hash of the sentence to acknowledge in a language."""
        return sha256_of(texts_of(self, "statement")[language] or "")

    def languages(self) -> list[str]:
        """The languages one can acknowledge in: those with the whole text (queries the blocks)."""
        blocks = list(self.blocks.all())
        return [
            language
            for language in LANGUAGES
            if texts_of(self, "source")[language]
            and texts_of(self, "statement")[language]
            and all(texts_of(block, "text")[language] for block in blocks)
        ]


class Block(models.Model):
    """A piece of the text in the document's order; one with a clause id is a clause."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="blocks")
    order = models.PositiveIntegerField()
    type = models.CharField(max_length=16, choices=BlockType)
    clause = models.CharField(max_length=16, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "order"], name="policy_block_order_unique"),
            models.UniqueConstraint(
                fields=["edition", "clause"],
                condition=~Q(clause=""),
                name="policy_block_clause_unique",
                violation_error_message=_("A clause id stands once in an edition."),
            ),
            models.CheckConstraint(
                name="policy_block_type", condition=Q(type__in=BlockType.values)
            ),
        ]

    def __str__(self) -> str:
        return self.clause or f"{self.type} {self.order}"


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions by guideline and whether they are published."""

    def published(self) -> Self:
        """Those that have been published, newest first."""
        return self.exclude(published_at=None).order_by(
            "-edition__major", "-edition__minor", "-number"
        )

    def of_published_editions(self) -> Self:
        """Those that have been published, of published editions; of a guideline the one in force first."""
        return self.published().filter(edition__published_at__isnull=False)

    def current(self, guideline: Guideline) -> "Revision | None":
        """The newest published revision of the guideline's newest published edition (one query)."""
        rows = self.of_published_editions().filter(edition__guideline=guideline)
        return rows.select_related("edition__guideline").first()


class Revision(models.Model):
    """The lessons and situations bound to one edition, frozen by the database once published."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    extras = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"], name="policy_revision_number_unique"
            ),
            # Of two drafts, what is mended in one would be missing in the other.
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(published_at=None),
                name="policy_revision_one_draft",
                violation_error_message=_("There is a draft of this version already."),
            ),
            models.CheckConstraint(
                name="policy_revision_published_at_and_by",
                condition=Q(published_at=None, published_by="")
                | (Q(published_at__isnull=False) & ~Q(published_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"edition {self.edition_id} revision {self.number}"


class Lesson(models.Model):
    """A short lesson: why it matters, its clauses word for word, and what that looks like at work."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="lessons")
    slug = models.SlugField(max_length=64)
    order = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    why = models.TextField()
    body = models.TextField()
    minutes = models.PositiveSmallIntegerField()
    # What the law says: beside the guideline, not part of it.
    more_title = models.CharField(max_length=200, blank=True)
    more_body = models.TextField(blank=True)
    more_source = models.TextField(blank=True)
    # Written when it is published: the same in another revision where nothing of it was changed.
    content_sha256 = models.CharField(max_length=64, blank=True)
    clauses: "models.ManyToManyField[Block, LessonClause]" = models.ManyToManyField(
        Block, through="LessonClause", related_name="lessons"
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "slug"], name="policy_lesson_slug_unique"),
            models.UniqueConstraint(
                fields=["revision", "order"], name="policy_lesson_order_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class LessonClause(models.Model):
    """That a lesson teaches a clause."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE)
    block = models.ForeignKey(Block, on_delete=models.PROTECT)
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "block"], name="policy_lessonclause_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id}: {self.block_id}"
