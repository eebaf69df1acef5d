"""What the checks say, as the editor reads it: in words, with the way to each place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from authoring.checks import Finding, findings_of, known_clauses
from authoring.export import module_of
from authoring.models import Draft
from authoring.parts import Ref, locate, with_part
from authoring.places import Place, place_in, place_of
from authoring.problems import in_reader_language
from authoring.quality import Figure, figures_of_situation, longest_gives_away, missing_texts
from authoring.rows import Part
from authoring.rules import Module
from lib.texts import SOURCE, reader_language


@dataclass(frozen=True)
class ToMend:
    """A broken rule: where, and why."""

    place: Place
    reason: str


@dataclass(frozen=True)
class Measure:
    """A figure, what it is measured against, and whether it will do."""

    name: str
    value: str
    wanted: str
    is_good: bool


@dataclass(frozen=True)
class Review:
    """What the checks say of a draft, or of one part of it as it stands in the form."""

    to_mend: list[ToMend]
    measures: list[Measure]
    is_ready: bool
    # Of a part alone: what is missing in it, where the length tells, how much is wrong elsewhere.
    missing: list[Place]
    told_by_length: list[str]
    elsewhere: int = 0


def review_of(draft: Draft) -> Review:
    """The review of the whole draft as it is saved."""
    module = module_of(draft.revision)
    found = findings_of(module, known_clauses(draft.revision.edition))
    return Review(
        to_mend=_to_mend(draft, module, found.broken),
        measures=_measures(found.figures),
        is_ready=found.is_ready,
        missing=[],
        told_by_length=[],
    )


def review_of_part(draft: Draft, saved: Module, ref: Ref, part: Part | None) -> Review:
    """The review of a part as it would be saved; nothing is. Its places are on the page itself."""
    module = with_part(saved, ref, part)
    found = findings_of(module, known_clauses(draft.revision.edition))
    own = found.of(ref)
    situation = part if part and "story" in part else None
    missing = [
        _here(place_of(draft, module, f"{place}.{language}"))
        for place, language in missing_texts(module)
        if locate(place)[0] == ref and language != SOURCE  # the Danish is a rule of its own
    ]
    return Review(
        to_mend=[replace(one, place=_here(one.place)) for one in _to_mend(draft, module, own)],
        measures=_measures(figures_of_situation(situation)) if situation else [],
        is_ready=not own and not missing,
        missing=missing,
        told_by_length=longest_gives_away(situation) if situation else [],
        elsewhere=len(found.broken) - len(own),
    )


def missing_in(draft: Draft) -> list[Place]:
    """Every text that is not there in some language, with the way to its field."""
    module = module_of(draft.revision)
    places = (f"{place}.{language}" for place, language in missing_texts(module))
    return [place_of(draft, module, place) for place in places]


def _to_mend(draft: Draft, module: Module, found: Iterable[Finding]) -> list[ToMend]:
    return [
        ToMend(place_in(draft, module, one.ref, one.path), in_reader_language(one.reason))
        for one in found
    ]


def _measures(figures: Iterable[Figure]) -> list[Measure]:
    """The figures, those that fall short first."""
    measures = [
        Measure(
            in_reader_language(figure.name),
            _written(figure.value),
            _written(in_reader_language(figure.wanted)),
            figure.is_good,
        )
        for figure in figures
    ]
    return sorted(measures, key=lambda one: one.is_good)


def _written(figure: str) -> str:
    """Danish and German write a blank before the per cent."""
    return figure if reader_language() == "en" else figure.replace("%", "\N{NO-BREAK SPACE}%")


def _here(place: Place) -> Place:
    """The place on the page that it is shown on: leaving the page would lose what is typed."""
    return replace(place, url=f"#{place.url.partition('#')[2]}")
