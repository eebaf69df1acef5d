"""What is held about oneself: the page, and the same as files."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from evidence.receipt import ProofBroken
from lib.pdf import PdfResponse
from people.models import Employee
from people.permissions import SignedInRequest
from policy.models import Acknowledgement
from policy.receipts import receipt_for
from privacy.mine import mine_of

PRETTY = {"ensure_ascii": False, "indent": 2}
READINGS = 30


@require_GET
def mine(request: SignedInRequest) -> HttpResponse:
    """All that is held about the person who is signed in, and who has looked at it."""
    page = mine_of(request.user, now=timezone.now(), is_own=True)
    context = {"page": page, "readings": page.readings[:READINGS], "all": len(page.readings)}
    return TemplateResponse(request, "privacy/mine.html", context)


@require_GET
def mine_json(request: SignedInRequest) -> HttpResponse:
    """The same for a program, with every receipt and its proof."""
    page = mine_of(request.user, now=timezone.now(), is_own=True)
    response = JsonResponse(page.as_json(), json_dumps_params=PRETTY)
    response["Content-Disposition"] = 'attachment; filename="mine-oplysninger.json"'
    return response


@require_GET
def mine_pdf(request: SignedInRequest) -> HttpResponse:
    """The same as a document."""
    page = mine_of(request.user, now=timezone.now(), is_own=True)
    return PdfResponse(page.as_pdf(), "mine-oplysninger.pdf")


@require_GET
def mine_receipt(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own receipt with its proof; 404 while it isn't signed."""
    own = Employee.objects.same_person_as(request.user)
    rows = Acknowledgement.objects.filter(employee__in=own, record__isnull=False)
    try:
        receipt = receipt_for(get_object_or_404(rows, pk=pk))
    except ProofBroken:
        receipt = None
    if receipt is None:
        raise Http404
    response = JsonResponse(receipt, json_dumps_params=PRETTY)
    response["Content-Disposition"] = f'attachment; filename="kvittering-{pk}.json"'
    return response
