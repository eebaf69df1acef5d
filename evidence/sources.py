"""What the log is verified against: other rooms name a source in the setting EVIDENCE_SOURCES."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from evidence.canonical import Body


@dataclass(frozen=True)
class Sealed:
    """A record about a person and the salt that opens the commitment to it."""

    record: Body
    salt: bytes


@dataclass(frozen=True)
class Fault:
    """Where a room's own rows disagree with what was committed to or published."""

    says: str
    seq: int | None = None


class Source(Protocol):
    """A room that keeps records or published texts."""

    def records(self, first: int, end: int | None) -> Mapping[int, Sealed]:
        """The records of entries `first` up to before `end` (or all later ones), by `seq`."""

    def editions(self) -> Iterable[Body]:
        """What is published now: the facts of a publish entry for each edition and language."""

    def faults(self) -> Iterable[Fault]:
        """Rows that pages read and that say something else than the records or texts do."""


def sources() -> Sequence[Source]:
    """The sources that the setting names."""
    return [import_string(name)() for name in settings.EVIDENCE_SOURCES]
