"""Which guideline a manager's or HR's page is about."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from lib.prepared import Planned
from policy.models import Guideline


def published_guidelines() -> list[Guideline]:
    """The guidelines that can be assigned (one query)."""
    return _published()


@Planned
def _published() -> QuerySet[Guideline]:
    found = Guideline.objects.filter(
        editions__published_at__isnull=False, editions__revisions__published_at__isnull=False
    )
    return found.distinct().order_by("slug")


def chosen_guideline(request: HttpRequest) -> Guideline:
    """The guideline that the address names, else the first there is."""
    guidelines = published_guidelines()
    wanted = request.GET.get("retningslinje", guidelines[0].slug if guidelines else "")
    for guideline in guidelines:
        if guideline.slug == wanted:
            return guideline
    raise Http404
