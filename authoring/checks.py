"""What the checks say of a draft: the rules that it breaks and the figures that fall short, by part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from authoring.parts import Ref, locate
from authoring.quality import Figure, figures_of
from authoring.rules import Module, broken_rules
from authoring.schema import MODULE
from policy.models import Block, Edition


@dataclass(frozen=True)
class Finding:
    """Something to mend: in which part (None: in the whole), where in it, and why."""

    ref: Ref | None
    path: str
    reason: str


@dataclass(frozen=True)
class Findings:
    """All that the checks say of a module."""

    broken: list[Finding]
    figures: list[Figure]

    @property
    def short(self) -> list[Figure]:
        """The figures that fall short."""
        return [figure for figure in self.figures if not figure.is_good]

    @property
    def is_ready(self) -> bool:
        """Whether it may be published."""
        return not self.broken and not self.short

    def of(self, ref: Ref) -> list[Finding]:
        """Those of one part."""
        return [found for found in self.broken if found.ref == ref]


def findings_of(module: Module, known: Mapping[str, str]) -> Findings:
    """Every rule and figure, of a module that has all its keys though texts may be missing.

    `known` has the Danish texts of the clauses of the same major edition.
    """
    found = (*MODULE(module, ""), *broken_rules(module), *_reused(module, known))
    broken = [
        Finding(*locate(place), reason)
        for place, reason in dict.fromkeys(found)
        if not place.startswith("clauses[")  # a view of the blocks, where the same is said
    ]
    return Findings(broken, figures_of(module))


def known_clauses(edition: Edition) -> dict[str, str]:
    """The Danish texts that clause ids have in other editions of the same major number (one query)."""
    others = Block.objects.filter(
        edition__guideline=edition.guideline_id, edition__major=edition.major
    ).exclude(edition=edition)
    return dict(others.exclude(clause="").values_list("clause", "text_da"))


def _reused(module: Module, known: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """A clause id keeps its text within a major edition: answers and quotes point to it."""
    for number, block in enumerate(module["blocks"], 1):
        text = block["text"]["da"]
        if block["clause"] and known.get(block["clause"], text) != text:
            place = f"blocks[{number}].clause"
            yield place, _("is another text in this major edition: give it a new id")
