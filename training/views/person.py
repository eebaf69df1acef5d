"""The manager's page of one person, and what a manager does for them."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.actions import AlreadyOnLeave
from people.models import Employee, Leave
from people.permissions import SignedInRequest, manager_only, signed_in_by
from people.reading import record_read
from people.tree import Tree
from policy.actions import TextChanged
from training import actions
from training.guidelines import chosen_guideline
from training.models import Assignment, DueDate, Exemption
from training.person import person_page
from training.person_forms import (
    ExemptForm,
    MoveDueDateForm,
    OnBehalfForm,
    PauseForm,
    ResumeForm,
    days_later,
)
from training.progress import acknowledgement_of, progress_of
from training.views.scope import another, in_scope


@require_GET
@manager_only
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far one person of the manager's has come, and what can be done for them."""
    today, guideline = timezone.localdate(), chosen_guideline(request)
    tree = Tree.on(today)
    employee = in_scope(request, pk, tree)
    record_read(request, "read.person", employee.directory_id)
    page = person_page(
        employee,
        guideline,
        tree=tree,
        reader=request.user,
        day=today,
        query=_query(request),
    )
    return TemplateResponse(request, "training/person.html", {"page": page})


@require_http_methods(["GET", "POST"])
@manager_only
def move_due_date(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move the deadline, for a reason."""
    assignment = _open_round(request, pk)
    current = DueDate.objects.open().get(assignment=assignment).due_on
    today = timezone.localdate()
    form = MoveDueDateForm(days_later(_posted(request), current, today), today=today)
    if form.is_valid():
        facts = {**form.cleaned_data, "by": request.user, "now": timezone.now()}
        try:
            due_date = actions.move_due_date(assignment, **facts)
        except actions.OnLeaveThen:
            form.add_error("due_on", _("The employee is on leave then. Choose another day."))
        else:
            return _done(request, pk, _("The deadline is now %(day)s."), due_date.due_on)
    return _ask(request, "training/move_due_date.html", pk, form, due_on=current)


@require_http_methods(["GET", "POST"])
@manager_only
def pause(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record leave; why is nobody's business here."""
    employee = another(request, pk)
    today = timezone.localdate()
    form = PauseForm(_posted(request), today=today, initial={"from_on": today})
    if form.is_valid():
        facts = {**form.cleaned_data, "by": request.user, "now": timezone.now()}
        try:
            leave = actions.pause(employee, **facts)
        except AlreadyOnLeave:
            form.add_error("from_on", _("The employee is on another leave in these days."))
        else:
            return _done(request, pk, _("Leave is recorded from %(day)s."), leave.from_on)
    return _ask(request, "training/pause.html", pk, form)


@require_http_methods(["GET", "POST"])
@manager_only
def resume(request: SignedInRequest, pk: int, leave: int) -> HttpResponse:
    """Record the first day back from a leave."""
    found = get_object_or_404(Leave, pk=leave, employee=another(request, pk))
    today = timezone.localdate()
    form = ResumeForm(_posted(request), today=today, initial={"back_on": found.to_on or today})
    if form.is_valid():
        facts = {**form.cleaned_data, "by": request.user, "now": timezone.now()}
        try:
            actions.resume(found, **facts)
        except AlreadyOnLeave:
            form.add_error("back_on", _("The employee is on another leave in these days."))
        else:
            day = form.cleaned_data["back_on"]
            return _done(request, pk, _("The first day back is recorded: %(day)s."), day)
    return _ask(request, "training/resume.html", pk, form, leave=found)


@require_http_methods(["GET", "POST"])
@manager_only
def exempt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Exempt the person from the training until a day, for a reason."""
    employee = another(request, pk)
    form = ExemptForm(_posted(request), today=timezone.localdate())
    if form.is_valid():
        facts = {**form.cleaned_data, "by": request.user, "now": timezone.now()}
        try:
            exemption = actions.exempt(employee, chosen_guideline(request), **facts)
        except actions.AlreadyExempt:
            form.add_error(None, _("The employee is exempt already."))
        else:
            return _done(request, pk, _("Exempt up to and including %(day)s."), exemption.last_on)
    return _ask(request, "training/exempt.html", pk, form)


@require_POST
@manager_only
def end_exemption(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the exemption that holds today; where there is none, nothing happens."""
    today = timezone.localdate()
    exemptions = Exemption.objects.as_of(today).filter(guideline=chosen_guideline(request))
    for exemption in exemptions.filter(employee=another(request, pk)):
        actions.end_exemption(exemption, by=request.user, now=timezone.now())
    return _done(request, pk, _("The exemption has ended."))


@require_http_methods(["GET", "POST"])
@manager_only
def on_behalf(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down an acknowledgement on paper or on behalf, with a witness and what it rests on."""
    assignment = _open_round(request, pk)
    progress = progress_of(assignment)
    if progress is None or acknowledgement_of(progress) is not None:
        raise Http404
    edition = progress.revision.edition
    form = OnBehalfForm(
        _posted(request),
        initial={"edition": edition.number},
        languages=edition.languages(),
        people=Employee.objects.in_headcount(timezone.localdate()),
        involved=frozenset({pk, request.user.pk}),
    )
    if form.is_valid():
        try:
            actions.acknowledge_on_behalf(
                assignment,
                how=form.how(),
                by=request.user,
                auth=signed_in_by(request),
                now=timezone.now(),
            )
        except TextChanged:
            form.add_error(None, _("The text has changed meanwhile. Load the page again."))
        else:
            return _done(request, pk, _("The acknowledgement is recorded."))
    return _ask(
        request,
        "training/on_behalf.html",
        pk,
        form,
        edition=edition,
        guideline=edition.guideline.slug,
    )


def _open_round(request: SignedInRequest, pk: int) -> Assignment:
    """The round that the person has not completed yet."""
    rounds = Assignment.objects.open().select_related("employee", "guideline")
    return get_object_or_404(
        rounds, employee=another(request, pk), guideline=chosen_guideline(request), completion=None
    )


def _posted(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _query(request: SignedInRequest) -> str:
    """The guideline that the address names, for the next address."""
    return f"?{request.GET.urlencode()}" if "retningslinje" in request.GET else ""


def _ask(
    request: SignedInRequest, template: str, pk: int, form: Form, **context: Any
) -> HttpResponse:
    """The form's page, below the person's."""
    context |= {
        "form": form,
        "name": Employee.objects.values_list("name", flat=True).get(pk=pk),
        "back_url": reverse("training:person", args=[pk]) + _query(request),
    }
    return TemplateResponse(request, template, context, status=422 if form.errors else 200)


def _done(request: SignedInRequest, pk: int, text: str, day: Any = None) -> HttpResponse:
    """Back to the person, with what is done said in words."""
    messages.success(request, text % {"day": date_format(day, "DATE_FORMAT")} if day else text)
    return redirect(reverse("training:person", args=[pk]) + _query(request))
