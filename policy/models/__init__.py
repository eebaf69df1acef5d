"""A guideline's editions and lessons, and who acknowledged which of them."""

from policy.models.acknowledgements import (
    Acknowledgement,
    AcknowledgementQuerySet,
    Method,
    Record,
)
from policy.models.approvals import Approval, Who
from policy.models.editions import (
    LOADED_BY,
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
from policy.models.examples import LocalExample, LocalExampleQuerySet, Ruling

__all__ = [
    "LOADED_BY",
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
    "LocalExample",
    "LocalExampleQuerySet",
    "Method",
    "Record",
    "Revision",
    "RevisionQuerySet",
    "Ruling",
    "Who",
]
