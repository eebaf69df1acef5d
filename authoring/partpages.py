"""What the pages about one part show: its form, its history."""

from dataclasses import dataclass, replace

from authoring.arranging import neighbour_of, users_of
from authoring.desks import Conflict, Desk, Difference, differences_of
from authoring.forms import PartForm
from authoring.links import draft_url, part_url
from authoring.models import Change, Draft, Flag
from authoring.pages import DraftLine, draft_line
from authoring.parts import LISTS, PartKind, Ref, refs_of, with_part
from authoring.places import KINDS, Way, title_of
from authoring.reviews import Review
from authoring.sheets import Row, Sheet
from lib.texts import Text


@dataclass(frozen=True)
class PartPage:
    """A part to write on."""

    line: DraftLine
    title: Text
    kind: str
    rows: list[Row]
    jumps: list[Row]
    url: str
    last: Change | None
    flags: list[Flag]
    preview_url: str
    check_url: str
    history_url: str
    move_url: str
    remove_url: str
    can_move_up: bool
    can_move_down: bool
    before: Way | None
    after: Way | None
    review: Review | None
    conflict: Conflict | None
    is_earlier: bool
    is_merged: bool
    is_typed_before: bool
    # Whether the form holds what is not saved yet.
    is_unsaved: bool


def part_page(
    desk: Desk,
    form: PartForm,
    *,
    review: Review | None = None,
    conflict: Conflict | None = None,
    is_earlier: bool = False,
    is_merged: bool = False,
    is_typed_before: bool = False,
    is_unsaved: bool = False,
) -> PartPage:
    """The page of a part with its form, however that came about."""
    draft, ref, module = desk.draft, desk.editing.ref, desk.editing.module
    changes = Change.objects.filter(draft=draft, part=ref.key).select_related("changed_by")
    refs = refs_of(module, with_text=not draft.is_of_published_text)
    at = refs.index(ref) if ref in refs else 0
    is_listed = ref.kind in LISTS
    rows = Sheet(form).rows()
    return PartPage(
        line=draft_line(draft),
        title=title_of(module, ref),
        kind=str(KINDS[ref.kind]),
        rows=rows,
        jumps=[one for row in rows if row.kind == "list" for one in row.rows if one.id],
        url=part_url(draft, ref),
        last=changes.last(),
        flags=_flags(draft, ref),
        preview_url=part_url(draft, ref, "preview"),
        check_url=draft_url(draft, "check"),
        history_url=part_url(draft, ref, "history"),
        move_url=part_url(draft, ref, "move") if is_listed else "",
        remove_url=part_url(draft, ref, "remove") if is_listed else "",
        can_move_up=is_listed and neighbour_of(module, ref, up=True) is not None,
        can_move_down=is_listed and neighbour_of(module, ref, up=False) is not None,
        before=_way(desk, refs[at - 1]) if at > 0 else None,
        after=_way(desk, refs[at + 1]) if at + 1 < len(refs) else None,
        review=review,
        conflict=conflict,
        is_earlier=is_earlier,
        is_merged=is_merged,
        is_typed_before=is_typed_before,
        is_unsaved=is_unsaved or is_earlier or is_merged or is_typed_before,
    )


def _way(desk: Desk, ref: Ref) -> Way:
    return Way(title_of(desk.editing.module, ref), part_url(desk.draft, ref))


def _flags(draft: Draft, ref: Ref) -> list[Flag]:
    """What learners say of this situation, whichever revision they met it in."""
    if ref.kind != PartKind.SITUATION:
        return []
    guideline = draft.revision.edition.guideline_id
    open_flags = Flag.objects.open().select_related("situation__revision__edition")
    of_guideline = open_flags.filter(situation__revision__edition__guideline=guideline)
    return list(of_guideline.filter(situation__slug=ref.id))


@dataclass(frozen=True)
class Entry:
    """One change: who and when, what it was, and what it did to the text."""

    change: Change
    word: str
    differences: list[Difference]
    back_url: str


@dataclass(frozen=True)
class History:
    """A part's changes in this draft, the newest first."""

    line: DraftLine
    title: Text
    url: str
    entries: list[Entry]
    # The change that removed it, where it is not there now.
    removed: Change | None
    put_back_url: str


def history_of(desk: Desk) -> History:
    """The history of a part (a constant number of queries)."""
    draft, editing = desk.draft, desk.editing
    changes = list(
        Change.objects.filter(draft=draft, part=editing.ref.key).select_related("changed_by")
    )
    afters = [*(change.before for change in changes[1:]), editing.current]
    url = part_url(draft, editing.ref)
    entries = []
    for change, after in zip(changes, afters, strict=True):
        module = with_part(editing.module, editing.ref, after) if after else editing.module
        is_text = change.before is not None and after is not None
        now = replace(editing, module=module)
        entries.append(
            Entry(
                change=change,
                word="added" if change.before is None else "saved" if after else "removed",
                differences=differences_of(now, change.before, after) if is_text else [],
                back_url=f"{url}?tidligere={change.number}" if is_text and desk.is_there else "",
            )
        )
    gone = changes[-1] if changes and not desk.is_there and changes[-1].before else None
    module = with_part(editing.module, editing.ref, gone.before) if gone else editing.module
    title = title_of(module, editing.ref)
    put_back_url = part_url(draft, editing.ref, "put_back") if gone else ""
    return History(draft_line(draft), title, url, entries[::-1], gone, put_back_url)


@dataclass(frozen=True)
class Removal:
    """Whether a part may be removed, and what hangs on it if not."""

    line: DraftLine
    title: Text
    url: str
    users: list[Way]


def removal_of(desk: Desk) -> Removal:
    """What removing a part comes to."""
    users = users_of(desk.editing.module, desk.editing.ref)
    return Removal(
        line=draft_line(desk.draft),
        title=title_of(desk.editing.module, desk.editing.ref),
        url=part_url(desk.draft, desk.editing.ref),
        users=[_way(desk, ref) for ref in users],
    )
