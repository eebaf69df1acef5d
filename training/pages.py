"""What the learner's pages show."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.dated import as_of
from lib.markup import to_html
from lib.texts import Text, shown
from people.models import Employee
from policy.models import Lesson
from policy.pages import ClauseText, clause_texts
from training.models import Assignment, Completion
from training.progress import LessonProgress, Progress, Step, progress_of


def step_url(guideline: str, step: Step) -> str:
    """The address of what comes next."""
    if step.situation:
        return reverse("quiz:situation", args=[guideline, step.situation])
    if step.lesson:
        return reverse("training:lesson", args=[guideline, step.lesson.slug])
    return reverse("training:acknowledge", args=[guideline])


@dataclass(frozen=True)
class LessonRow:
    """A lesson in the list: how long it takes and how far one has come."""

    title: Text
    url: str
    minutes: int
    status_label: str
    status_tone: str


STATUS = {
    "done": (gettext_lazy("Completed"), "good"),
    "begun": (gettext_lazy("In progress"), "info"),
    "open": (gettext_lazy("Not started"), "neutral"),
}


@dataclass(frozen=True)
class ModuleCard:
    """One assigned module on the learner's first page."""

    slug: str
    title: Text
    due_on: date | None
    is_overdue: bool
    assigned_by: str
    minutes: int
    lessons: list[LessonRow]
    is_completed: bool
    has_begun: bool
    action_label: str
    action_url: str
    action_title: Text | None
    completed_at: datetime | None


@dataclass(frozen=True)
class MyTraining:
    """The learner's first page."""

    name: str
    modules: list[ModuleCard]


def my_training(employee: Employee, today: date) -> MyTraining:
    """All that a person is asked to do or has done."""
    assignments = (
        Assignment.objects.open()
        .filter(employee=employee)
        .select_related("guideline", "assigned_by")
        .order_by("assigned_at")
    )
    cards = [_card(assignment, today) for assignment in assignments]
    return MyTraining(employee.given_name, [card for card in cards if card is not None])


def due_on(assignment: Assignment, today: date) -> date | None:
    """The day by which the round is to be done (one query)."""
    return assignment.due_dates.filter(as_of(today)).values_list("due_on", flat=True).first()


def _card(assignment: Assignment, today: date) -> ModuleCard | None:
    progress = progress_of(assignment)
    if progress is None:
        return None
    slug, due, completion = (
        assignment.guideline.slug,
        due_on(assignment, today),
        progress.completion,
    )
    label, url, title = _action(progress, slug)
    return ModuleCard(
        slug=slug,
        title=shown(progress.revision.edition, "title"),
        due_on=due,
        is_overdue=completion is None and due is not None and due < today,
        assigned_by=assignment.assigned_by.name,
        minutes=progress.minutes_left or sum(one.lesson.minutes for one in progress.lessons),
        lessons=[_row(slug, one, is_open=progress.attempt is not None) for one in progress.lessons],
        is_completed=completion is not None,
        has_begun=progress.attempt is not None,
        action_label=label,
        action_url=url,
        action_title=title,
        completed_at=completion.completed_at if completion else None,
    )


def _action(progress: Progress, slug: str) -> tuple[str, str, Text | None]:
    if progress.completion is not None:
        return _("See your receipt"), reverse("training:receipt", args=[slug]), None
    if progress.attempt is None:
        return _("Begin"), reverse("training:start", args=[slug]), None
    step = progress.next_step()
    if step.lesson is None:
        return _("Go to the acknowledgement"), step_url(slug, step), None
    return _("Continue"), step_url(slug, step), shown(step.lesson, "title")


def _row(slug: str, one: LessonProgress, *, is_open: bool) -> LessonRow:
    status = "done" if one.is_complete else "begun" if one.has_begun else "open"
    label, tone = STATUS[status]
    if status == "begun" and one.situations:
        label = _("In progress, %(done)d of %(total)d") % {
            "done": one.answered,
            "total": len(one.situations),
        }
    url = reverse("training:lesson", args=[slug, one.lesson.slug]) if is_open else ""
    return LessonRow(shown(one.lesson, "title"), url, one.lesson.minutes, str(label), tone)


@dataclass(frozen=True)
class LessonPage:
    """A lesson to read."""

    title: Text
    why: Text
    body: SafeString
    body_text: Text
    clauses: list[ClauseText]
    number: int
    total: int
    minutes: int
    situations: int
    is_done: bool
    guideline_title: Text


def lesson_page(progress: Progress, lesson: Lesson) -> LessonPage:
    """The lesson's page in the reader's language (two or three queries)."""
    index = next(i for i, one in enumerate(progress.lessons) if one.lesson.pk == lesson.pk)
    guideline = progress.assignment.guideline.slug
    blocks = [row.block for row in lesson.lessonclause_set.select_related("block")]
    body = shown(lesson, "body")
    return LessonPage(
        title=shown(lesson, "title"),
        why=shown(lesson, "why"),
        body=to_html(body),
        body_text=body,
        clauses=clause_texts(guideline, blocks),
        number=index + 1,
        total=len(progress.lessons),
        minutes=lesson.minutes,
        situations=len(progress.lessons[index].situations),
        is_done=progress.lessons[index].is_done,
        guideline_title=shown(progress.revision.edition, "title"),
    )


@dataclass(frozen=True)
class Receipt:
    """What was acknowledged, when and in which language."""

    title: Text
    name: str
    acknowledged_at: datetime
    edition: str
    revision: int
    language: str
    text_sha256: str
    statement: Text
    department: str


def receipt_of(completion: Completion) -> Receipt:
    """The receipt of a completed round; the sentence in the language it was acknowledged in."""
    acknowledgement, edition = completion.acknowledgement, completion.edition
    return Receipt(
        title=shown(edition, "title"),
        name=acknowledgement.name_at_time,
        acknowledged_at=acknowledgement.acknowledged_at,
        edition=edition.number,
        revision=completion.revision.number,
        language=acknowledgement.get_language_display(),
        text_sha256=acknowledgement.text_sha256,
        statement=shown(edition, "statement", acknowledgement.language),
        department=acknowledgement.department_ref,
    )
