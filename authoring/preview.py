"""A part as a learner would see it: the learner's own pages on what is written, and nothing is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext

from authoring.changes import write_part
from authoring.desks import Desk
from authoring.parts import PartKind
from authoring.rows import Part
from lib.texts import reader_language
from people.models import Employee
from policy.editions import published_editions
from policy.helper import helper_page
from policy.models import Lesson, Revision
from policy.reading import reading_page
from quiz.actions import submit_answer
from quiz.cards import cards_of
from quiz.forms import AnswerForm
from quiz.models import Answer, Attempt, Situation
from quiz.pages import feedback_page, situation_page
from quiz.selection import Met
from training.models import Assignment
from training.pages import lesson_page
from training.progress import LessonProgress, Progress
from training.recap import recap_of


@dataclass(frozen=True)
class Preview:
    """A learner's template and what it shows."""

    template: str
    context: dict[str, Any]


class NothingToSee(Exception):
    """The part is too unfinished to be shown, such as a card without its situation."""


@contextmanager
def nothing_kept() -> Iterator[None]:
    """What is written inside is taken back: the pages read rows, so a preview writes them first."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def write_for_preview(desk: Desk, edited: Part | None) -> None:
    """Write what stands in the form, as saving would; only inside `nothing_kept`."""
    write_part(desk.draft.revision, desk.editing.module, desk.editing.ref, edited)


@dataclass(frozen=True)
class Reading:
    """Who reads what when, and what they answered to what the page asks."""

    revision: Revision
    id: str
    sent: QueryDict
    reader: Employee
    now: datetime

    @property
    def guideline(self) -> str:
        """The guideline's slug."""
        slug: str = self.revision.edition.guideline.slug
        return slug


def preview_of(desk: Desk, sent: QueryDict, *, reader: Employee, now: datetime) -> Preview:
    """The part as it is in the database, as `reader` would read it."""
    ref = desk.editing.ref
    return PREVIEWS[ref.kind](Reading(desk.draft.revision, ref.id, sent, reader, now))


def _lesson(reading: Reading) -> Preview:
    lesson = Lesson.objects.get(revision=reading.revision, slug=reading.id)
    page = lesson_page(_progress(reading), lesson)
    return Preview("training/lesson.html", {"page": page})


def _recap(reading: Reading) -> Preview:
    return Preview("training/recap.html", {"page": recap_of(_progress(reading))})


def _helper(reading: Reading) -> Preview:
    given = {name: str(value) for name, value in reading.sent.items()}
    page = helper_page(reading.revision, given)
    if page is None:
        raise NothingToSee
    return Preview("policy/helper.html", {"page": page})


def _text(reading: Reading) -> Preview:
    """The guideline's page as it would be if the draft were published now."""
    edition = reading.revision.edition
    if not edition.blocks.exists():
        raise NothingToSee
    edition.published_at = reading.now  # the page says since when it applies
    language = reader_language()
    editions = [edition, *published_editions(reading.guideline)]
    page = reading_page(edition, editions, reading.reader, language=language)
    return Preview("policy/guideline.html", {"page": page})


def _card(reading: Reading) -> Preview:
    cards = cards_of(reading.revision, gettext("You"), back="")
    card = next((one for one in cards if one.id == reading.id), None)
    if card is None:
        raise NothingToSee
    return Preview("quiz/card.html", {"card": card, "guideline": reading.guideline})


def _situation(reading: Reading) -> Preview:
    """The situation; once it is answered, what follows."""
    situations = reading.revision.situations.select_related("lesson")
    situation = situations.get(slug=reading.id)
    met = [Met(slug, situation.lesson_id, done) for slug, done in _met(situation.lesson)]
    data = reading.sent if "try_number" in reading.sent else None
    first = {"try_number": 1, "attempt": 1}
    options = list(situation.options.all())
    form = AnswerForm(data, initial=first, situation=situation, options=options)
    if data is not None and form.is_valid():
        answer = _answer(situation, form, reading)
        page: object = feedback_page(reading.guideline, answer, met)
        return Preview("quiz/feedback.html", {"page": page})
    page = situation_page(reading.guideline, situation, met, reading.reader.name)
    return Preview("quiz/situation.html", {"page": page, "form": form})


def _answer(situation: Situation, form: AnswerForm, reading: Reading) -> Answer:
    """The answer as the learner would give it, in an attempt that is taken back with it."""
    attempt = Attempt.objects.create(
        employee=reading.reader,
        revision=reading.revision,
        round=0,
        seed=0,
        started_at=reading.now,
    )
    given = form.given(situation)
    return submit_answer(
        attempt=attempt, situation=situation, try_number=1, now=reading.now, **given
    )


def _progress(reading: Reading) -> Progress:
    """A way through the revision that nobody goes."""
    revision = reading.revision
    assignment = Assignment(guideline=revision.edition.guideline, employee=reading.reader)
    lessons = [
        LessonProgress(lesson, is_done=False, situations=_met(lesson))
        for lesson in Lesson.objects.filter(revision=revision)
    ]
    return Progress(assignment, revision, attempt=None, completion=None, lessons=lessons)


def _met(lesson: Lesson) -> list[tuple[str, bool]]:
    main = Situation.objects.main().filter(lesson=lesson)
    return [(slug, False) for slug in main.values_list("slug", flat=True)]


PREVIEWS: dict[PartKind, Callable[[Reading], Preview]] = {
    PartKind.LESSON: _lesson,
    PartKind.SITUATION: _situation,
    PartKind.RECAP: _recap,
    PartKind.HELPER: _helper,
    PartKind.TEXT: _text,
    PartKind.CARD: _card,
}
