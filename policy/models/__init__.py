"""A guideline's editions and lessons, and who acknowledged which of them."""

from policy.models.acknowledgements import (
    Acknowledgement,
    AcknowledgementQuerySet,
    Method,
    Record,
)
from policy.models.approvals import Approval, Who
from policy.models.editions import (
    Block,
    BlockType,
    Edition,
    EditionQuerySet,
    Guideline,
    Lesson,
    LessonClause,
    Revision,
    RevisionQuerySet,
)

__all__ = [
    "Acknowledgement",
    "AcknowledgementQuerySet",
    "Approval",
    "Block",
    "BlockType",
    "Edition",
    "EditionQuerySet",
    "Guideline",
    "Lesson",
    "LessonClause",
    "Method",
    "Record",
    "Revision",
    "RevisionQuerySet",
    "Who",
]
