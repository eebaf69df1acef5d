"""HR's page of mails: tomorrow's beforehand, what was sent, what waits and why; stopping them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lib.addresses import query_without
from outbox.actions import AlreadyOnItsWay
from outbox.models import Message
from people.permissions import SignedInRequest, hr_only
from people.reading import record_read
from training.mail_actions import hold_mail, lift_mail, retry_message, stop_message
from training.mail_log import mail_log, preview_of
from training.schedule import Kind


@require_GET
@hr_only
def reminders(request: SignedInRequest) -> HttpResponse:
    """The mails of one tab, and what holds them back."""
    page = mail_log(
        tab=request.GET.get("vis", ""),
        kind=request.GET.get("slags", ""),
        number=request.GET.get("side", "1"),
        now=timezone.now(),
    )
    record_read(request, "read.mails")
    context = {"page": page, "kinds": Kind.choices, "query": query_without(request.GET, "side")}
    return TemplateResponse(request, "training/reminders.html", context)


@require_GET
@hr_only
def message(request: SignedInRequest, pk: int) -> HttpResponse:
    """One mail: what it says, to whom, when."""
    found = get_object_or_404(Message, pk=pk)
    if found.subject:
        record_read(request, "read.mail", found.subject)
    page = preview_of(found, now=timezone.now())
    return TemplateResponse(request, "training/message.html", {"page": page})


@require_POST
@hr_only
def message_stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Never send one mail."""
    try:
        stop_message(get_object_or_404(Message, pk=pk), by=request.user, now=timezone.now())
    except AlreadyOnItsWay:
        messages.warning(request, _("Too late: the mail has been sent or is being sent."))
    else:
        messages.success(request, _("The mail is stopped."))
    return redirect("training:reminders")


@require_POST
@hr_only
def message_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Try to deliver one mail again."""
    retry_message(get_object_or_404(Message, pk=pk), by=request.user, now=timezone.now())
    messages.success(request, _("The mail will be tried again."))
    return redirect("training:reminders")


def _kind(request: SignedInRequest) -> str:
    kind = request.POST.get("kind", "")
    if kind and kind not in Kind.values:
        raise Http404
    return kind


@require_POST
@hr_only
def mail_hold(request: SignedInRequest) -> HttpResponse:
    """Let all mails wait, or all of a kind."""
    hold_mail(kind=_kind(request), by=request.user, now=timezone.now())
    return redirect("training:reminders")


@require_POST
@hr_only
def mail_lift(request: SignedInRequest) -> HttpResponse:
    """Let them go on."""
    lift_mail(kind=_kind(request), by=request.user, now=timezone.now())
    messages.success(request, _("Mails are sent again. What is no longer needed is left out."))
    return redirect("training:reminders")
