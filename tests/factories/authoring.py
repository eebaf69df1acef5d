"""Drafts on their way to a new edition, and what readers flag."""

from typing import Any

from django.utils import timezone

from authoring.actions import load
from authoring.arranging import remove_part
from authoring.asking import Choice, people_asked, publish_and_ask
from authoring.changes import save_part
from authoring.drafts import Start, open_draft
from authoring.export import module_of
from authoring.flags import raise_flag
from authoring.hanging import confirm_part
from authoring.models import Draft, Flag, Submission
from authoring.parts import PartKind, Ref, part_in
from authoring.submitting import approve, submit, to_confirm
from people.models import Employee
from policy.models import Revision, Who
from quiz.models import Situation
from tests.editions import second_edition
from tests.factories.people import Cast, today
from tests.factories.policy import the_guideline, the_revision


def a_second_edition(
    *, publishing: bool = True, changed: bool = True, without: str = "", statement: str = ""
) -> Revision:
    """Edition 2.0: another text (tests/editions.py), or other words to acknowledge alone.

    `without` is a language in which its text is not whole.
    """
    module = module_of(the_revision())
    module = second_edition(module) if changed else {**module, "edition": "2.0"}
    if without:
        for texts in (module["blocks"][-1]["text"], module["clauses"][-1]["text"]):
            texts[without] = None
    if statement:
        module["statement"] = {**module["statement"], "da": statement}
    return load(module, by="Test", now=timezone.now(), publishing=publishing).revision


def a_draft(by: Employee, start: Start = Start.REVISION) -> Draft:
    """A draft of the guideline, opened on the site."""
    return open_draft(the_guideline(), start=start, by=by, now=timezone.now())


def a_worked_draft(by: Employee) -> Draft:
    """A draft in which one situation has been changed and one removed."""
    draft, now = a_draft(by), timezone.now()
    ref = Ref(PartKind.SITUATION, "reading-circle")
    part = part_in(module_of(draft.revision), ref)
    assert part is not None
    changed = {**part, "title": {**part["title"], "da": "Læsekredsen"}}
    save_part(draft, ref, changed, version=0, by=by, now=now)
    removed = Ref(PartKind.SITUATION, "flower-bed")
    remove_part(draft, removed, version=0, by=by, now=now)
    return draft


def sent(draft: Draft, by: Employee, *, is_material: bool = True) -> Submission:
    """A draft sent to review."""
    return submit(
        draft, note="Reglen er skærpet.", is_material=is_material, by=by, now=timezone.now()
    )


def confirm_all(draft: Draft, by: Employee) -> None:
    """Confirm every lesson and situation on a changed clause."""
    for one in to_confirm(draft):
        confirm_part(draft, one.ref, sha256=one.sha256, by=by, now=timezone.now())


def approved(draft: Draft, cast: Cast, *, is_material: bool = True) -> Submission:
    """A draft that Henrik sent and Karin approved; lessons and situations are published with that."""
    submission = sent(draft, cast.editor, is_material=is_material)
    confirm_all(submission.draft, cast.hr)
    return approve(submission, by=cast.hr, now=timezone.now())


def published(draft: Draft, cast: Cast, choice: Choice | None = None, **details: Any) -> Revision:
    """A draft all the way: sent, approved and published, asking nobody again or whom `choice` says."""
    choice = choice or Choice(Who.NOBODY)
    submission = approved(draft, cast, **details)
    if submission.closed_at is None:
        people = people_asked(the_guideline(), choice, today()).count()
        publish_and_ask(submission, choice=choice, people=people, by=cast.hr, now=timezone.now())
    return Revision.objects.select_related("edition__guideline").get(draft=draft)


def rewrite(draft: Draft, by: Employee, clause: str = "C4", words: str = " Tænk dig om.") -> None:
    """Add words to a clause of a draft of the text."""
    ref = Ref(PartKind.TEXT)
    part: Any = part_in(module_of(Revision.objects.get(draft=draft)), ref)
    for at, block in enumerate(part["blocks"]):
        block["was"] = at
        if block["clause"] == clause:
            block["text"]["da"] += words
    version = draft.changes.filter(part=ref.key).count()
    save_part(draft, ref, part, version=version, by=by, now=timezone.now())


def a_text(by: Employee) -> Draft:
    """A draft of the text in which clause C4 says more than before."""
    draft = a_draft(by, Start.MAJOR)
    rewrite(draft, by)
    return draft


def a_published_text(cast: Cast) -> Revision:
    """Edition 2.0 the whole way: written, sent, confirmed, approved and published."""
    return published(a_text(cast.editor), cast)


def a_flag(slug: str, text: str = "", language: str = "da") -> Flag:
    """That a reader found a published situation wrong or unclear."""
    situation = Situation.objects.get(revision=the_revision(), slug=slug)
    return raise_flag(situation=situation, language=language, text=text, now=timezone.now())
