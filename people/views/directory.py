"""HR's import of people: upload, look at what would happen, confirm."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.directory.apply import Changed, Stopped
from people.directory.bundles import MOST_PACKED
from people.directory.forms import UploadForm
from people.directory.merging import NotMergeable
from people.directory.pages import last_import, preview_page, said_of
from people.directory.problems import Refused
from people.directory.sample_files import FILES, content_of
from people.directory.staging import confirm, recognise_in, stage
from people.directory.staging import discard as discard_staged
from people.models import StagedImport
from people.permissions import SignedInRequest, hr_only
from people.uploads import takes_file


@csrf_exempt
@require_http_methods(["GET", "POST"])
@hr_only
@takes_file(MOST_PACKED)
def directory(request: SignedInRequest) -> HttpResponse:
    """Upload a file; what it would do is shown next."""
    if StagedImport.objects.confirmed(timezone.now()).exists():
        return redirect("people:preview")
    form = UploadForm(*(request.POST, request.FILES) if request.method == "POST" else ())
    if form.is_valid() and _stage(request, form):
        return redirect("people:preview")
    context = {
        "form": form,
        "last": last_import(),
        "waiting": StagedImport.objects.waiting(timezone.now()).first(),
        "samples": FILES,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "people/directory.html", context, status=status)


def _stage(request: SignedInRequest, form: UploadForm) -> bool:
    """Whether the file could be read; if not, the form says why."""
    file = form.cleaned_data["file"]
    try:
        stage(file.name, file.file, by=request.user, now=timezone.now())
    except Refused as refusal:
        form.add_error("file", str(refusal.problem))
        return False
    finally:
        file.close()
    return True


@require_GET
@hr_only
def preview(request: SignedInRequest) -> HttpResponse:
    """Who would join, move, change and leave, and what is wrong where."""
    staged = StagedImport.objects.waiting(timezone.now()).first()
    if staged is None:
        return redirect("people:directory")
    if staged.confirmed_at:
        return TemplateResponse(request, "people/importing.html", {"staged": staged})
    page = preview_page(staged, request.GET.get("vis", ""), request.GET.get("side", "1"))
    return TemplateResponse(request, "people/preview.html", {"page": page})


@require_POST
@hr_only
def apply(request: SignedInRequest) -> HttpResponse:
    """Do what was shown, all or nothing."""
    now = timezone.now()
    staged = StagedImport.objects.waiting(now).first()
    if staged is None:
        messages.warning(request, _("There is no file waiting. Upload it again."))
        return redirect("people:directory")
    try:
        counts = confirm(
            staged,
            shown=request.POST.get("shown", ""),
            accepts_leaving="accepts_leaving" in request.POST,
            by=request.user,
            now=now,
        )
    except Changed:
        return redirect("people:preview")  # which says so
    except Stopped:
        messages.error(request, _("Nothing was written. See below what stands in the way."))
        return redirect("people:preview")
    if counts is None:
        return redirect("people:preview")
    messages.success(request, said_of(counts))
    return redirect("people:directory")


@require_POST
@hr_only
def discard(request: SignedInRequest) -> HttpResponse:
    """Forget the uploaded file."""
    staged = StagedImport.objects.waiting(timezone.now()).first()
    if staged is not None and not discard_staged(staged):
        messages.warning(request, _("It is too late: the import is being written."))
        return redirect("people:preview")
    messages.success(request, _("The file has been discarded. Nothing was written."))
    return redirect("people:directory")


@require_POST
@hr_only
def recognise(request: SignedInRequest) -> HttpResponse:
    """Say that somebody who would join is somebody who would leave, with another id."""
    now = timezone.now()
    staged = StagedImport.objects.waiting(now).first()
    if staged is None:
        return redirect("people:directory")
    joining, leaving = (request.POST.get(name, "") for name in ("joining", "leaving"))
    try:
        recognise_in(staged, joining=joining, leaving=leaving, by=request.user, now=now)
    except NotMergeable as refusal:
        messages.error(request, str(refusal))
    return redirect("people:preview")


@require_GET
@hr_only
def sample(request: SignedInRequest, name: str) -> FileResponse:
    """A file of invented people, to try the import with or to follow its form."""
    if name not in FILES:
        raise Http404
    file, content = FILES[name], content_of(name)
    return FileResponse(content, as_attachment=True, filename=file)
