"""Which edition was in force on a day."""

from datetime import date

from lib.days import end_of
from policy.models import Guideline, Revision


def revision_on(guideline: Guideline, day: date) -> Revision | None:
    """The newest revision of the newest edition that was published by the end of `day` (one query)."""
    over = end_of(day)
    published = Revision.objects.published().filter(
        edition__guideline=guideline, edition__published_at__lt=over, published_at__lt=over
    )
    return published.select_related("edition__guideline").first()
