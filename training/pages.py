"""What the learner's pages show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.markup import to_html
from lib.prepared import Planned
from lib.texts import Html, Text, shown
from people.models import Employee
from policy.examples import ASKING
from policy.helper import has_helper as helper_exists
from policy.models import Block, Lesson
from policy.pages import ClauseText, clause_texts
from quiz.cards import cards_url
from quiz.models import Attempt
from quiz.pages import Bar
from training.follow_up_pages import Invitation, invitations
from training.models import Assignment
from training.news import News, news_of
from training.notices import notice_of
from training.progress import LessonProgress, Progress, Step, progress_of
from training.question_pages import QuestionLine, own_questions
from training.states import TONES, State, with_facts_of_round, with_states

# The newest of so many questions to one's manager stand on the first page.
QUESTIONS = 3


def step_url(guideline: str, step: Step) -> str:
    """The address of what comes next."""
    if step.situation:
        return reverse("quiz:situation", args=[guideline, step.situation])
    if step.lesson:
        return reverse("training:lesson", args=[guideline, step.lesson.slug])
    return reverse("training:recap", args=[guideline])


@dataclass(frozen=True)
class LessonRow:
    """A lesson in the list: how long it takes and how far one has come."""

    title: Text
    url: str
    minutes: int
    situations_done: int
    situations_total: int
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
    state_label: str
    state_tone: str
    notice: str
    news: News | None
    due_on: date | None
    is_overdue: bool
    assigned_by: str
    minutes: int
    is_measured: bool
    lessons: list[LessonRow]
    is_completed: bool
    has_begun: bool
    has_helper: bool
    cards_url: str
    work: str
    work_url: str
    receipt_url: str
    action_label: str
    action_url: str
    action_is_post: bool


@dataclass(frozen=True)
class MyTraining:
    """The learner's first page."""

    name: str
    invitations: list[Invitation]
    modules: list[ModuleCard]
    helper_url: str
    questions: list[QuestionLine]


def my_training(employee: Employee, today: date) -> MyTraining:
    """All that a person is asked to do or has done."""
    rounds = with_states(_open_rounds(employee.pk, today), today)
    cards = [_card(one, today) for one in rounds]
    shown_cards = [card for card in cards if card is not None]
    has_helper = any(card.has_helper for card in shown_cards) if shown_cards else helper_exists()
    has_completed = any(card.is_completed for card in shown_cards)
    return MyTraining(
        name=employee.given_name,
        invitations=invitations(employee, today) if has_completed else [],
        modules=shown_cards,
        helper_url=reverse("policy:helper") if has_helper else "",
        questions=own_questions(employee)[:QUESTIONS],
    )


@Planned
def _open_rounds(employee: int, today: date) -> QuerySet[Assignment]:
    rounds = Assignment.objects.open().filter(employee=employee).with_completion()
    rounds = rounds.select_related("guideline", "assigned_by", "employee")
    return with_facts_of_round(rounds.order_by("assigned_at"), today)


def _card(assignment: Assignment, today: date) -> ModuleCard | None:
    progress = progress_of(assignment)
    if progress is None:
        return None
    slug = assignment.guideline.slug
    is_completed = progress.completion is not None
    state, due_on = State(vars(assignment)["state"]), vars(assignment)["due_on"]
    notice = notice_of(assignment, state, today)
    news = news_of(progress)
    label, url = _action(progress, slug, has_news=news is not None)
    return ModuleCard(
        slug=slug,
        title=shown(progress.revision.edition, "title"),
        state_label=str(state.label),
        state_tone=TONES.get(state, "neutral"),
        notice=notice,
        news=news,
        due_on=None if notice else due_on,
        is_overdue=state == State.OVERDUE,
        assigned_by=assignment.assigned_by.name if assignment.assigned_by else "",
        minutes=progress.minutes_left,
        is_measured=progress.measured is not None,
        lessons=[_row(slug, one, is_open=progress.attempt is not None) for one in progress.lessons],
        is_completed=is_completed,
        has_begun=progress.attempt is not None,
        has_helper=bool(progress.revision.extras.get("helper")),
        cards_url=cards_url(progress.revision),
        work=_work(progress.attempt or progress.before),
        work_url=reverse("training:work", args=[slug]),
        receipt_url=reverse("training:receipt", args=[slug]) if is_completed else "",
        action_label=label,
        action_url=url,
        action_is_post=progress.attempt is None,
    )


