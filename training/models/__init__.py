"""Rules and assignments with their due dates, exemptions, the lessons done, and completion."""

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
    "Exclusion",
    "Exemption",
    "LessonDone",
    "Requirement",
    "RoundReason",
    "Rule",
]
