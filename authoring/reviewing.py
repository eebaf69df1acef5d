"""What the second person reads: what a draft changes, by clause and word, and what hangs on it."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import prefetch_related_objects

from authoring.desks import Difference, differences_of
from authoring.editing import Editing
from authoring.export import module_of
from authoring.hanging import Hanging, base_of, changed_clauses, hanging_in
from authoring.links import draft_url, part_url
from authoring.models import Draft, Submission
from authoring.pages import DraftLine, draft_line
from authoring.parts import Ref, part_in, refs_of
from authoring.places import KINDS, title_of
from authoring.reviews import Review, review_of
from authoring.rules import Module
from authoring.submitting import is_hr, may_review
from lib.texts import LANGUAGES, Text
from people.models import Employee
from policy.changes import Kind, Words, compare, words_between
from policy.editions import KINDS as FATES
from policy.editions import ShownChange, passages_of, shown_changes
from policy.models import Edition, Revision


@dataclass(frozen=True)
class TextChanges:
    """What changed of the text in one language."""

    language: str
    name: str
    changes: list[ShownChange]


@dataclass(frozen=True)
class FieldChange:
    """A field of a part, with its words before and after."""

    label: str
    language: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class PartChange:
    """A part that is not as it was published: new, taken out, or changed in these fields."""

    title: Text
    kind: str
    status: str
    tone: str
    preview_url: str
    fields: list[FieldChange]


@dataclass(frozen=True)
class ClauseWords:
    """A clause that has changed, in one language."""

    clause: str
    status: str
    tone: str
    language: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class ToConfirm:
    """A lesson or situation on a changed clause: the clauses' words, and who confirmed it when."""

    hanging: Hanging
    title: Text
    kind: str
    preview_url: str
    confirm_url: str
    clauses: list[ClauseWords]


@dataclass(frozen=True)
class DraftChanges:
    """What a draft changes of what is published."""

    since: Edition | None
    texts: list[TextChanges]
    parts: list[PartChange]


@dataclass(frozen=True)
class ReviewPage:
    """A draft in review, as one of its readers sees it."""

    line: DraftLine
    submission: Submission
    changes: DraftChanges
    review: Review
    confirmed: int
    to_confirm: int
    confirm_url: str
    approve_url: str
    send_back_url: str
    withdraw_url: str
    publish_url: str
    may_review: bool
    is_writer: bool
    is_hr: bool


def review_page(submission: Submission, reader: Employee) -> ReviewPage:
    """The page of a submission (a constant number of queries)."""
    draft = submission.draft
    module, base = module_of(draft.revision), base_of(draft)
    hanging = [] if draft.is_of_published_text else hanging_in(draft, base, module)
    may = may_review(submission, reader)
    return ReviewPage(
        line=draft_line(draft),
        submission=submission,
        changes=changes_of(draft, base, module),
        review=review_of(draft),
        confirmed=sum(one.confirmation is not None for one in hanging),
        to_confirm=len(hanging),
        confirm_url=draft_url(draft, "confirmations"),
        approve_url=draft_url(draft, "approve"),
        send_back_url=draft_url(draft, "send_back"),
        withdraw_url=draft_url(draft, "withdraw"),
        publish_url=draft_url(draft, "publish"),
        may_review=may,
        is_writer=not may and reader.pk != submission.sent_by_id,
        is_hr=is_hr(reader),
    )


def changes_of(draft: Draft, base: Module | None, module: Module) -> DraftChanges:
    """What the draft changes, against what is published now."""
    newest = Revision.objects.current(draft.revision.edition.guideline)
    since = newest.edition if newest else None
    texts = [] if draft.is_of_published_text else text_changes(since, draft.revision.edition)
    refs = refs_of(module, with_text=False)
    gone = [ref for ref in refs_of(base, with_text=False) if ref not in refs] if base else []
    parts = [_part_change(draft, base, module, ref) for ref in (*refs, *gone)]
    return DraftChanges(since, texts, [one for one in parts if one is not None])


def text_changes(since: Edition | None, edition: Edition) -> list[TextChanges]:
    """What changed of the text, language by language; those in which nothing did are left out."""
    editions = [one for one in (since, edition) if one]
    prefetch_related_objects(editions, "blocks")
    names = dict(settings.LANGUAGES)
    found = []
    for language in LANGUAGES:
        before = passages_of(since, language) if since else []
        changes = shown_changes(compare(before, passages_of(edition, language)))
        if changes:
            found.append(TextChanges(language, str(names[language]), changes))
    return found


def _part_change(draft: Draft, base: Module | None, module: Module, ref: Ref) -> PartChange | None:
    before = part_in(base, ref) if base else None
    after = part_in(module, ref)
    if before == after:
        return None
    fate = Kind.ADDED if before is None else Kind.REMOVED if after is None else Kind.CHANGED
    status, tone = FATES[fate]
    both = fate == Kind.CHANGED
    return PartChange(
        title=title_of(module if after else base or module, ref),
        kind=str(KINDS[ref.kind]),
        status=str(status),
        tone=str(tone),
        preview_url=part_url(draft, ref, "preview") if after else "",
        fields=_fields(differences_of(Editing(ref, module), before, after)) if both else [],
    )


def _fields(differences: list[Difference]) -> list[FieldChange]:
    return [
        FieldChange(one.label, one.language, words_between(one.theirs, one.mine))
        for one in differences
    ]


@dataclass(frozen=True)
class ConfirmationPage:
    """What hangs on a changed clause: what is to be confirmed, and what is."""

    line: DraftLine
    back_url: str
    open: list[ToConfirm]
    confirmed: list[ToConfirm]


def confirmation_page(draft: Draft, *, is_in_review: bool) -> ConfirmationPage:
    """The page of what is to be confirmed (a constant number of queries)."""
    module, base = module_of(draft.revision), base_of(draft)
    hanging = [] if draft.is_of_published_text else hanging_in(draft, base, module)
    words = _clause_words(base, module)
    rows = [_to_confirm(draft, module, one, words) for one in hanging]
    return ConfirmationPage(
        line=draft_line(draft),
        back_url=draft_url(draft, "review" if is_in_review else "draft"),
        open=[one for one in rows if one.hanging.confirmation is None],
        confirmed=[one for one in rows if one.hanging.confirmation is not None],
    )


def _to_confirm(
    draft: Draft, module: Module, hanging: Hanging, words: dict[str, ClauseWords]
) -> ToConfirm:
    return ToConfirm(
        hanging=hanging,
        title=title_of(module, hanging.ref),
        kind=str(KINDS[hanging.ref.kind]),
        preview_url=part_url(draft, hanging.ref, "preview"),
        confirm_url=part_url(draft, hanging.ref, "confirm"),
        clauses=[words[clause] for clause in hanging.clauses],
    )


def _clause_words(base: Module | None, module: Module) -> dict[str, ClauseWords]:
    """Each changed clause with its words, in the first language in which they differ."""
    before = {one["id"]: one["text"] for one in base["clauses"]} if base else {}
    changed = changed_clauses(base, module)
    found = {}
    for one in module["clauses"]:
        if one["id"] not in changed:
            continue
        old = before.get(one["id"])
        language = next(code for code in LANGUAGES if old is None or old[code] != one["text"][code])
        kind = Kind.CHANGED if old else Kind.ADDED
        status, tone = FATES[kind]
        words = words_between((old or {}).get(language) or "", one["text"][language] or "")
        found[one["id"]] = ClauseWords(one["id"], str(status), str(tone), language, words)
    return found
