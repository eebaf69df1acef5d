"""Editors who press their buttons at the same moment: one is first, nobody's text is lost."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from authoring.changes import Collision, save_part
from authoring.drafts import InReview, NothingToStartFrom, Start, open_draft
from authoring.export import module_of
from authoring.models import Change, Draft, Submission
from authoring.parts import PartKind, Ref, part_in
from authoring.rows import Part
from authoring.submitting import NotSent, approve, withdraw
from people.models import Employee, Role
from policy.models import Approval, Revision
from tests.committed.database import at_once
from tests.factories.authoring import a_draft, sent
from tests.factories.people import Cast, a_person, make_hr
from tests.factories.policy import the_guideline

EDITORS = 8
PARTY = Ref(PartKind.SITUATION, "summer-party")
RECAP = Ref(PartKind.RECAP)


def part_of(draft: Draft, ref: Ref) -> Part:
    part = part_in(module_of(Revision.objects.get(draft=draft)), ref)
    assert part is not None
    return part


def editors(cast: Cast) -> list[Employee]:
    return [
        make_hr(a_person(f"Nr{number} Bech", cast.root), Role.EDITOR) for number in range(EDITORS)
    ]


def titled(part: Part, title: str) -> Part:
    return {**part, "title": {**part["title"], "da": title}}


def saving(draft: Draft, ref: Ref, part: Part, by: Employee) -> Callable[[], object]:
    return lambda: save_part(draft, ref, part, version=0, by=by, now=timezone.now())


def test_of_editors_who_save_one_part_at_once_one_is_first_and_the_others_are_told(
    cast: Cast,
) -> None:
    draft, people = a_draft(cast.editor), editors(cast)
    before = part_of(draft, PARTY)
    texts = {one.pk: titled(before, f"Titel fra {one.name}") for one in people}
    raised = at_once([saving(draft, PARTY, texts[one.pk], one) for one in people])
    [change] = Change.objects.all()
    assert change.before == before
    assert part_of(draft, PARTY) == texts[change.changed_by_id]
    told: list[Any] = [one for one in raised if one is not None]
    assert [type(one) for one in told] == [Collision] * (EDITORS - 1)
    assert all(one.last == change for one in told)
    assert all(one.theirs == texts[change.changed_by_id] for one in told)


def test_editors_who_save_different_parts_at_once_all_do(cast: Cast) -> None:
    """The recap and the cards stand in one row of the database; no write may take the other back."""
    draft, people = a_draft(cast.editor), editors(cast)
    module = module_of(draft.revision)
    refs = [RECAP, Ref(PartKind.HELPER), PARTY, Ref(PartKind.LESSON, "photos")]
    refs += [Ref(PartKind.CARD, card["id"]) for card in module["cards"][:4]]
    wanted = {}
    for ref in refs:
        part = part_of(draft, ref)
        if ref == RECAP:
            points = part["points"]
            wanted[ref] = {"points": [titled(points[0], "Ny pointe"), *points[1:]]}
        elif ref.kind == PartKind.CARD:
            questions = [{**one, "da": "Nyt?"} for one in part["questions"]]
            wanted[ref] = {**part, "questions": questions}
        else:
            wanted[ref] = titled(part, f"Ny titel på {ref.key}")
    jobs = [saving(draft, ref, wanted[ref], by) for ref, by in zip(refs, people, strict=True)]
    assert at_once(jobs) == [None] * EDITORS
    assert {ref: part_of(draft, ref) for ref in refs} == wanted


def test_a_save_and_a_sending_at_once_leave_no_half(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    before = part_of(draft, PARTY)
    saved, refused = at_once(
        [
            saving(draft, PARTY, titled(before, "Ny titel"), cast.editor),
            lambda: sent(draft, cast.editor),
        ]
    )
    assert refused is None
    assert Submission.objects.get().draft == draft
    title = part_of(draft, PARTY)["title"]["da"]
    if saved is None:
        assert title == "Ny titel"
    else:
        assert isinstance(saved, InReview)
        assert title == before["title"]["da"]


def test_of_two_who_approve_at_once_one_does(cast: Cast) -> None:
    submission = sent(a_draft(cast.editor), cast.editor)
    readers = [cast.hr, make_hr(a_person("Eva Lund", cast.root), Role.EDITOR)]

    def approving(by: Employee) -> Callable[[], object]:
        return lambda: approve(submission, by=by, now=timezone.now())

    raised = at_once([approving(one) for one in readers])
    assert [type(one) for one in raised if one] == [NotSent]
    assert Approval.objects.count() == 1


def test_an_approval_and_a_withdrawal_at_once_leave_one_of_them(cast: Cast) -> None:
    submission = sent(a_draft(cast.editor), cast.editor)
    approval, withdrawal = at_once(
        [
            lambda: approve(submission, by=cast.hr, now=timezone.now()),
            lambda: withdraw(submission, by=cast.editor, now=timezone.now()),
        ]
    )
    assert {type(approval), type(withdrawal)} == {NotSent, type(None)}
    is_published = Revision.objects.get(draft=submission.draft_id).published_at is not None
    assert is_published == (approval is None) == Approval.objects.exists()


def test_of_editors_who_open_a_draft_at_once_one_does(cast: Cast) -> None:
    people = editors(cast)

    def opening(by: Employee) -> Callable[[], object]:
        guideline = the_guideline()
        return lambda: open_draft(guideline, start=Start.REVISION, by=by, now=timezone.now())

    raised = at_once([opening(one) for one in people])
    assert raised.count(None) == 1
    assert {type(one) for one in raised if one} == {NothingToStartFrom}
    assert Draft.objects.count() == 1
