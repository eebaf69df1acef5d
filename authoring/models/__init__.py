"""Drafts and their way to publication, and what learners flagged as wrong or unclear."""

from authoring.models.drafts import Change, Draft, DraftQuerySet
from authoring.models.flags import FLAG_LENGTH, Flag, FlagQuerySet
from authoring.models.submissions import Confirmation, Outcome, Submission, SubmissionQuerySet

__all__ = [
    "FLAG_LENGTH",
    "Change",
    "Confirmation",
    "Draft",
    "DraftQuerySet",
    "Flag",
    "FlagQuerySet",
    "Outcome",
    "Submission",
    "SubmissionQuerySet",
]