def _work(attempt: Attempt | None) -> str:
    return attempt.get_work_display() if attempt and attempt.work else ""


def _action(progress: Progress, slug: str, *, has_news: bool) -> tuple[str, str]:
    """The one big button: what it says and where it leads."""
    if progress.completion is not None:
        return "", ""
    if progress.attempt is None:
        label = _("Go on with the new version") if has_news else _("Begin")
        return label, reverse("training:start", args=[slug])
    step = progress.next_step()
    if step.lesson is None:
        return _("Go to the acknowledgement"), step_url(slug, step)
    title = shown(step.lesson, "title")
    return _("Continue: %(lesson)s") % {"lesson": title}, step_url(slug, step)


def _row(slug: str, one: LessonProgress, *, is_open: bool) -> LessonRow:
    status = "done" if one.is_complete else "begun" if one.has_begun else "open"
    label, tone = STATUS[status]
    return LessonRow(
        title=shown(one.lesson, "title"),
        url=reverse("training:lesson", args=[slug, one.lesson.slug]) if is_open else "",
        minutes=one.minutes,
        situations_done=one.answered,
        situations_total=len(one.situations),
        status_label=str(label),
        status_tone=tone,
    )


@dataclass(frozen=True)
class More:
    """What the law says: beside the guideline, and said to be no part of it."""

    title: Text
    body_html: Html
    source: Text


def _more(lesson: Lesson) -> More | None:
    title = shown(lesson, "more_title")
    if not title:
        return None
    return More(title, to_html(shown(lesson, "more_body")), shown(lesson, "more_source"))


@dataclass(frozen=True)
class LessonPage:
    """A lesson to read."""

    title: Text
    why: Text
    body_html: Html
    clauses: list[ClauseText]
    number: int
    total: int
    minutes: int
    is_done: bool
    has_situations: bool
    more: More | None
    progress: Bar
    back_url: str
    ask_url: str


def lesson_page(progress: Progress, lesson: Lesson) -> LessonPage:
    """The lesson's page in the reader's language (two or three queries)."""
    index = next(i for i, one in enumerate(progress.lessons) if one.lesson.pk == lesson.pk)
    guideline = progress.assignment.guideline.slug
    here = reverse("training:lesson", args=[guideline, lesson.slug])
    blocks = [row.block for row in lesson.lessonclause_set.select_related("block")]
    return LessonPage(
        title=shown(lesson, "title"),
        why=shown(lesson, "why"),
        body_html=to_html(shown(lesson, "body")),
        clauses=clause_texts(guideline, blocks, back=here),
        number=index + 1,
        total=len(progress.lessons),
        minutes=progress.lessons[index].minutes,
        is_done=progress.lessons[index].is_done,
        has_situations=bool(progress.lessons[index].situations),
        more=_more(lesson),
        progress=Bar(shown(progress.revision.edition, "title"), index, len(progress.lessons)),
        back_url=reverse("training:my_training"),
        ask_url=_ask_url(guideline, blocks, here),
    )


def _ask_url(guideline: str, blocks: list[Block], here: str) -> str:
    """Where to ask one's manager, in the lesson that quotes the clause which says to."""
    if ASKING not in {block.clause for block in blocks}:
        return ""
    query = urlencode({"retningslinje": guideline, "fra": here})
    return f"{reverse('training:questions')}?{query}"
