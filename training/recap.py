"""The recap before the acknowledgement: what to remember, and what was new to the employee."""

from dataclasses import dataclass

from django.urls import reverse

from lib.texts import Text, choose
from policy.pages import ClauseText, clause_texts, clause_url
from quiz.models import Answer, SituationClause, Verdict
from training.progress import Progress

NEW_MOST = 4


@dataclass(frozen=True)
class Point:
    """One thing to remember, and the clause it stands on."""

    title: Text
    text: Text
    clause: str
    url: str


@dataclass(frozen=True)
class Recap:
    """The learner's recap. What was new is for their eyes alone."""

    name: str
    situations: int
    points: list[Point]
    new: list[ClauseText]
    next_url: str


def recap_of(progress: Progress) -> Recap:
    """The recap of an attempt (four queries)."""
    guideline = progress.assignment.guideline.slug
    here = reverse("training:recap", args=[guideline])
    points = (progress.revision.extras.get("recap") or {"points": []})["points"]
    return Recap(
        name=progress.assignment.employee.given_name,
        situations=sum(len(one.situations) for one in progress.lessons),
        points=[
            Point(
                title=choose(point["title"]),
                text=choose(point["text"]),
                clause=point["clause"],
                url=clause_url(guideline, point["clause"], here),
            )
            for point in points
        ],
        new=_new(progress, guideline, here),
        next_url=reverse("training:acknowledge", args=[guideline]),
    )


def _new(progress: Progress, guideline: str, here: str) -> list[ClauseText]:
    """The clauses whose situations were not answered well at the first try, in their order."""
    missed = Answer.objects.filter(
        attempt=progress.attempt,
        try_number=1,
        option__verdict__in=[Verdict.RISKY, Verdict.DEFENSIBLE],
    )
    rows = (
        SituationClause.objects.filter(situation__in=missed.values("situation"), order=1)
        .select_related("block")
        .order_by("block__order")
    )
    blocks = {row.block.pk: row.block for row in rows}
    return clause_texts(guideline, list(blocks.values())[:NEW_MOST], back=here)
