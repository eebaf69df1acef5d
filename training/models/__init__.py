"""Assignments with their due dates, exemptions, the lessons done, and completion."""

from training.models.assignments import (
    Assignment,
    AssignmentQuerySet,
    DueDate,
    DueDateQuerySet,
    DueReason,
    Exemption,
)
from training.models.completions import Completion, LessonDone

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Completion",
    "DueDate",
    "DueDateQuerySet",
    "DueReason",
    "Exemption",
    "LessonDone",
]
