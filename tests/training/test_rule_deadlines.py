"""By when a rule asks beside what people set themselves, and when it asks again."""

from datetime import date
from typing import Any

from tests.factories.authoring import a_second_edition
from tests.factories.people import Cast, today
from tests.factories.policy import the_guideline
from tests.factories.training import a_rule, an_assignment, complete
from tests.training.following import DAY, at, due_on, follow, held, the_round
from training import actions
from training.models import CloseReason, DueDate, DueReason, RoundReason
from training.states import State, state_on


def test_the_earliest_deadline_wins_and_the_next_follows_when_it_falls_away(cast: Cast) -> None:
    short = a_rule(cast, cast.nursing_home, days=7)
    a_rule(cast, days=30)
    follow()
    assert due_on(cast.new_hire) == today() + 7 * DAY
    actions.end_rule(short, by=cast.hr, now=at(1))
    assert follow(1) == actions.Followed(changed=1)
    assert due_on(cast.new_hire) == today() + 30 * DAY
    assert DueDate.objects.open().get(assignment__employee=cast.new_hire).reason == DueReason.RULE


def test_a_single_assignment_by_an_earlier_day_wins_over_the_rule(cast: Cast) -> None:
    a_rule(cast, days=30)
    follow()
    assigned = actions.assign(
        employees=[cast.new_hire],
        guideline=the_guideline(),
        due_on=today() + 10 * DAY,
        by=cast.manager,
        now=at(0),
    )
    assert (assigned.new, assigned.already) == ([], 1)
    assert due_on(cast.new_hire) == today() + 10 * DAY


def test_a_rule_with_an_earlier_day_wins_over_a_single_assignment(cast: Cast) -> None:
    mine = an_assignment(cast.new_hire, cast.manager, due_on=today() + 60 * DAY)
    a_rule(cast, days=7)
    follow()
    assert held(cast.new_hire) == mine
    assert due_on(cast.new_hire) == today() + 7 * DAY


def test_what_somebody_assigned_stays_when_the_rule_lets_go(cast: Cast) -> None:
    rule = a_rule(cast)
    follow()
    facts: dict[str, Any] = {"guideline": the_guideline(), "by": cast.manager, "now": at(0)}
    actions.assign(employees=[cast.new_hire], due_on=today() + 60 * DAY, **facts)
    actions.end_rule(rule, by=cast.hr, now=at(1))
    assert follow(1).closed == 5
    assert due_on(cast.new_hire) == today() + 60 * DAY


def test_a_day_set_by_hand_stays_whatever_a_rule_says(cast: Cast) -> None:
    mine = an_assignment(cast.new_hire, cast.manager)
    moved = today() + 90 * DAY
    actions.move_due_date(mine, due_on=moved, note="Barsel", by=cast.hr, now=at(0))
    a_rule(cast, days=3)
    follow()
    assert due_on(cast.new_hire) == moved


def test_leave_moves_what_a_rule_asks_for(cast: Cast) -> None:
    a_rule(cast)
    follow()
    first = today() + 5 * DAY
    actions.pause(cast.new_hire, from_on=first, back_on=first + 10 * DAY, by=cast.hr, now=at(1))
    assert due_on(cast.new_hire) == today() + 24 * DAY


def test_a_rule_asks_again_so_many_months_after_completion(cast: Cast) -> None:
    rule = a_rule(cast, cast.nursing_home, again_months=12)
    follow()
    first = the_round(cast.new_hire)
    complete(first)
    year = date(today().year + 1, today().month, today().day) - today()
    assert follow(year.days - 1) == actions.Followed()
    assert follow(year.days).opened == 1
    second = the_round(cast.new_hire)
    assert (second.round, second.reason, second.rule) == (2, RoundReason.AGAIN, rule)
    first.refresh_from_db()
    assert first.closed_because == CloseReason.NEXT_ROUND
    assert state_on(cast.new_hire, the_guideline(), today() + year)[0] == State.EXPIRED
    assert state_on(cast.new_hire, the_guideline(), today() + year - DAY)[0] == State.COMPLETED
    assert follow(year.days) == actions.Followed()


def test_a_rule_asks_again_on_a_fixed_day(cast: Cast) -> None:
    fixed = today() + 40 * DAY
    a_rule(cast, cast.nursing_home, again_months=12, again_on=fixed)
    follow()
    first = the_round(cast.new_hire)
    complete(first)
    assert follow(39) == actions.Followed()
    assert follow(40).opened == 1


def test_a_round_that_hr_asked_for_keeps_the_day_hr_set(cast: Cast) -> None:
    a_rule(cast, cast.nursing_home, days=5)
    follow()
    first = the_round(cast.new_hire)
    complete(first)
    a_second_edition()
    actions.ask_again(
        employees=[cast.new_hire],
        guideline=the_guideline(),
        due_on=today() + 30 * DAY,
        reason=RoundReason.EDITION,
        by=cast.hr,
        now=at(0),
    )
    assert follow() == actions.Followed()
    assert due_on(cast.new_hire) == today() + 30 * DAY
