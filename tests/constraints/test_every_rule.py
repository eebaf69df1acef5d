"""Every rule that the database keeps is broken here once, by its name."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from people import actions as people_actions
from privacy.runs import sign
from quiz.models import Situation
from reports.kept import close_days
from tests.constraints import (
    audit,
    authoring,
    evidence,
    outbox,
    people,
    policy,
    privacy,
    quiz,
    reports,
    training,
)
from tests.constraints.rows import Draft
from tests.factories.authoring import a_flag, a_published_text, a_worked_draft
from tests.factories.people import Cast, a_substitute, an_alias, today
from tests.factories.training import (
    a_follow_up,
    a_rule,
    an_answer,
    an_assignment,
    an_example,
    begin,
    complete,
)
from tests.test_consistency import constraints
from training.actions import exclude, exempt, follow_rules

BREAK = {
    **audit.BREAK,
    **evidence.BREAK,
    **outbox.BREAK,
    **authoring.BREAK,
    **people.BREAK,
    **policy.BREAK,
    **privacy.BREAK,
    **quiz.BREAK,
    **reports.BREAK,
    **training.BREAK,
}


def story(cast: Cast) -> None:
    """One of every kind of row."""
    assignment = an_assignment(cast.new_hire, cast.manager)
    rule = a_rule(cast, cast.nursing_home)
    follow_rules(now=timezone.now())
    exclude(rule, cast.colleague, reason="Vikar", by=cast.hr, now=timezone.now())
    complete(assignment)
    close_days(now=timezone.now())
    an_answer(begin(assignment), Situation.objects.get(slug="new-manager"), try_number=2)
    a_follow_up(cast.new_hire)
    people_actions.grant_leave(
        cast.new_hire, from_on=today(), back_on=None, by="", now=timezone.now()
    )
    exempt(
        cast.colleague,
        assignment.guideline,
        last_on=today(),
        reason="Praktikant",
        by=cast.hr,
        now=timezone.now(),
    )
    a_published_text(cast)
    a_worked_draft(cast.editor)
    a_flag("reading-circle")
    people_actions.rename(cast.colleague, name="Ali Yildiz", now=timezone.now())
    an_alias(cast.new_hire, cast.hr)
    an_example(cast)
    a_substitute(cast.colleague, cast.manager)
    sign(years=5, grounds="Forældelse", by=cast.hr, now=timezone.now())
    Draft()


def test_every_rule_of_the_database_is_broken_here() -> None:
    assert {name for _table, name in constraints()} == set(BREAK)


def test_the_database_refuses_what_breaks_a_rule(cast: Cast) -> None:
    """One story for all of them, as it takes long; what broke a rule is undone before the next."""
    story(cast)
    faults = {name: fault for name in sorted(BREAK) if (fault := _break(name))}
    assert not faults


def _break(name: str) -> str:
    """What is wrong with how the database took the breach; empty where it refused by the rule's name."""
    try:
        with transaction.atomic():
            BREAK[name]()
            transaction.set_rollback(True)
    except IntegrityError as refusal:
        said = str(refusal)
        # SQLite names the columns of a broken unique rule instead of the rule.
        is_named = name in said or "UNIQUE constraint" in said
        return "" if is_named and "frozen" not in said else said
    return "accepted"
