"""HR's page of what is erased when: what is due, what the last run did, and signing for the years."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.permissions import SignedInRequest, hr_only
from privacy.forms import SignForm
from privacy.models import RetentionDecision
from privacy.pages import done_of
from privacy.runs import last_run, sign, would_erase


@require_http_methods(["GET", "POST"])
@hr_only
def retention(request: SignedInRequest) -> HttpResponse:
    """What is due, what was done, and who signed; a POST signs."""
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sign(**form.decision(), by=request.user, now=timezone.now())
        messages.success(request, _("It is signed, and holds from the next run."))
        return redirect("privacy:retention")
    context = {
        "form": form,
        "run": would_erase(now=timezone.now()),
        "last": done_of(last_run()),
        "decisions": RetentionDecision.objects.newest_first(),
        "is_listed": bool(settings.RETENTION_FOLDER),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "privacy/retention.html", context, status=status)
