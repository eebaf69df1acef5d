"""What an example is made of: a question with its answer, and the names that must not be in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from lib.texts import Text, reader_language
from people.names import names_of
from policy.models import LocalExample
from training.models import Question
from training.question_pages import sentence_of

TONES = {LocalExample.State.PROPOSED: "warn", LocalExample.State.PUBLISHED: "good"}


@dataclass(frozen=True)
class ExampleLine:
    """An example in the list of all of them."""

    url: str
    question: Text
    clause: str
    proposed_at: datetime
    proposed_by: str
    state: str
    tone: str


def example_lines(examples: Iterable[LocalExample]) -> list[ExampleLine]:
    """The examples as an editor or HR sees them (one query for the names)."""
    rows = list(examples)
    names = names_of(row.proposed_by for row in rows)
    return [
        ExampleLine(
            url=reverse("training:example", args=[row.pk]),
            question=Text(row.question, row.language),
            clause=row.clause,
            proposed_at=row.proposed_at,
            proposed_by=names[row.proposed_by],
            state=str(row.get_state_display()),
            tone=TONES.get(LocalExample.State(row.state), "neutral"),
        )
        for row in rows
    ]


def wording_of(question: Question) -> dict[str, Any]:
    """The words to begin with: those of the question and its newest answer (one query)."""
    reply = question.replies.all()[0]
    return {
        "question": sentence_of(question),
        "ruling": reply.ruling,
        "answer": reply.text,
        "language": reader_language(),
    }


def names_behind(source: str) -> list[str]:
    """The names of who asked and who answered, while the question is still there (three queries)."""
    _kind, _slash, key = source.partition("/")
    if not key.isdigit():
        return []
    question = Question.objects.select_related("employee").filter(pk=key).first()
    if question is None:
        return []
    answered_by = question.replies.values_list("answered_by", flat=True)
    return [question.employee.name, *names_of(answered_by).values()]
