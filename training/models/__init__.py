"""Rules, assignments, due dates, exemptions, what is done and how long it takes, and questions."""

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
from training.models.completions import Completion, LessonDone
from training.models.durations import Duration
from training.models.questions import Question, QuestionQuerySet, Reply
from training.models.rules import Audience, Exclusion, Requirement, Rule

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Audience",
    "CloseReason",
    "Completion",
    "DueDate",
    "DueDateQuerySet",
    "DueReason",
    "Duration",
    "Exclusion",
    "Exemption",
    "LessonDone",
    "Question",
    "QuestionQuerySet",
    "Reply",
    "Requirement",
    "RoundReason",
    "Rule",
]
