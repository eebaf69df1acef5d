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
from training.actions.assignments import Assigned, ask_again, assign
from training.actions.due_dates import OnLeaveThen, follow_leave, move_due_date
from training.actions.durations import count_durations
from training.actions.following import Followed, follow_if_few, follow_rules
from training.actions.following_up import answer_follow_up, begin_follow_up
from training.actions.learning import (
    NothingToStart,
    complete_earlier_lesson,
    complete_lesson,
    start_module,
)
from training.actions.nudging import Nudged, nudge
from training.actions.questions import AlreadyAnswered, answer, ask, take_back
from training.actions.reconciling import Reconciled, reconcile
from training.actions.ruling import (
    AlreadyExcluded,
    Terms,
    add_rule,
    end_exclusion,
    end_rule,
    exclude,
)
from training.actions.standing_in import end_standing_in, let_stand_in

__all__ = [
    "AlreadyAnswered",
    "AlreadyExcluded",
    "AlreadyExempt",
    "Assigned",
    "Followed",
    "NotAWitness",
    "NotWorkedThrough",
    "NothingToStart",
    "Nudged",
    "OnBehalf",
    "OnLeaveThen",
    "Reconciled",
    "Terms",
    "acknowledge_module",
    "acknowledge_on_behalf",
    "add_rule",
    "answer",
    "answer_follow_up",
    "ask",
    "ask_again",
    "assign",
    "begin_follow_up",
    "complete_earlier_lesson",
    "complete_lesson",
    "count_durations",
    "end_exclusion",
    "end_exemption",
    "end_rule",
    "end_standing_in",
    "exclude",
    "exempt",
    "finish_module",
    "follow_if_few",
    "follow_leave",
    "follow_rules",
    "let_stand_in",
    "move_due_date",
    "nudge",
    "pause",
    "reconcile",
    "resume",
    "start_module",
    "take_back",
]
