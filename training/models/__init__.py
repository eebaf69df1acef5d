"""Assignments with their due dates, exemptions, the lessons done, completion, and questions."""

from training.models.assignments import (
    Assignment,
    AssignmentQuerySet,
    DueDate,
    DueDateQuerySet,
    DueReason,
    Exemption,
)
from training.models.completions import Completion, LessonDone
from training.models.questions import Question, QuestionQuerySet, Reply

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Completion",
    "DueDate",
    "DueDateQuerySet",
    "DueReason",
    "Exemption",
    "LessonDone",
    "Question",
    "QuestionQuerySet",
    "Reply",
]
