"""What the editor sees of the flags: situation, clauses, version and language; never who raised one."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from authoring.drafts import possible_starts
from authoring.links import part_url
from authoring.models import Draft, Flag, FlagQuerySet
from authoring.parts import PartKind, Ref
from lib.texts import Text, shown
from policy.pages import ClauseText, clause_texts


@dataclass(frozen=True)
class FlagLine:
    """A flag in the list."""

    title: Text
    text: Text
    clauses: list[str]
    edition: str
    revision: int
    language_name: str
    raised_at: datetime
    url: str


@dataclass(frozen=True)
class Desktop:
    """A draft in which the situation can be mended."""

    edition: str
    revision: int
    url: str


@dataclass(frozen=True)
class FlagPage:
    """A flag with the clauses' words, what was done about it, and where to mend it."""

    line: FlagLine
    story: Text
    clauses: list[ClauseText]
    outcome: str
    closed_at: datetime | None
    closed_by: str
    drafts: list[Desktop]
    open_url: str


def _with_situation(flags: FlagQuerySet) -> FlagQuerySet:
    return flags.select_related(
        "situation__revision__edition__guideline", "closed_by"
    ).prefetch_related("situation__situationclause_set__block")


def _line(flag: Flag) -> FlagLine:
    revision = flag.situation.revision
    return FlagLine(
        title=shown(flag.situation, "title"),
        text=Text(flag.text, flag.language),
        clauses=[row.block.clause for row in flag.situation.situationclause_set.all()],
        edition=revision.edition.number,
        revision=revision.number,
        language_name=flag.get_language_display(),
        raised_at=flag.raised_at,
        url=reverse("authoring:flag", args=[flag.pk]),
    )


def flag_lines() -> list[FlagLine]:
    """The open flags, the oldest first (three queries)."""
    return [_line(flag) for flag in _with_situation(Flag.objects.open())]


def flag_page(flag: Flag) -> FlagPage:
    """A flag's own page, open or closed (a constant number of queries)."""
    flag = _with_situation(Flag.objects.all()).get(pk=flag.pk)
    situation = flag.situation
    guideline = situation.revision.edition.guideline
    ref = Ref(PartKind.SITUATION, situation.slug)
    drafts = Draft.objects.of(guideline).open().filter(revision__situations__slug=ref.id)
    starts = possible_starts(guideline)
    blocks = [row.block for row in situation.situationclause_set.all()]
    return FlagPage(
        line=_line(flag),
        story=shown(situation, "story"),
        clauses=clause_texts(guideline.slug, blocks),
        outcome=flag.outcome,
        closed_at=flag.closed_at,
        closed_by=flag.closed_by.name if flag.closed_by else "",
        drafts=[
            Desktop(one.revision.edition.number, one.revision.number, part_url(one, ref))
            for one in drafts
        ],
        open_url=reverse("authoring:open", args=[guideline.slug]) if starts else "",
    )
