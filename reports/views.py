"""HR's read-only pages: status, employees and their file."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lib.addresses import query_without
from people.permissions import SignedInRequest, hr_only
from people.tree import Tree
from reports.employees import EmployeeList, employee_list
from reports.evidence import evidence_page, last_verified
from reports.exports import csv_lines
from reports.forms import FilterForm
from reports.status import status_of
from training.guidelines import chosen_guideline

PER_PAGE = 50


@require_GET
@hr_only
def status(request: SignedInRequest) -> HttpResponse:
    """How many have acknowledged, whole and by department."""
    page = status_of(chosen_guideline(request), timezone.localdate())
    context = {"page": page, "verified": last_verified()}
    return TemplateResponse(request, "reports/status.html", context)


@require_GET
@hr_only
def evidence(request: SignedInRequest) -> HttpResponse:
    """Whether the evidence holds, and how much of it is signed."""
    return TemplateResponse(request, "reports/evidence.html", {"page": evidence_page()})


def _asked_for(request: SignedInRequest) -> tuple[FilterForm, EmployeeList | None]:
    day = timezone.localdate()
    form = FilterForm(request.GET, tree=Tree.on(day))
    if not form.is_valid():
        return form, None
    return form, employee_list(chosen_guideline(request), day, form.filters())


@require_GET
@hr_only
def employees(request: SignedInRequest) -> HttpResponse:
    """The employees who match, a page at a time."""
    form, found = _asked_for(request)
    if found is None:
        return TemplateResponse(request, "reports/employees.html", {"form": form}, status=400)
    page = Paginator(found.people, PER_PAGE).get_page(request.GET.get("side"))
    context = {
        "form": form,
        "day": found.day,
        "page": page,
        "rows": list(found.rows(page)),
        "query": query_without(request.GET, "side"),
    }
    return TemplateResponse(request, "reports/employees.html", context)


@require_GET
@hr_only
def employees_csv(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    """The same employees as a file."""
    form, found = _asked_for(request)
    if found is None:
        return TemplateResponse(request, "reports/employees.html", {"form": form}, status=400)
    about = [
        (_("Guideline"), found.guideline.slug),
        (_("Date"), found.day.isoformat()),
        (_("Filter"), _filter_words(form)),
        (_("Employees"), str(found.people.count())),
    ]
    return _file(f"omtanke-{found.guideline.slug}-{found.day.isoformat()}.csv", found, about)


def _filter_words(form: FilterForm) -> str:
    parts = []
    for name, value in form.cleaned_data.items():
        if value:
            choices = dict(getattr(form.fields[name], "choices", []))
            parts.append(f"{form.fields[name].label}: {str(choices.get(value, value)).strip()}")
    return ", ".join(parts) or _("Everybody")


def _file(name: str, found: EmployeeList, about: list[tuple[str, str]]) -> StreamingHttpResponse:
    language = get_language() or "da"

    def lines() -> Iterator[str]:
        # Streamed after the middleware is done, so the language is set again here.
        with override(language):
            yield from csv_lines(found, about)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
