"""What every report and file says of itself first: guideline, day, version, filter, headcount, checkpoint."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from evidence.models import Checkpoint, Entry, Kind
from lib.days import end_of
from lib.texts import Text, shown
from policy.models import Guideline
from reports.editions import revision_on


@dataclass(frozen=True)
class About:
    """Which guideline and day a report is about, and the version that was in force then."""

    guideline: Guideline
    title: Text
    edition: str
    day: date

    @classmethod
    def of(cls, guideline: Guideline, day: date) -> "About":
        """The guideline as of `day` (one query); without a version where none was published yet."""
        revision = revision_on(guideline, day)
        if revision is None:
            return cls(guideline, Text(guideline.slug, "da"), "", day)
        return cls(guideline, shown(revision.edition, "title"), revision.edition.number, day)

    def lines(
        self, *, filters: str = "", headcount: int, listed: int | None = None
    ) -> list[tuple[str, object]]:
        """The first lines of a file and of a printed page (two queries). No time of day: a past day's
        file is the same whenever it is made, until somebody listed in it is erased, which it says.
        """
        sealed = checkpoint_on(self.day)
        lines: list[tuple[str, object]] = [
            (_("Guideline"), str(self.title)),
            (_("Date"), self.day),
            (_("Version in force"), version(self.edition)),
            (_("Filter"), filters or _("Everybody")),
            (_("Employees in all"), headcount),
            (_("Last checkpoint"), f"{sealed.size} · {sealed.root}" if sealed else "–"),
        ]
        if listed is not None:
            lines.insert(5, (_("Employees in this list"), listed))
            if erased := erased_since(sealed):
                lines.append((_("Erased since then"), erased))
        return lines


def version(number: str) -> str:
    """An edition's number in words: alone, a Danish Excel makes the first of January of "1.1"."""
    return _("version %(edition)s") % {"edition": number} if number else "–"


@dataclass(frozen=True)
class Sealed:
    """How many entries the evidence log had at a checkpoint, and their root in Base64."""

    size: int
    root: str


def checkpoint_on(day: date) -> Sealed | None:
    """The last checkpoint of a day or of one before it (one query): for a past day always the same."""
    row = Checkpoint.objects.last_before(end_of(day))
    if row is None:
        return None
    _log, size, root = row.note.split("\n")[:3]
    return Sealed(int(size), root)


def erased_since(sealed: Sealed | None) -> int:
    """How many acknowledgements have been erased since the checkpoint (one query)."""
    erased = Entry.objects.filter(kind=Kind.ERASE, seq__gte=sealed.size if sealed else 0)
    return erased.count()
