"""Rows to break rules in: a draft that nobody has published, and copies of what there is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from policy.models import Block, Edition, Guideline, Lesson, LessonClause, Revision
from quiz.models import (
    ConsequenceStep,
    Consideration,
    Correlation,
    Option,
    Situation,
    SituationClause,
    Snapshot,
    Tally,
    Task,
)
from tests.factories.people import today
from training.models import ClauseChange, Duration

EARLY = today() - timedelta(days=9000)


class Draft:
    """A revision that nobody has published, to break the rules of content in."""

    def __init__(self) -> None:
        guideline = Guideline.objects.create(slug="draft")
        self.edition = Edition.objects.create(
            guideline=guideline, major=1, minor=0, title_da="T", statement_da="S", source_da="K"
        )
        self.block = Block.objects.create(
            edition=self.edition, order=1, type="title", clause="A1", text_da="K"
        )
        self.revision = Revision.objects.create(edition=self.edition, number=1)
        self.lesson = Lesson.objects.create(
            revision=self.revision,
            slug="l",
            order=1,
            title_da="L",
            why_da="W",
            body_da="B",
            minutes=2,
        )
        LessonClause.objects.create(lesson=self.lesson, block=self.block, order=1)
        self.situation = Situation.objects.create(
            revision=self.revision,
            lesson=self.lesson,
            slug="s",
            order=1,
            topic="photos",
            kind="situation",
            collection="main",
            permits=True,
            shuffle=True,
            title_da="S",
            story_da="S",
            question_da="Q",
        )
        SituationClause.objects.create(situation=self.situation, block=self.block, order=1)
        self.option = Option.objects.create(
            situation=self.situation, slug="o", order=1, text_da="O", why_da="W"
        )
        ConsequenceStep.objects.create(option=self.option, order=1, when_da="N", text_da="T")
        Consideration.objects.create(situation=self.situation, slug="c", order=1, text_da="C")
        self._count()

    def _count(self) -> None:
        """How long its lesson takes, a change from first try to follow-up, a snapshot of its one
        situation, and two tasks about it.
        """
        now = timezone.now()
        Duration.objects.create(
            revision=self.revision, lesson="l", minutes=3, people=5, counted_at=now
        )
        ClauseChange.objects.create(
            guideline=self.revision.edition.guideline,
            clause="E1",
            day=today(),
            people=20,
            missed_first=10,
            missed_later=5,
            counted_at=now,
        )
        snapshot = Snapshot.objects.create(
            revision=self.revision, day=today(), passes=5, taken_at=now
        )
        Tally.objects.create(snapshot=snapshot, situation=self.situation, table="options")
        Correlation.objects.create(
            snapshot=snapshot, situation=self.situation, is_weight_negative=False
        )
        for about in ({"situation": self.situation}, {"clause": "E1"}):
            Task.objects.create(
                revision=self.revision, finding="F", opened_at=now, opened_by="p9", **about
            )


def again(row: Any, **changes: Any) -> None:
    """The same row once more, but for some fields."""
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def dated(model: Any) -> dict[str, Callable[[], object]]:
    """The two rules of a table of dated facts."""
    label = model._meta.db_table
    rows = model.objects
    return {
        f"{label}_end_is_recorded": lambda: rows.update(to_on=today()),
        f"{label}_ends_after_start": lambda: rows.update(
            to_on=EARLY, to_recorded_at=timezone.now()
        ),
    }


def draft(model: Any) -> Any:
    """A row of the draft."""
    row = model.objects.order_by("-pk").first()
    assert row is not None
    return row
