"""The list of employees: named, so reading it is recorded."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lib.addresses import query_with, query_without, sorting
from people.permissions import SignedInRequest, reports_only
from people.reading import record_read
from reports.filters import DEFAULT_SORT, SORT_LABELS
from reports.forms import FilterForm
from reports.orders import asked_for
from reports.views.status import DAY
from training.guidelines import chosen_guideline

PER_PAGE = 50


def _record(request: SignedInRequest, kind: str, form: FilterForm, listed: int) -> None:
    """Record that named people were read: by which filters, never what was searched for."""
    department = form.filters().department
    record_read(
        request,
        kind,
        departments=None if department is None else [department],
        day=form.day().isoformat(),
        filters=" ".join(sorted(form.used())),
        listed=listed,
    )


@require_GET
@reports_only
def employees(request: SignedInRequest) -> HttpResponse:
    """The employees who match, a page at a time."""
    form, found = asked_for(request.GET, chosen_guideline(request), timezone.localdate())
    if found is None:
        return TemplateResponse(
            request, "reports/employees.html", {"form": form, "query": ""}, status=400
        )
    page, rows = found.page(request.GET.get("side"), PER_PAGE)
    _record(request, "read.employees", form, page.paginator.count)
    listed = page.paginator.count
    headcount = found.headcount() if form.used() else listed
    context = {
        "form": form,
        "lines": found.about.lines(filters=form.words(), headcount=headcount, listed=listed),
        "about": found.about,
        "headings": sorting(request.GET, SORT_LABELS, default=DEFAULT_SORT).headings,
        "page": page,
        "rows": rows,
        "query": query_with(request.GET, *DAY),
        "list_query": query_without(request.GET, "side"),
    }
    return TemplateResponse(request, "reports/employees.html", context)
