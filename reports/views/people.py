"""The pages that name people, but for the list: reading them is recorded."""

from datetime import date
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from people.models import Employee
from people.permissions import SignedInRequest, reports_only
from people.reading import record_read
from policy.models import Guideline
from reports.corrections import Corrections, corrections_of
from reports.department import DepartmentPage, department_page
from reports.person import person_of
from reports.views.status import page_of
from training.guidelines import chosen_guideline


@require_GET
@reports_only
def department(request: SignedInRequest, department: int) -> HttpResponse:
    """A department's figures, those below it, and who is missing there."""
    number = request.GET.get("side", "1")

    def build(guideline: Guideline, day: date) -> DepartmentPage | None:
        return department_page(guideline, day, department, number=number)

    response = page_of(request, "reports/department.html", build)
    if response.status_code == HTTPStatus.OK:
        record_read(request, "read.department", departments=[department])
    return response


@require_GET
@reports_only
def corrections(request: SignedInRequest) -> HttpResponse:
    """What was recorded late."""
    number = request.GET.get("side", "1")

    def build(guideline: Guideline, day: date) -> Corrections:
        return corrections_of(guideline, day, number)

    response = page_of(request, "reports/corrections.html", build)
    if response.status_code == HTTPStatus.OK:
        record_read(request, "read.corrections")
    return response


@require_GET
@reports_only
def person(request: SignedInRequest, employee: int) -> HttpResponse:
    """What HR may know of one person."""
    found = get_object_or_404(Employee, pk=employee)
    record_read(request, "read.person", found.directory_id)
    page = person_of(found, chosen_guideline(request), timezone.localdate())
    return TemplateResponse(request, "reports/person.html", {"page": page})
