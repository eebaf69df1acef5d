"""Which edition was in force on a day."""

from datetime import date

from django.db.models import QuerySet

from lib.days import end_of
from lib.prepared import Planned
from policy.models import Guideline, Revision


def revision_on(guideline: Guideline, day: date) -> Revision | None:
    """The newest revision of the newest edition that was published by the end of `day` (one query)."""
    return next(iter(_published(guideline.pk, day)), None)


@Planned
def _published(guideline: int, day: date) -> QuerySet[Revision]:
    over = end_of(day)
    published = Revision.objects.published().filter(
        edition__guideline=guideline, edition__published_at__lt=over, published_at__lt=over
    )
    return published.select_related("edition__guideline")[:1]
