"""The helper for the moment of need: a few yes/no questions, and the advice that fits. Stores nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from lib.texts import Text, choose
from policy.examples import ASKING
from policy.models import Revision
from policy.pages import Quote, quote_of

ANSWERS = ("yes", "no")


@dataclass(frozen=True)
class Question:
    """One question, and what has been answered ("" while it has not)."""

    id: str
    text: Text
    hint: Text
    answer: str


@dataclass(frozen=True)
class Advice:
    """What to do, and why."""

    title: Text
    text: Text
    tone: str
    quote: Quote | None
    # Whether the guideline has a clause that sends employees to ask.
    asks: bool


@dataclass(frozen=True)
class HelperPage:
    """The questions, and once all are answered the advice."""

    title: Text
    intro: Text
    questions: list[Question]
    advice: Advice | None
    is_incomplete: bool

    @property
    def unanswered(self) -> Question | None:
        """The first question without an answer."""
        return next((one for one in self.questions if not one.answer), None)


def helper_page(revision: Revision, given: Mapping[str, str]) -> HelperPage | None:
    """The helper of a revision with the answers given; None where the guideline has none."""
    helper = revision.extras.get("helper")
    if helper is None:
        return None
    answers = {
        question["id"]: given.get(question["id"], "")
        for question in helper["questions"]
        if given.get(question["id"], "") in ANSWERS
    }
    is_whole = len(answers) == len(helper["questions"])
    return HelperPage(
        title=choose(helper["title"]),
        intro=choose(helper["intro"]),
        questions=[
            Question(
                question["id"],
                choose(question["text"]),
                choose(question["hint"] or {}),
                answers.get(question["id"], ""),
            )
            for question in helper["questions"]
        ],
        advice=_advice(revision, helper, answers) if is_whole else None,
        is_incomplete=not is_whole and "svar" in given,
    )


def has_helper() -> bool:
    """Whether a published guideline has a helper (one query)."""
    return Revision.objects.published().exclude(extras__helper=None).exists()


def _advice(revision: Revision, helper: dict[str, Any], answers: dict[str, str]) -> Advice | None:
    """The first piece of advice whose conditions hold: in what is published there always is one."""
    fitting = (one for one in helper["advice"] if one["when"].items() <= answers.items())
    found = next(fitting, None)
    if found is None:
        return None
    return Advice(
        title=choose(found["title"]),
        text=choose(found["text"]),
        tone=found["tone"],
        quote=_quote(revision, found["quote"], answers),
        asks=revision.edition.blocks.filter(clause=ASKING).exists(),
    )


def _quote(
    revision: Revision, quote: dict[str, Any] | None, answers: dict[str, str]
) -> Quote | None:
    """What the advice rests on; from its place in the guideline a link leads back to the advice."""
    if quote is None:
        return None
    here = f"{reverse('policy:helper')}?{urlencode({'svar': '1', **answers})}"
    block = revision.edition.blocks.filter(clause=quote["clause"]).first()
    if block is None:  # in a draft, whose text may be ahead of its helper
        return None
    return quote_of(revision.edition.guideline.slug, block, choose(quote["text"]), here)
