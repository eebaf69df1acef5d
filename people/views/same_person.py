"""HR's page for two records of one person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.directory import merging
from people.directory.forms import MergeForm
from people.directory.look_alikes import names_twice
from people.finding import choices_of
from people.models import Employee, PersonAlias
from people.permissions import SignedInRequest, hr_only


@require_http_methods(["GET", "POST"])
@hr_only
def same_person(request: SignedInRequest) -> HttpResponse:
    """Find two records of one person and merge them; those merged before stand below."""
    words = request.GET.get("q", "").replace("\x00", "").strip()
    found = Employee.objects.filter(merged_into=None).matching_any(words.split(","))
    people = choices_of(found, timezone.localdate()) if words else []
    form = MergeForm(request.POST or None, people=people)
    if form.is_valid() and _merge(request, form):
        return redirect("people:same_person")
    context = {
        "form": form,
        "words": words,
        "people": people,
        "twice": names_twice(),
        "aliases": PersonAlias.objects.select_related("employee", "merged").order_by("-merged_at"),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "people/same_person.html", context, status=status)


def _merge(request: SignedInRequest, form: MergeForm) -> bool:
    """Whether they could be merged; if not, the form says why."""
    data = form.cleaned_data
    rows = Employee.objects.in_bulk([int(data["kept"]), int(data["other"])])
    kept, other = rows[int(data["kept"])], rows[int(data["other"])]
    try:
        merging.merge(
            kept=kept, other=other, by=request.user, reason=data["reason"], now=timezone.now()
        )
    except merging.NotMergeable as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The two are one person now: %(name)s.") % {"name": kept.name})
    return True


@require_POST
@hr_only
def separate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    alias = get_object_or_404(PersonAlias.objects.select_related("employee"), pk=pk)
    merging.separate(alias, by=request.user, now=timezone.now())
    said = _("They are two people again. The next import brings the other one back.")
    messages.success(request, said)
    return redirect("people:same_person")
