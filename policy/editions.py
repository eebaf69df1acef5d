"""A guideline's editions: when each was in force, which one a reader acknowledged, what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.prepared import Planned
from lib.texts import SOURCE, Text, reader_language, shown
from people.models import Employee
from policy.changes import Change, Kind, Passage, Words, compare
from policy.models import Acknowledgement, BlockType, Edition

STATEMENT = "statement"
KINDS = {
    Kind.CHANGED: (gettext_lazy("Changed"), "info"),
    Kind.ADDED: (gettext_lazy("New"), "good"),
    Kind.REMOVED: (gettext_lazy("Taken out"), "warn"),
    Kind.MOVED: (gettext_lazy("Moved"), "neutral"),
}


@dataclass(frozen=True)
class EditionLink:
    """An edition, since and until when it was in force, and where to read it and what changed since."""

    number: str
    from_at: datetime
    until_at: datetime | None
    url: str
    changes_url: str


def published_editions(slug: str) -> list[Edition]:
    """A guideline's published editions, newest first: the first is the one in force (one query)."""
    editions = Edition.objects.published().select_related("guideline")
    return list(editions.filter(guideline__slug=slug))


def editions_in_force() -> list[Edition]:
    """The newest published edition of each guideline (one query)."""
    newest: dict[int, Edition] = {}
    for edition in Edition.objects.published().select_related("guideline"):
        newest.setdefault(edition.guideline_id, edition)
    return sorted(newest.values(), key=lambda edition: edition.guideline.slug)


def edition_links(editions: Sequence[Edition]) -> list[EditionLink]:
    """The links of a guideline's published editions, in their order: newest first."""
    untils = [None, *(newer.published_at for newer, _older in pairwise(editions))]
    return [_link(edition, until) for edition, until in zip(editions, untils, strict=True)]


def _link(edition: Edition, until_at: datetime | None) -> EditionLink:
    assert edition.published_at is not None
    where = [edition.guideline.slug, edition.major, edition.minor]
    return EditionLink(
        number=edition.number,
        from_at=edition.published_at,
        until_at=until_at,
        url=reverse("policy:edition", args=where),
        changes_url=reverse("policy:changes", args=where),
    )


def newest_acknowledgement(reader: Employee, guideline: int) -> Acknowledgement | None:
    """What the reader last acknowledged of the guideline: of its newest such edition (one query)."""
    return next(iter(acknowledgements_of(reader, guideline)), None)


def acknowledgements_of(reader: Employee, guideline: int) -> list[Acknowledgement]:
    """What the reader has acknowledged of the guideline and still counts: the newest edition first
    (one query).
    """
    return _acknowledged(reader.pk, guideline)


@Planned
def _acknowledged(reader: int, guideline: int) -> QuerySet[Acknowledgement]:
    found: QuerySet[Acknowledgement] = Acknowledgement.objects.latest().filter(
        employee=reader, edition__guideline=guideline, counts=True
    )
    newest_first = ("-edition__major", "-edition__minor", "-acknowledged_at")
    return found.select_related("edition").order_by(*newest_first)


def passages_of(edition: Edition, language: str) -> list[Passage]:
    """The text and, last, the sentence to acknowledge, as they are compared (one query)."""
    text = [
        Passage(block.type, block.clause, shown(block, "text", language))
        for block in edition.blocks.all()
    ]
    return [*text, Passage(STATEMENT, "", shown(edition, STATEMENT, language))]


@dataclass(frozen=True)
class ShownChange:
    """A passage that changed: its name, what became of it in words, and its words."""

    name: str
    status: str
    tone: str
    words: tuple[Words, ...]


def shown_changes(changes: Sequence[Change]) -> list[ShownChange]:
    """What is not the same any more, named as a reader knows it."""
    return [
        ShownChange(_name(change), _status(change), str(KINDS[change.kind][1]), change.words)
        for change in changes
        if change.kind != Kind.SAME
    ]


def _name(change: Change) -> str:
    if change.clause:
        return _("Clause %(clause)s") % {"clause": change.clause}
    if change.type == STATEMENT:
        return _("The sentence that is acknowledged")
    return str(BlockType(change.type).label)


def _status(change: Change) -> str:
    if change.kind == Kind.CHANGED and change.is_moved:
        return _("Changed and moved")
    return str(KINDS[change.kind][0])


@dataclass(frozen=True)
class ChangesPage:
    """What changed from an edition to the one in force, in one language."""

    slug: str
    title: Text
    since: EditionLink
    newest: EditionLink
    language: str
    changes: list[ShownChange]
    unchanged: int
    is_acknowledged: bool


def changes_page(since: Edition, editions: Sequence[Edition], reader: Employee) -> ChangesPage:
    """What changed since one of the `editions`, newest first (two queries).

    In the reader's language where both have their whole text in it, else in Danish.
    """
    newest = editions[0]
    prefetch_related_objects([since, newest], "blocks")
    wanted = reader_language()
    in_both = wanted in since.languages() and wanted in newest.languages()
    language = wanted if in_both else SOURCE
    changes = compare(passages_of(since, language), passages_of(newest, language))
    links = {link.number: link for link in edition_links(editions)}
    acknowledgement = newest_acknowledgement(reader, newest.guideline_id)
    return ChangesPage(
        slug=newest.guideline.slug,
        title=shown(newest, "title", language),
        since=links[since.number],
        newest=links[newest.number],
        language=language,
        changes=shown_changes(changes),
        unchanged=sum(change.kind == Kind.SAME for change in changes),
        is_acknowledged=acknowledgement is not None and acknowledgement.edition_id == newest.pk,
    )
