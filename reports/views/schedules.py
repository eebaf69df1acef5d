"""HR's page of reports by mail: who gets which, adding one, stopping one."""

from datetime import date

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.finding import choices_of
from people.models import Department, Employee, EmployeeQuerySet
from people.permissions import SignedInRequest, hr_only
from people.tree import Tree
from reports.models import Report, ReportSchedule
from reports.models.schedules import ALREADY
from reports.outlet_forms import ScheduleForm
from reports.schedules import Already, NotTheirs, add_schedule, schedule_rows, stop_schedule
from training.guidelines import chosen_guideline


@require_http_methods(["GET", "POST"])
@hr_only
def schedules(request: SignedInRequest) -> HttpResponse:
    """Who gets which report; somebody found by name is sent one."""
    day, words = timezone.localdate(), request.GET.get("q", "").replace("\x00", "").strip()
    people = choices_of(_readers(day, words), day) if words else []
    form = ScheduleForm(request.POST or None, people=people, tree=Tree.on(day))
    if form.is_valid() and _add(request, form):
        return redirect("reports:schedules")
    context = {"form": form, "words": words, "people": people, "rows": schedule_rows(day)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "reports/schedules.html", context, status=status)


def _readers(day: date, words: str) -> EmployeeQuerySet:
    """Whom a report can be sent to at all."""
    may = Q(is_hr=True) | Q(is_auditor=True) | Q(is_manager=True)
    people: EmployeeQuerySet = Employee.objects.in_headcount(day).with_roles(day)
    return people.filter(may).matching(words)


def _add(request: SignedInRequest, form: ScheduleForm) -> bool:
    """Whether it could be added; if not, the form says why."""
    rhythm, day = form.rhythm()
    recipient = Employee.objects.get(pk=form.cleaned_data["employee"])
    try:
        add_schedule(
            recipient=recipient,
            report=Report(form.cleaned_data["report"]),
            suffix=form.cleaned_data["suffix"],
            guideline=chosen_guideline(request),
            department=Department.objects.filter(pk=form.unit() or 0).first(),
            rhythm=rhythm,
            day=day,
            by=request.user,
            now=timezone.now(),
        )
    except NotTheirs:
        form.add_error("department", _("This person may not read reports about that department."))
        return False
    except Already:
        form.add_error(None, ALREADY)
        return False
    messages.success(request, _("%(name)s gets the report by mail.") % {"name": recipient.name})
    return True


@require_POST
@hr_only
def schedule_stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send no more of it."""
    found = get_object_or_404(ReportSchedule.objects.select_related("recipient"), pk=pk)
    stop_schedule(found, by=request.user, now=timezone.now())
    said = _("%(name)s no longer gets the report.") % {"name": found.recipient.name}
    messages.success(request, said)
    return redirect("reports:schedules")
