"""The list of employees and its file: named, so reading them is recorded."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_GET

from lib.addresses import query_with, query_without, sorting
from people.permissions import SignedInRequest, reports_only
from people.reading import record_read
from people.tree import Tree
from policy.models import Edition
from reports.employees import DEFAULT_SORT, SORT_LABELS, EmployeeList, employee_list
from reports.exports import csv_lines
from reports.forms import FilterForm, day_asked_for
from reports.views.status import DAY
from training.guidelines import chosen_guideline

PER_PAGE = 50


def asked_for(request: HttpRequest) -> tuple[FilterForm, EmployeeList | None]:
    """The filters, and whom they find: nobody where a filter can't be read."""
    guideline, today = chosen_guideline(request), timezone.localdate()
    tree = Tree.on(day_asked_for(request.GET, today))
    editions = list(Edition.objects.published().filter(guideline=guideline))
    form = FilterForm(request.GET, today=today, tree=tree, editions=editions)
    if not form.is_valid():
        return form, None
    order = sorting(request.GET, SORT_LABELS, default=DEFAULT_SORT)
    filters = replace(form.filters(), sort=order.column, is_descending=order.is_descending)
    return form, employee_list(guideline, form.day(), filters, tree)


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
    form, found = asked_for(request)
    if found is None:
        return TemplateResponse(
            request, "reports/employees.html", {"form": form, "query": ""}, status=400
        )
    page, rows = found.page(request.GET.get("side"), PER_PAGE)
    _record(request, "read.employees", form, page.paginator.count)
    context = {
        "form": form,
        "about": found.about,
        "headings": sorting(request.GET, SORT_LABELS, default=DEFAULT_SORT).headings,
        "page": page,
        "rows": rows,
        "query": query_with(request.GET, *DAY),
        "list_query": query_without(request.GET, "side"),
    }
    return TemplateResponse(request, "reports/employees.html", context)


@require_GET
@reports_only
def employees_csv(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    """The same employees as a file."""
    form, found = asked_for(request)
    if found is None:
        return TemplateResponse(
            request, "reports/employees.html", {"form": form, "query": ""}, status=400
        )
    listed = found.chosen.count()
    _record(request, "read.file", form, listed)
    lines = found.about.lines(filters=form.words(), headcount=found.headcount(), listed=listed)
    day = found.about.day.isoformat()
    return _file(f"omtanke-{found.about.guideline.slug}-{day}.csv", found, lines)


def _file(name: str, found: EmployeeList, about: list[tuple[str, str]]) -> StreamingHttpResponse:
    language = get_language() or "da"

    def lines() -> Iterator[str]:
        # Streamed after the middleware is done, so the language is set again here.
        with override(language):
            yield from csv_lines(found, about)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
