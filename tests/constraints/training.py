"""How each rule of training is broken."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from tests.constraints.rows import EARLY, again, dated
from tests.factories.people import today
from training.models import (
    Assignment,
    ClauseChange,
    DueDate,
    Duration,
    Exclusion,
    Exemption,
    FollowUp,
    FollowUpSituation,
    LessonDone,
    Question,
    Reply,
    Requirement,
    Rule,
)

BREAK: dict[str, Callable[[], object]] = {
    "training_assignment_round_unique": lambda: again(
        Assignment.objects.get(), closed_at=timezone.now(), closed_because="next-round"
    ),
    "training_assignment_one_open": lambda: again(Assignment.objects.get(), round=2),
    "training_assignment_by_somebody_or_a_rule": lambda: Assignment.objects.update(
        assigned_by=None
    ),
    "training_assignment_reason": lambda: Assignment.objects.update(reason="x"),
    "training_assignment_closed_at_and_because": lambda: Assignment.objects.update(
        closed_because="next-round"
    ),
    **dated(DueDate),
    "training_duedate_one_open": lambda: again(DueDate.objects.get()),
    "training_duedate_reason": lambda: DueDate.objects.update(reason="x"),
    "training_duedate_leave_only_adds": lambda: DueDate.objects.update(due_on=EARLY),
    "training_duedate_moved_by_somebody_for_a_reason": lambda: DueDate.objects.update(
        reason="moved", note="", recorded_by="p1"
    ),
    **dated(Exemption),
    "training_exemption_end_is_recorded": lambda: Exemption.objects.update(to_recorded_at=None),
    "training_exemption_has_an_end": lambda: Exemption.objects.update(
        to_on=None, to_recorded_at=None
    ),
    "training_exemption_is_reasoned": lambda: Exemption.objects.update(reason=""),
    **dated(Rule),
    "training_rule_audience": lambda: Rule.objects.update(audience="x"),
    "training_rule_leaves_time": lambda: Rule.objects.update(days=0),
    "training_rule_recurs_by_months": lambda: Rule.objects.update(again_on=today()),
    "training_rule_by_somebody": lambda: Rule.objects.update(recorded_by=""),
    **dated(Exclusion),
    "training_exclusion_one_open": lambda: again(Exclusion.objects.get()),
    "training_exclusion_is_reasoned": lambda: Exclusion.objects.update(reason=""),
    **dated(Requirement),
    "training_requirement_one_open": lambda: again(Requirement.objects.get(rule__isnull=False)),
    "training_requirement_by_somebody_or_a_rule": lambda: Requirement.objects.update(
        recorded_by="", rule=None
    ),
    # A question that has an answer is frozen: a new one breaks the rules.
    "training_question_asks_something": lambda: again(Question.objects.all()[0], medium=""),
    "training_question_withdrawn_after_asking": lambda: again(
        Question.objects.all()[0], withdrawn_at=timezone.now() - timedelta(days=1)
    ),
    "training_reply_ruling": lambda: again(Reply.objects.get(), ruling="maybe"),
    "training_reply_if_is_said": lambda: again(Reply.objects.get(), ruling="yes-if", text=""),
    "training_reply_by_somebody": lambda: again(Reply.objects.get(), answered_by=""),
    "training_duration_once_a_lesson": lambda: again(Duration.objects.get()),
    "training_duration_of_five": lambda: Duration.objects.update(people=4),
    "training_duration_takes_time": lambda: Duration.objects.update(minutes=0),
    "training_clausechange_once_a_day": lambda: again(ClauseChange.objects.get()),
    "training_clausechange_of_a_clause": lambda: ClauseChange.objects.update(clause=""),
    "training_clausechange_of_five": lambda: ClauseChange.objects.update(missed_later=16),
    "training_followup_finished_after_it_began": lambda: FollowUp.objects.update(
        begun_at=None, finished_at=timezone.now()
    ),
    "training_followupsituation_number_unique": lambda: FollowUpSituation.objects.update(number=1),
    "training_followupsituation_once": lambda: again(FollowUpSituation.objects.all()[0], number=9),
    "training_followupsituation_numbers_from_one": lambda: again(
        FollowUpSituation.objects.all()[0], number=0
    ),
    "training_followupsituation_option_and_answered_at": lambda: FollowUpSituation.objects.update(
        answered_at=None
    ),
    "training_lessondone_once": lambda: again(LessonDone.objects.all()[0]),
    "training_lessondone_way": lambda: LessonDone.objects.update(way="x"),
}
