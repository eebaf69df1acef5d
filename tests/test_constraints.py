"""Every rule that the database keeps is broken here once, by its name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import Department, DepartmentRecord, Employee, Management, Placement, RoleGrant
from policy.models import Block, Edition, Guideline, Lesson, LessonClause, Revision
from quiz.models import (
    Answer,
    Attempt,
    ConsequenceStep,
    Consideration,
    Option,
    Situation,
    SituationClause,
)
from tests.factories import Cast, an_answer, an_assignment, begin, complete, today
from tests.test_consistency import constraints
from training.models import Assignment, DueDate, LessonDone

EARLY = today() - timedelta(days=9000)


class Draft:
    """A revision that nobody has published, to break the rules of content in."""

    def __init__(self) -> None:
        guideline = Guideline.objects.create(slug="draft")
        self.edition = Edition.objects.create(
            guideline=guideline, major=1, minor=0, title_da="T", statement_da="S", source_da="K"
        )
        self.block = Block.objects.create(
            edition=self.edition, order=1, type="title", clause="A1", text_da="K"
        )
        self.revision = Revision.objects.create(edition=self.edition, number=1)
        self.lesson = Lesson.objects.create(
            revision=self.revision,
            slug="l",
            order=1,
            title_da="L",
            why_da="W",
            body_da="B",
            minutes=2,
        )
        LessonClause.objects.create(lesson=self.lesson, block=self.block, order=1)
        self.situation = Situation.objects.create(
            revision=self.revision,
            lesson=self.lesson,
            slug="s",
            order=1,
            topic="photos",
            kind="situation",
            collection="main",
            permits=True,
            shuffle=True,
            title_da="S",
            story_da="S",
            question_da="Q",
        )
        SituationClause.objects.create(situation=self.situation, block=self.block, order=1)
        self.option = Option.objects.create(
            situation=self.situation, slug="o", order=1, text_da="O", why_da="W"
        )
        ConsequenceStep.objects.create(option=self.option, order=1, when_da="N", text_da="T")
        Consideration.objects.create(situation=self.situation, slug="c", order=1, text_da="C")


def again(row: Any, **changes: Any) -> None:
    """The same row once more, but for some fields."""
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def story(cast: Cast) -> None:
    """One of every kind of row."""
    assignment = an_assignment(cast.new_hire, cast.manager)
    complete(assignment)
    an_answer(begin(assignment), Situation.objects.get(slug="new-manager"), try_number=2)
    Draft()


def dated(model: Any) -> dict[str, Callable[[], object]]:
    """The two rules of a table of dated facts."""
    label = model._meta.db_table
    rows = model.objects
    return {
        f"{label}_end_is_recorded": lambda: rows.update(to_on=today()),
        f"{label}_ends_after_start": lambda: rows.update(
            to_on=EARLY, to_recorded_at=timezone.now()
        ),
    }


def draft(model: Any) -> Any:
    """A row of the draft."""
    row = model.objects.order_by("-pk").first()
    assert row is not None
    return row


BREAK: dict[str, Callable[[], object]] = {
    "people_employee_email_unique": lambda: Employee.objects.update(email="a@example.org"),
    "people_employee_has_a_name": lambda: Employee.objects.update(name=""),
    "people_employee_username_unique": lambda: again(
        Employee.objects.get(username="mette"),
        directory_id="x",
        username="METTE",
        employee_number="9",
    ),
    "people_employee_leaves_after_hired": lambda: Employee.objects.update(left_on=EARLY),
    **dated(DepartmentRecord),
    "people_departmentrecord_one_open": lambda: again(DepartmentRecord.objects.all()[0]),
    "people_departmentrecord_not_own_parent": lambda: again(
        DepartmentRecord.objects.all()[0],
        department=(own := Department.objects.create(directory_id="own")),
        parent=own,
    ),
    **dated(Placement),
    "people_placement_one_open_primary": lambda: again(Placement.objects.all()[0]),
    **dated(Management),
    "people_management_one_open": lambda: again(Management.objects.all()[0]),
    "people_rolegrant_one_active": lambda: again(RoleGrant.objects.all()[0]),
    "people_rolegrant_role": lambda: RoleGrant.objects.update(role="boss"),
    "people_rolegrant_is_reasoned": lambda: RoleGrant.objects.update(reason=""),
    "people_rolegrant_revoked_at_and_by": lambda: RoleGrant.objects.update(revoked_by="Bo"),
    "policy_edition_number_unique": lambda: again(draft(Edition)),
    "policy_edition_published_at_and_by": lambda: again(draft(Edition), minor=7, published_by="Bo"),
    "policy_block_order_unique": lambda: again(draft(Block), clause=""),
    "policy_block_clause_unique": lambda: again(draft(Block), order=2),
    "policy_block_type": lambda: again(draft(Block), order=2, clause="", type="x"),
    "policy_revision_number_unique": lambda: again(draft(Revision)),
    "policy_revision_published_at_and_by": lambda: again(
        draft(Revision), number=7, published_by="Bo"
    ),
    "policy_lesson_slug_unique": lambda: again(draft(Lesson), order=2),
    "policy_lesson_order_unique": lambda: again(draft(Lesson), slug="m"),
    "policy_lessonclause_unique": lambda: again(draft(LessonClause)),
    "policy_acknowledgement_once_a_round": lambda: again(
        Employee.objects.get(username="mette").acknowledgements.get()
    ),
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
    "training_assignment_round_unique": lambda: again(
        Assignment.objects.get(), closed_at=timezone.now()
    ),
    "training_assignment_one_open": lambda: again(Assignment.objects.get(), round=2),
    **dated(DueDate),
    "training_duedate_one_open": lambda: again(DueDate.objects.get()),
    "training_lessondone_once": lambda: again(LessonDone.objects.all()[0]),
    "training_lessondone_way": lambda: LessonDone.objects.update(way="x"),
}


def test_every_rule_of_the_database_is_broken_here() -> None:
    assert {name for _table, name in constraints()} == set(BREAK)


@pytest.mark.parametrize("name", sorted(BREAK))
def test_the_database_refuses_what_breaks_a_rule(name: str, cast: Cast) -> None:
    story(cast)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREAK[name]()
    assert "frozen" not in str(refusal.value)
    # SQLite names the columns of a broken unique rule instead of the rule.
    assert name in str(refusal.value) or "UNIQUE constraint" in str(refusal.value)
