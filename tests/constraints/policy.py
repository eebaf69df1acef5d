"""How each rule of policy is broken."""

from collections.abc import Callable
from typing import Any

from django.db.models import F
from django.utils import timezone

from people.models import Employee
from policy.models import Approval, Block, Edition, Lesson, LessonClause, LocalExample, Revision
from tests.constraints.rows import again, draft
from tests.factories.people import today


def another_approval(**changes: Any) -> None:
    """The approval once more, as if of the draft of these rules."""
    again(Approval.objects.get(), record_id=10**6, revision=draft(Revision), **changes)


PUBLISHED = {"published_at": timezone.now(), "published_by": "Bo"}
DECIDED = {"decided_at": timezone.now(), "decided_by": "p1"}
BREAK: dict[str, Callable[[], object]] = {
    "policy_localexample_once": lambda: again(LocalExample.objects.get()),
    "policy_localexample_state": lambda: LocalExample.objects.update(state="x", **DECIDED),
    "policy_localexample_ruling": lambda: LocalExample.objects.update(ruling="maybe"),
    "policy_localexample_language": lambda: LocalExample.objects.update(language="fr"),
    "policy_localexample_if_is_said": lambda: LocalExample.objects.update(ruling="yes-if"),
    "policy_localexample_decided_at_and_by": lambda: LocalExample.objects.update(decided_by="p1"),
    "policy_localexample_published_by_another": lambda: LocalExample.objects.update(
        state="published", decided_at=timezone.now(), decided_by=F("proposed_by")
    ),
    "policy_edition_number_unique": lambda: again(draft(Edition), **PUBLISHED),
    "policy_edition_one_draft": lambda: again(draft(Edition), minor=7),
    "policy_edition_published_at_and_by": lambda: again(draft(Edition), minor=7, published_by="Bo"),
    "policy_block_order_unique": lambda: again(draft(Block), clause=""),
    "policy_block_clause_unique": lambda: again(draft(Block), order=2),
    "policy_block_type": lambda: again(draft(Block), order=2, clause="", type="x"),
    "policy_revision_number_unique": lambda: again(draft(Revision), **PUBLISHED),
    "policy_revision_one_draft": lambda: again(draft(Revision), number=7),
    "policy_revision_published_at_and_by": lambda: again(
        draft(Revision), number=7, published_by="Bo"
    ),
    "policy_lesson_slug_unique": lambda: again(draft(Lesson), order=2),
    "policy_lesson_order_unique": lambda: again(draft(Lesson), slug="m"),
    "policy_lessonclause_unique": lambda: again(draft(LessonClause)),
    "policy_approval_by_a_second_person": lambda: another_approval(approved_by="p9", sent_by="p9"),
    "policy_approval_says_what_changed": lambda: another_approval(note=""),
    "policy_approval_of_the_text_alone_is_material": lambda: another_approval(
        is_of_text=False, is_material=True
    ),
    "policy_approval_who": lambda: another_approval(who="x", due_on=today()),
    "policy_approval_asks_with_a_deadline": lambda: another_approval(who="all"),
    "policy_acknowledgement_once_a_round": lambda: again(
        Employee.objects.get(username="mette").acknowledgements.get(), record_id=10**6
    ),
    "policy_acknowledgement_correction_is_reasoned": lambda: again(
        Employee.objects.get(username="mette").acknowledgements.get(), counts=False
    ),
    "policy_acknowledgement_method": lambda: again(
        Employee.objects.get(username="mette").acknowledgements.get(),
        round=7,
        method="x",
        actor_ref="p1",
        witness_ref="p2",
        basis_note="Arket fra mødet",
    ),
    "policy_acknowledgement_is_recorded_or_nameless": lambda: again(
        Employee.objects.get(username="mette").acknowledgements.get(), record_id=None, round=7
    ),
    "policy_acknowledgement_is_witnessed": lambda: again(
        Employee.objects.get(username="mette").acknowledgements.get(),
        round=7,
        method="paper",
        actor_ref="p1",
        witness_ref="p1",
        basis_note="Arket fra mødet",
    ),
}
