"""A draft's table of contents: its parts, and what is still to be done in each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from authoring.checks import Findings, findings_of, known_clauses
from authoring.export import module_of
from authoring.links import add_url, part_url
from authoring.models import Change, Draft, Flag, Outcome, Submission
from authoring.newer import Newer, newer_than
from authoring.pages import DraftLine, draft_line
from authoring.parts import LISTS, PartKind, Ref, locate, part_in, with_part
from authoring.places import ADDING, Way, title_of
from authoring.quality import missing_texts
from authoring.rows import Part
from authoring.rules import Module
from authoring.submitting import to_confirm
from lib.texts import Text
from quiz.models import Collection, Kind, Work


@dataclass(frozen=True)
class PartRow:
    """A part, with what is to be done in it."""

    title: Text
    url: str
    facts: str
    to_mend: int
    untranslated: int
    flags: int
    changed: Change | None


@dataclass(frozen=True)
class Section:
    """Parts that belong together: a lesson's situations, the cards, the rest."""

    title: Text | str
    head: PartRow | None
    rows: Sequence[PartRow]
    add_url: str
    add_label: str


@dataclass(frozen=True)
class Contents:
    """A draft's own page; made from a constant number of queries."""

    draft: Draft
    module: Module
    findings: Findings
    changes: dict[str, Change]
    flags: Counter[str]
    newer: Newer | None
    # Sent to review before, and sent back: the last time.
    returned: Submission | None
    unconfirmed: int

    @classmethod
    def of(cls, draft: Draft) -> "Contents":
        """All that the page needs."""
        module = module_of(draft.revision)
        edition = draft.revision.edition
        flags = Flag.objects.open().filter(
            situation__revision__edition__guideline=edition.guideline_id
        )
        changes = Change.objects.filter(draft=draft).select_related("changed_by")
        return cls(
            draft=draft,
            module=module,
            findings=findings_of(module, known_clauses(edition)),
            changes={change.part: change for change in changes},
            flags=Counter(flags.values_list("situation__slug", flat=True)),
            newer=newer_than(draft),
            returned=_returned(draft),
            unconfirmed=sum(one.confirmation is None for one in to_confirm(draft)),
        )

    @property
    def line(self) -> DraftLine:
        """The draft in a line."""
        return draft_line(self.draft)

    @property
    def to_mend(self) -> int:
        """How much keeps it from being published."""
        return len(self.findings.broken) + len(self.findings.short)

    @cached_property
    def missing(self) -> Counter[str]:
        """How many texts each part lacks, by its key."""
        places = (locate(place)[0] for place, _language in missing_texts(self.module))
        return Counter(ref.key if ref else "" for ref in places)

    @property
    def untranslated(self) -> int:
        """How many texts are not there in some language."""
        return self.missing.total()

    @property
    def sections(self) -> list[Section]:
        """The lessons with their situations, then cards and the rest."""
        text = [] if self.draft.is_of_published_text else [self._row(Ref(PartKind.TEXT))]
        rest = [Ref(PartKind.RECAP), Ref(PartKind.HELPER)]
        cards = [Ref(PartKind.CARD, row["id"]) for row in self.module["cards"]]
        return [
            *([Section(_("The guideline"), None, text, "", "")] if text else []),
            *map(self._lesson, self.module["lessons"]),
            Section(
                _("Discussion cards"),
                None,
                [self._row(ref) for ref in cards],
                add_url(self.draft, PartKind.CARD),
                str(ADDING[PartKind.CARD]),
            ),
            Section(_("More"), None, [self._row(ref) for ref in rest], "", ""),
        ]

    @property
    def published_since(self) -> list[Way]:
        """The parts that were changed in what was published since, with the way to bring it in."""
        refs = self.newer.changed(self.module) if self.newer else []
        there = [ref for ref in refs if part_in(self.module, ref) is not None]
        return [
            Way(title_of(self.module, ref), f"{part_url(self.draft, ref)}?flet=1") for ref in there
        ]

    @property
    def removed(self) -> list[Way]:
        """What was there and has been removed: its text is in its history."""
        refs = (Ref.of(key) for key, change in self.changes.items() if change.before)
        gone = [ref for ref in refs if ref.kind in LISTS and part_in(self.module, ref) is None]
        return [self._gone(ref) for ref in gone]

    def _gone(self, ref: Ref) -> Way:
        before = with_part(self.module, ref, self.changes[ref.key].before)
        return Way(title_of(before, ref), part_url(self.draft, ref, "history"))

    def _lesson(self, lesson: Part) -> Section:
        head = self._row(Ref(PartKind.LESSON, lesson["id"]))
        situations = [row for row in self.module["situations"] if row["lesson"] == lesson["id"]]
        rows = [self._row(Ref(PartKind.SITUATION, row["id"])) for row in situations]
        url = f"{add_url(self.draft, PartKind.SITUATION)}?lektion={lesson['id']}"
        return Section(head.title, head, rows, url, str(ADDING[PartKind.SITUATION]))

    def _row(self, ref: Ref) -> PartRow:
        return PartRow(
            title=title_of(self.module, ref),
            url=part_url(self.draft, ref),
            facts=_facts(self.module, ref),
            to_mend=len(self.findings.of(ref)),
            untranslated=self.missing[ref.key],
            flags=self.flags[ref.id] if ref.kind == PartKind.SITUATION else 0,
            changed=self.changes.get(ref.key),
        )


def _returned(draft: Draft) -> Submission | None:
    last = draft.submissions.select_related("closed_by").last()
    return last if last and last.outcome == Outcome.RETURNED else None


def _facts(module: Module, ref: Ref) -> str:
    """What tells a situation apart at a glance: its kind, topic, clauses, and whom it is for."""
    part = part_in(module, ref)
    if part is None or ref.kind != PartKind.SITUATION:
        return " · ".join(part["clauses"]) if part and ref.kind == PartKind.LESSON else ""
    words = [Kind(part["kind"]).label, " ".join(part["clauses"])]
    if part["set"] == Collection.PARALLEL:
        words.append(Collection.PARALLEL.label)
    words += [Work(one).label for one in part["work"]]
    return " · ".join(str(word) for word in words)
