"""The pages of figures: nobody is named in them.

A figure of one or two people tells of somebody whom everybody knows. So all but the status are for
whoever may read names, and of that the others see the whole organisation in fives.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lib.addresses import query_with
from people.permissions import SignedInRequest, figures_only, reports_only
from policy.examples import waiting_for
from policy.models import Guideline
from reports.campaigns import campaigns_of
from reports.cohorts import cohorts_of
from reports.editions_compared import editions_compared
from reports.evidence import last_verified
from reports.fives import overview_of
from reports.forms import DayForm
from reports.over_time import WEEKS, over_time
from reports.status import MOST_LISTED, Status, status_of
from training.guidelines import chosen_guideline

# What leads from one report to the next: the day, and which guideline.
DAY = ("dag", "retningslinje")


def page_of(
    request: SignedInRequest,
    template: str,
    build: Callable[[Guideline, date], Any],
    **beside: Any,
) -> HttpResponse:
    """The report that the address asks for, as of its day; 400 where that is no day."""
    guideline = chosen_guideline(request)
    form = DayForm(request.GET, today=timezone.localdate())
    if not form.is_valid():
        return TemplateResponse(request, template, {"form": form, "query": ""}, status=400)
    page = build(guideline, form.day())
    if page is None:
        raise Http404
    beside["lines"] = page.about.lines(headcount=page.headcount)
    context = {"form": form, "page": page, "query": query_with(request.GET, *DAY), **beside}
    return TemplateResponse(request, template, context)


@require_GET
@figures_only
def status(request: SignedInRequest) -> HttpResponse:
    """How many have acknowledged on a day, whole and by department."""
    if not request.user.reads_names:
        return page_of(request, "reports/overview.html", overview_of)

    def build(guideline: Guideline, day: date) -> Status:
        return status_of(guideline, day, most=MOST_LISTED)

    # The evidence is verified as it stands now: that says nothing of a past day.
    is_now = not request.GET.get("dag")
    verified = last_verified() if is_now else None
    examples = waiting_for(request.user) if is_now and request.user.is_hr else 0
    return page_of(
        request,
        "reports/status.html",
        build,
        is_now=is_now,
        verified=verified,
        examples=examples,
    )


@require_GET
@reports_only
def progress(request: SignedInRequest) -> HttpResponse:
    """The same week by week."""
    return page_of(
        request,
        "reports/progress.html",
        lambda guideline, day: over_time(guideline, day, weeks=WEEKS),
    )


@require_GET
@reports_only
def editions(request: SignedInRequest) -> HttpResponse:
    """The guideline's versions beside each other."""
    return page_of(request, "reports/editions.html", editions_compared)


@require_GET
@reports_only
def campaigns(request: SignedInRequest) -> HttpResponse:
    """The rounds by the day they were assigned."""
    number = request.GET.get("side", "1")
    return page_of(
        request,
        "reports/campaigns.html",
        lambda guideline, day: campaigns_of(guideline, day, number),
    )


@require_GET
@reports_only
def cohorts(request: SignedInRequest) -> HttpResponse:
    """New starters by month."""
    return page_of(request, "reports/cohorts.html", cohorts_of)
