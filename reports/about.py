"""What every report and file says of itself first: guideline, day, version, filter, headcount."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

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

    def lines(self, *, filters: str, headcount: int, listed: int) -> list[tuple[str, str]]:
        """A file's first lines. No time of day: a past day's file is the same whenever it is made."""
        return [
            (_("Guideline"), str(self.title)),
            (_("Date"), self.day.isoformat()),
            (_("Version in force"), self.edition or "–"),
            (_("Filter"), filters),
            (_("Employees in all"), str(headcount)),
            (_("Employees in this list"), str(listed)),
        ]
