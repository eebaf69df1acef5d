"""What happens to rounds: assigned, moved, paused, learnt, acknowledged."""

from training.actions.absence import AlreadyExempt, end_exemption, exempt, pause, resume
from training.actions.acknowledging import (
    NotAWitness,
    NotWorkedThrough,
    OnBehalf,
    acknowledge_module,
    acknowledge_on_behalf,
    finish_module,
)
from training.actions.assignments import Assigned, assign
from training.actions.due_dates import OnLeaveThen, follow_leave, move_due_date
from training.actions.durations import count_durations
from training.actions.learning import NothingToStart, complete_lesson, start_module
from training.actions.reconciling import Reconciled, reconcile

__all__ = [
    "AlreadyExempt",
    "Assigned",
    "NotAWitness",
    "NotWorkedThrough",
    "NothingToStart",
    "OnBehalf",
    "OnLeaveThen",
    "Reconciled",
    "acknowledge_module",
    "acknowledge_on_behalf",
    "assign",
    "complete_lesson",
    "count_durations",
    "end_exemption",
    "exempt",
    "finish_module",
    "follow_leave",
    "move_due_date",
    "pause",
    "reconcile",
    "resume",
    "start_module",
]
