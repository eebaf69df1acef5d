"""How each rule of quiz is broken."""

from collections.abc import Callable

from quiz.models import (
    Answer,
    Attempt,
    ConsequenceStep,
    Consideration,
    Correlation,
    Option,
    Situation,
    SituationClause,
    Snapshot,
    Tally,
    Task,
)
from tests.constraints.rows import again, draft

BREAK: dict[str, Callable[[], object]] = {
    "quiz_situation_slug_unique": lambda: again(draft(Situation), order=2),
    "quiz_situation_order_unique": lambda: again(draft(Situation), slug="t"),
    "quiz_situation_topic": lambda: again(draft(Situation), slug="t", order=2, topic="x"),
    "quiz_situation_kind": lambda: again(draft(Situation), slug="t", order=2, kind="x"),
    "quiz_situation_collection": lambda: again(draft(Situation), slug="t", order=2, collection="x"),
    "quiz_situationclause_unique": lambda: again(draft(SituationClause)),
    "quiz_option_slug_unique": lambda: again(draft(Option), order=2),
    "quiz_option_order_unique": lambda: again(draft(Option), slug="p"),
    "quiz_option_verdict": lambda: again(draft(Option), slug="p", order=2, verdict="x"),
    "quiz_consequencestep_order_unique": lambda: again(draft(ConsequenceStep)),
    "quiz_consideration_slug_unique": lambda: again(draft(Consideration)),
    "quiz_attempt_once_a_round": lambda: again(Attempt.objects.get()),
    "quiz_attempt_work": lambda: Attempt.objects.update(work="x"),
    "quiz_answer_sureness": lambda: Answer.objects.update(sureness="x"),
    "quiz_answer_once_a_try": lambda: again(Answer.objects.all()[0]),
    "quiz_answer_tries_from_one": lambda: again(Answer.objects.all()[0], try_number=0),
    "quiz_snapshot_once_a_day": lambda: again(Snapshot.objects.get()),
    "quiz_snapshot_of_five": lambda: Snapshot.objects.update(passes=4),
    "quiz_snapshot_work": lambda: Snapshot.objects.update(work="x"),
    "quiz_tally_once_a_snapshot": lambda: again(Tally.objects.get()),
    "quiz_correlation_once_a_snapshot": lambda: again(Correlation.objects.get()),
    "quiz_task_about_one_thing": lambda: Task.objects.update(situation=None, clause=""),
    "quiz_task_closed_at_and_by": lambda: Task.objects.update(closed_by="p9"),
    "quiz_task_one_open_of_situation": lambda: again(Task.objects.get(clause="")),
    "quiz_task_one_open_of_clause": lambda: again(Task.objects.get(clause="E1")),
}
