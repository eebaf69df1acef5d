"""How long situations take: what a lesson took others, where that is known, else an estimate."""

import math

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from quiz.models import Situation

# Reading a story, choosing and reading what follows.
SECONDS_A_SITUATION = 45


def minutes_of(situations: int) -> int:
    """About how many minutes so many situations take."""
    return math.ceil(situations * SECONDS_A_SITUATION / 60)


def with_lesson_minutes(situations: QuerySet[Situation]) -> QuerySet[Situation]:
    """The situations with `lesson_minutes`, what their whole lesson took others; None while unknown."""
    return situations.annotate(lesson_minutes=import_string(settings.LESSON_MINUTES)())


def minutes_left(left: int, total: int, lesson: int | None) -> int:
    """The minutes that the last `left` of a lesson's situations take: their share of `lesson`, the whole
    lesson's, of which its text is a step too; else the estimate.
    """
    return math.ceil(lesson * left / (total + 1)) if lesson else minutes_of(left)
