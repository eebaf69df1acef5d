"""Adding, removing, putting back and moving the parts of a draft."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from authoring.arranging import StillUsed, add_part, move_part, remove_part
from authoring.changes import Collision, Unfit
from authoring.desks import Desk
from authoring.export import module_of
from authoring.forms import AddForm
from authoring.links import draft_url, kind_of, part_url
from authoring.pages import draft_line
from authoring.partpages import history_of, removal_of
from authoring.parts import Ref
from authoring.places import ADDING
from authoring.views.lookup import number_in, the_draft, the_ref, while_open
from people.permissions import SignedInRequest, editor_only


@editor_only
@require_http_methods(["GET", "POST"])
@while_open
def add(
    request: SignedInRequest, guideline: str, edition: str, revision: int, kind: str
) -> HttpResponse:
    """Add a lesson, a situation or a card; all but its title is filled in on its own page."""
    found = the_draft(guideline, edition, revision)
    adding = kind_of(kind)
    if adding is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    initial = {"lesson": request.GET.get("lektion", "")}
    form = AddForm(data, initial=initial, kind=adding, module=module_of(found.revision))
    if request.method == "POST" and form.is_valid():
        part = form.part()
        ref = Ref(adding, part["id"])
        try:
            add_part(found, ref, part, by=request.user, now=timezone.now())
            return redirect(part_url(found, ref))
        except Unfit:
            form.add_error(None, _("The draft was changed at the same moment. Try once more."))
    context = {"form": form, "line": draft_line(found), "title": ADDING[adding]}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "authoring/add.html", context, status=status)


@editor_only
@require_http_methods(["GET", "POST"])
@while_open
def remove(
    request: SignedInRequest, guideline: str, edition: str, revision: int, kind: str, slug: str
) -> HttpResponse:
    """Ask once more; a POST takes the part out of the draft. Its text is kept in its history."""
    found = the_draft(guideline, edition, revision)
    desk = Desk.at(found, the_ref(kind, slug))
    if desk.editing.current is None:
        raise Http404
    status = 200
    if request.method == "POST":
        version = number_in(request.POST.get("version", ""))
        ref, now = desk.editing.ref, timezone.now()
        try:
            remove_part(found, ref, version=version, by=request.user, now=now)
            messages.success(request, _("Removed. Its text is kept in its history."))
            return redirect(draft_url(found))
        except (Collision, StillUsed, Unfit):
            desk, status = Desk.at(found, ref), 409
    context = {"page": removal_of(desk), "version": desk.version, "is_late": status == 409}
    return TemplateResponse(request, "authoring/remove.html", context, status=status)


@editor_only
@require_POST
@while_open
def put_back(
    request: SignedInRequest, guideline: str, edition: str, revision: int, kind: str, slug: str
) -> HttpResponse:
    """Put a part back that was removed, as it was."""
    found = the_draft(guideline, edition, revision)
    ref = the_ref(kind, slug)
    removed = history_of(Desk.at(found, ref)).removed
    if removed is None or removed.before is None:
        raise Http404
    try:
        add_part(found, ref, removed.before, by=request.user, now=timezone.now())
        return redirect(part_url(found, ref))
    except Unfit:
        messages.error(request, _("It can’t be put back: what it names is not there any more."))
        return redirect(part_url(found, ref, "history"))


@editor_only
@require_POST
@while_open
def move(
    request: SignedInRequest, guideline: str, edition: str, revision: int, kind: str, slug: str
) -> HttpResponse:
    """Move a part one place up or down."""
    found = the_draft(guideline, edition, revision)
    ref = the_ref(kind, slug)
    up = request.POST.get("way") == "up"
    move_part(found, ref, up=up, by=request.user, now=timezone.now())
    return redirect(part_url(found, ref))
