"""Assignments with their due dates, exemptions, the lessons done, and completion."""

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

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "CloseReason",
    "Completion",
    "DueDate",
    "DueDateQuerySet",
    "DueReason",
    "Exemption",
    "LessonDone",
    "RoundReason",
]
