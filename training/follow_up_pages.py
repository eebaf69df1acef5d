"""What a learner's follow-up shows: the invitation, a situation, what follows from the answer, the end."""

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lib.texts import Text, reader_language, shown
from people.models import Employee
from quiz.models import Option, Verdict
from quiz.options import in_order_for
from quiz.pages import (
    TONES,
    Bar,
    FeedbackPage,
    Sides,
    SituationPage,
    quote_in,
    situation_page,
    steps_of,
)
from quiz.parallels import COUNT
from quiz.timing import minutes_of
from training.follow_ups import OFFERED
from training.models import FollowUp, FollowUpSituation

NOTHING = Text("", "")


def _label() -> Text:
    """What stands above the progress."""
    return Text(_("Follow-up"), reader_language())


@dataclass(frozen=True)
class Invitation:
    """A follow-up on the learner's first page."""

    slug: str
    title: Text
    minutes: int
    is_required: bool
    has_begun: bool
    next_url: str


def invitations(employee: Employee, today: date) -> list[Invitation]:
    """What somebody can answer now (two queries).

    A voluntary one that is not begun is offered for `OFFERED`; a required one until it is done.
    """
    offered = FollowUp.objects.held(today).filter(assignment__employee=employee, finished_at=None)
    if not settings.FOLLOW_UP_REQUIRED:
        offered = offered.filter(Q(begun_at__isnull=False) | Q(due_on__gt=today - OFFERED))
    rows = offered.select_related("assignment__guideline", "assignment__completion__edition")
    return [_invitation(one) for one in rows.prefetch_related("situations").order_by("due_on")]


def _invitation(follow_up: FollowUp) -> Invitation:
    situations = list(follow_up.situations.all())
    left = [one.number for one in situations if one.answered_at is None]
    slug = follow_up.assignment.guideline.slug
    return Invitation(
        slug=slug,
        title=shown(follow_up.assignment.completion.edition, "title"),
        minutes=minutes_of(len(left) if situations else COUNT),
        is_required=settings.FOLLOW_UP_REQUIRED,
        has_begun=bool(situations),
        next_url=reverse("training:follow_up", args=[slug, left[0]]) if left else "",
    )


def situations_in(follow_up: FollowUp) -> QuerySet[FollowUpSituation]:
    """Its situations in their order, with what their pages show."""
    return follow_up.situations.select_related(
        "situation__lesson", "option__quote_clause"
    ).order_by("number")


def options_in(row: FollowUpSituation) -> list[Option]:
    """The situation's options, in this follow-up's order."""
    situation = row.situation
    return in_order_for(
        list(situation.options.all()),
        seed=row.follow_up_id,
        situation=situation.slug,
        shuffle=situation.shuffle,
    )


def question_page(guideline: str, row: FollowUpSituation, total: int, reader: str) -> SituationPage:
    """A situation to answer."""
    return replace(
        situation_page(guideline, row.situation, [], reader),
        lesson_title=_label(),
        number=row.number,
        total=total,
        minutes_left=minutes_of(total - row.number + 1),
        back_url=reverse("training:my_training"),
        previous="",
    )


def answer_page(guideline: str, row: FollowUpSituation, total: int, option: Option) -> FeedbackPage:
    """What follows from the answer that was given, which is `option`."""
    here = reverse("training:follow_up_feedback", args=[guideline, row.number])
    verdict = Verdict(option.verdict)
    is_last = row.number >= total
    return FeedbackPage(
        guideline=guideline,
        slug=row.situation.slug,
        title=shown(row.situation, "title"),
        progress=Bar(_label(), row.number, total),
        is_dilemma=False,
        own_answer=shown(option, "text"),
        verdict_label=str(verdict.label),
        verdict_tone=TONES[verdict],
        steps=steps_of(option),
        findings=[],
        why=shown(option, "why"),
        quote=quote_in(option, guideline, here),
        instead=shown(option, "instead"),
        considerations=[],
        note="",
        sides=Sides(NOTHING, NOTHING),
        clauses=[],
        card_url="",
        retry_url="",
        next_url=reverse("training:follow_up_thanks", args=[guideline])
        if is_last
        else reverse("training:follow_up", args=[guideline, row.number + 1]),
        next_label=_("Continue") if is_last else _("Next situation"),
    )


@dataclass(frozen=True)
class Line:
    """One situation of a finished follow-up: how it went, and whether its clause was missed at first."""

    title: Text
    url: str
    clause: str
    verdict_label: str
    verdict_tone: str


@dataclass(frozen=True)
class ThanksPage:
    """A finished follow-up, for its writer alone."""

    name: str
    total: int
    good: int
    lines: list[Line]

    @property
    def was_missed(self) -> bool:
        """Whether any of it was chosen because it was missed at first."""
        return any(line.clause for line in self.lines)

    @property
    def sentence(self) -> str:
        """What it comes to, in words."""
        if self.good == self.total:
            return _("This time you spotted all of them.")
        if self.good == 0:
            return _("It is worth reading these clauses once more.")
        values = {"good": self.good, "total": self.total}
        return _("This time you spotted %(good)d of %(total)d.") % values


def thanks_page(guideline: str, follow_up: FollowUp, employee: Employee) -> ThanksPage:
    """The end of a follow-up (two queries)."""
    lines, good = [], 0
    for row in situations_in(follow_up):
        verdict = Verdict(row.option.verdict if row.option else "")
        good += verdict == Verdict.GOOD
        lines.append(
            Line(
                title=shown(row.situation, "title"),
                url=reverse("training:follow_up_feedback", args=[guideline, row.number]),
                clause=row.missed_clause,
                verdict_label=str(verdict.label),
                verdict_tone=TONES[verdict],
            )
        )
    return ThanksPage(employee.given_name, len(lines), good, lines)
