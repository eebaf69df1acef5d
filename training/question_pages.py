"""What the pages of questions show: one's own, those one is to answer, one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Employee
from people.names import names_of
from policy.examples import TONES
from policy.models import Edition, LocalExample, Ruling
from policy.pages import ClauseText, clause_texts
from training.models import Question, Reply
from training.questions import Recipients, clause_of, may_answer, recipients_of

NEWEST = 20


@dataclass(frozen=True)
class QuestionLine:
    """A question in a list."""

    url: str
    name: str
    sentence: str
    at: datetime
    state: str
    tone: str


@dataclass(frozen=True)
class ShownReply:
    """An answer, with who gave it when; a corrected one no longer counts."""

    ruling: str
    tone: str
    text: str
    at: datetime
    by: str
    counts: bool


@dataclass(frozen=True)
class QuestionPage:
    """A question as the one who asked or one who may answer sees it."""

    id: int
    name: str
    sentence: str
    asked_at: datetime
    clause: ClauseText | None
    goes_to: list[str]
    replies: list[ShownReply]
    is_withdrawn: bool
    is_own: bool
    may_answer: bool
    example: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.replies and not self.is_withdrawn


def sentence_of(question: Question) -> str:
    """The question as one sentence, in the reader's language around the asker's own words."""
    values = {"medium": question.medium, "purpose": question.purpose}
    return _("May I use %(medium)s for %(purpose)s?") % values


def clause_shown(edition: Edition) -> ClauseText | None:
    """The clause that tells to ask, word for word (two queries)."""
    block = clause_of(edition)
    return clause_texts(edition.guideline.slug, [block])[0] if block else None


def own_questions(employee: Employee) -> list[QuestionLine]:
    """What a person has asked, the newest first (two queries)."""
    rows = Question.objects.filter(employee=employee).prefetch_related("replies")
    return [_line(row, "") for row in rows.order_by("-asked_at", "-pk")[:NEWEST]]


def _line(row: Question, name: str) -> QuestionLine:
    replies = list(row.replies.all())
    if replies:
        state, tone = str(Ruling(replies[0].ruling).label), TONES[Ruling(replies[0].ruling)]
    elif row.withdrawn_at:
        state, tone = _("Taken back"), "neutral"
    else:
        state, tone = _("Waits for an answer"), "warn"
    return QuestionLine(
        url=reverse("training:question", args=[row.pk]),
        name=name,
        sentence=sentence_of(row),
        at=replies[0].answered_at if replies else row.asked_at,
        state=state,
        tone=tone,
    )


def open_for(reader: Employee, day: date) -> list[Question]:
    """The open questions that `reader` is to answer, the oldest first (one query where there are none,
    else seven).
    """
    rows = Question.objects.open().exclude(employee=reader).select_related("employee")
    return _for(reader, list(rows.prefetch_related("replies").order_by("asked_at", "pk")), day)


def answered_for(reader: Employee, day: date) -> list[Question]:
    """The answered questions of those whose manager `reader` is now, the newest answer first."""
    rows = Question.objects.answered().exclude(employee=reader).select_related("employee")
    found = _for(reader, list(rows.prefetch_related("replies").order_by("pk")), day)
    return sorted(found, key=lambda one: one.replies.all()[0].answered_at, reverse=True)


def _for(reader: Employee, questions: Sequence[Question], day: date) -> list[Question]:
    if not questions or reader.is_hr:
        return list(questions)
    people = Employee.objects.in_headcount(day).filter(
        pk__in={one.employee_id for one in questions}
    )
    places = dict(people.values_list("pk", F("department_id")))
    recipients = Recipients.on(day)
    return [
        one
        for one in questions
        if one.employee_id in places
        and reader in recipients.of(one.employee_id, places[one.employee_id])
    ]


def lines_of(questions: Iterable[Question]) -> list[QuestionLine]:
    """The questions as their managers see them listed."""
    return [_line(one, one.employee.name) for one in questions]


def question_page(question: Question, reader: Employee, day: date) -> QuestionPage | None:
    """One question; None for somebody who may not read it (some twelve queries)."""
    is_own = question.employee_id == reader.pk
    answers = not is_own and may_answer(question.employee, reader, day)
    if not is_own and not answers:
        return None
    replies = list(question.replies.all())
    names = names_of(map(attrgetter("answered_by"), replies))
    is_open = not replies and question.withdrawn_at is None
    asked = recipients_of(question.employee, day) if is_open else []
    example = LocalExample.objects.filter(source=question.source).first()
    return QuestionPage(
        id=question.pk,
        name=question.employee.name,
        sentence=sentence_of(question),
        asked_at=question.asked_at,
        clause=clause_shown(question.edition),
        goes_to=[one.name for one in asked],
        replies=[_shown(row, names, index == 0) for index, row in enumerate(replies)],
        is_withdrawn=question.withdrawn_at is not None,
        is_own=is_own,
        may_answer=answers and question.withdrawn_at is None,
        example=str(example.get_state_display()) if example else "",
    )


def _shown(row: Reply, names: dict[str, str], counts: bool) -> ShownReply:
    ruling = Ruling(row.ruling)
    return ShownReply(
        str(ruling.label),
        TONES[ruling],
        row.text,
        row.answered_at,
        names[row.answered_by],
        counts,
    )
