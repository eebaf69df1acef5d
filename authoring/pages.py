"""What the editor's first page shows: the guidelines and their drafts."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from authoring.drafts import possible_starts
from authoring.export import module_of
from authoring.links import draft_url
from authoring.models import Draft, Submission
from authoring.quality import missing_texts
from lib.texts import Text, shown
from policy.models import Guideline, Revision


@dataclass(frozen=True)
class DraftLine:
    """A draft in a list, and on top of its own page."""

    slug: str
    title: Text
    edition: str
    revision: int
    is_of_text: bool
    opened_at: datetime
    opened_by: str
    url: str
    # Where it stands on its way to publication; "" while it is written on.
    status: str = ""

    @property
    def name(self) -> str:
        """What the draft is called."""
        if self.is_of_text:
            return _("Version %(edition)s: text and course") % {"edition": self.edition}
        said = {"edition": self.edition, "number": self.revision}
        return _("Version %(edition)s, course no. %(number)s") % said


def draft_line(draft: Draft) -> DraftLine:
    """A draft in a line (no query where it comes from `Draft.objects.of`)."""
    revision = draft.revision
    return DraftLine(
        slug=revision.edition.guideline.slug,
        title=shown(revision.edition, "title"),
        edition=revision.edition.number,
        revision=revision.number,
        is_of_text=not draft.is_of_published_text,
        opened_at=draft.opened_at,
        opened_by=draft.opened_by.name if draft.opened_by else "",
        url=draft_url(draft),
    )


@dataclass(frozen=True)
class GuidelineCard:
    """A guideline on the first page: what applies, what is written on, what can be begun."""

    title: Text
    edition: str
    revision: int
    published_at: datetime | None
    missing: int
    drafts: list[DraftLine]
    open_url: str


def guideline_cards() -> list[GuidelineCard]:
    """All guidelines with their drafts (a constant number of queries for each guideline)."""
    return [_card(guideline) for guideline in Guideline.objects.order_by("slug")]


def _drafts(guideline: Guideline) -> list[DraftLine]:
    """The open drafts; one in review leads to what its second person reads (two queries)."""
    rows = Submission.objects.open().filter(draft__revision__edition__guideline=guideline)
    submissions = {one.draft_id: one for one in rows}
    lines = []
    for draft in Draft.objects.of(guideline).open():
        line, submission = draft_line(draft), submissions.get(draft.pk)
        if submission is not None:
            status = _("Approved") if submission.approved_at else _("In review")
            line = replace(line, status=status, url=draft_url(draft, "review"))
        lines.append(line)
    return lines


def _card(guideline: Guideline) -> GuidelineCard:
    newest = Revision.objects.current(guideline)
    drafts = _drafts(guideline)
    url = reverse("authoring:open", args=[guideline.slug]) if possible_starts(guideline) else ""
    return GuidelineCard(
        title=shown(newest.edition, "title") if newest else drafts[0].title,
        edition=newest.edition.number if newest else "",
        revision=newest.number if newest else 0,
        published_at=newest.published_at if newest else None,
        missing=len(list(missing_texts(module_of(newest)))) if newest else 0,
        drafts=drafts,
        open_url=url,
    )
