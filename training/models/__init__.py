"""Assignments with their due dates, exemptions, the lessons done, completion, and how long it takes."""

from training.models.assignments import (
    Assignment,
    AssignmentQuerySet,
    DueDate,
    DueDateQuerySet,
    DueReason,
    Exemption,
)
from training.models.completions import Completion, LessonDone
from training.models.durations import Duration

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Completion",
    "DueDate",
    "DueDateQuerySet",
    "DueReason",
    "Duration",
    "Exemption",
    "LessonDone",
]
