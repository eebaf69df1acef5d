"""Rules, assignments, due dates, exemptions, what is done, how long it takes, follow-ups, questions."""

from training.models.assignments import (
    Assignment,
    AssignmentQuerySet,
    CloseReason,
    DueDate,
    DueDateQuerySet,
    DueReason,
    Exemption,
    RoundReason,
)
from training.models.changes import ClauseChange
from training.models.completions import Completion, LessonDone
from training.models.durations import Duration
from training.models.follow_ups import FollowUp, FollowUpQuerySet, FollowUpSituation
from training.models.questions import Question, QuestionQuerySet, Reply
from training.models.rules import Audience, Exclusion, Requirement, Rule

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Audience",
    "ClauseChange",
    "CloseReason",
    "Completion",
    "DueDate",
    "DueDateQuerySet",
    "DueReason",
    "Duration",
    "Exclusion",
    "Exemption",
    "FollowUp",
    "FollowUpQuerySet",
    "FollowUpSituation",
    "LessonDone",
    "Question",
    "QuestionQuerySet",
    "Reply",
    "Requirement",
    "RoundReason",
    "Rule",
]
