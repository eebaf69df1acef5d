"""Situations and what employees answered, what is released of it, and tasks for the editor."""

from quiz.models.attempts import Answer, Attempt, DilemmaNote
from quiz.models.situations import (
    Collection,
    ConsequenceStep,
    Consideration,
    Kind,
    Option,
    Situation,
    SituationClause,
    SituationQuerySet,
    Sureness,
    Topic,
    Verdict,
    Work,
)
from quiz.models.snapshots import Correlation, Snapshot, SnapshotQuerySet, Tally
from quiz.models.tasks import Task, TaskQuerySet

__all__ = [
    "Answer",
    "Attempt",
    "Collection",
    "ConsequenceStep",
    "Consideration",
    "Correlation",
    "DilemmaNote",
    "Kind",
    "Option",
    "Situation",
    "SituationClause",
    "SituationQuerySet",
    "Snapshot",
    "SnapshotQuerySet",
    "Sureness",
    "Tally",
    "Task",
    "TaskQuerySet",
    "Topic",
    "Verdict",
    "Work",
]
