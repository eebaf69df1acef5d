"""HR's pages of acknowledgements that somebody else wrote down: the list, and correcting one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from evidence.actions import WrongKey
from evidence.keys import NoKey, UnusableKey
from people.permissions import SignedInRequest, hr_only
from people.reading import record_read
from policy.corrections import NotCorrectable
from policy.models import Acknowledgement
from training.correction_form import CorrectionForm
from training.corrections import correct as correct_acknowledgement
from training.corrections import correction_page, written_down

PER_PAGE = 50


@require_GET
@hr_only
def paper(request: SignedInRequest) -> HttpResponse:
    """What others wrote down, the newest first."""
    page = Paginator(written_down(), PER_PAGE).get_page(request.GET.get("side"))
    record_read(request, "read.paper")
    return TemplateResponse(request, "training/paper.html", {"page": page})


@require_http_methods(["GET", "POST"])
@hr_only
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """All that was written about one, and correcting it."""
    row = get_object_or_404(written_down(), pk=pk)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        languages=row.edition.languages(),
        initial={"language": row.language, "basis_note": row.basis_note},
    )
    if form.is_valid():
        try:
            return _correct(request, row, form)
        except (NoKey, UnusableKey, WrongKey):
            form.add_error(None, _("The log’s key is missing or wrong, so nothing can be signed."))
        except NotCorrectable:
            form.add_error(None, _("It was corrected by somebody else meanwhile."))
    record_read(request, "read.receipt", row.employee.directory_id)
    context = {"page": correction_page(row), "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "training/correct.html", context, status=status)


def _correct(request: SignedInRequest, row: Acknowledgement, form: CorrectionForm) -> HttpResponse:
    new = correct_acknowledgement(
        row,
        right=form.right(),
        note=form.cleaned_data["note"],
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("The correction is entry %(seq)d.") % {"seq": new.record_id})
    return redirect("training:correct", new.pk)
