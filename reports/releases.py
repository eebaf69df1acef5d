"""What was published and who approved it, newest first, for HR's page of versions."""

from dataclasses import dataclass
from datetime import date, datetime

from lib.days import end_of
from people.names import names_of
from policy.models import LOADED_BY, Approval, Guideline, Revision, Who


@dataclass(frozen=True)
class Release:
    """A revision with its approval; `approved_by` is empty where it was loaded from files, and
    `published_by` where nobody put a name to that.
    """

    edition: str
    revision: int
    published_at: datetime
    published_by: str
    sent_by: str
    approved_by: str
    approved_at: datetime | None
    note: str
    is_material: bool
    is_of_text: bool
    who: str
    people: int


def releases_of(guideline: Guideline, day: date) -> list[Release]:
    """All revisions that were published by the end of `day` (two queries)."""
    published = Revision.objects.published().filter(
        edition__guideline=guideline, published_at__lt=end_of(day)
    )
    rows = list(published.select_related("edition", "approval"))
    approvals = [one.approval for one in rows if hasattr(one, "approval")]
    names = names_of(ref for one in approvals for ref in (one.sent_by, one.approved_by))
    return [_release(one, getattr(one, "approval", None), names) for one in rows]


def _release(revision: Revision, approval: Approval | None, names: dict[str, str]) -> Release:
    assert revision.published_at is not None
    by = revision.published_by
    return Release(
        edition=revision.edition.number,
        revision=revision.number,
        published_at=revision.published_at,
        published_by=by if by != LOADED_BY else "",
        sent_by=names[approval.sent_by] if approval else "",
        approved_by=names[approval.approved_by] if approval else "",
        approved_at=approval.approved_at if approval else None,
        note=approval.note if approval else "",
        is_material=approval.is_material if approval else False,
        is_of_text=approval.is_of_text if approval else False,
        who=str(Who(approval.who).label) if approval and approval.is_of_text else "",
        people=approval.people if approval else 0,
    )
