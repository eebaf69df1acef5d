"""One part of a draft: its form and its history. Only saving writes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from authoring.changes import Collision, Unfit, save_part
from authoring.desks import Desk, conflict_of, kept_texts
from authoring.drafts import DraftGone, InReview
from authoring.forms import PartForm
from authoring.links import draft_url, part_url
from authoring.models import Change, Draft
from authoring.moves import is_move
from authoring.newer import newer_than
from authoring.partpages import history_of, part_page
from authoring.parts import PartKind, Ref
from authoring.reviews import review_of_part
from authoring.views.lookup import number_in, open_draft_at, submission_of, the_draft, the_ref
from authoring.views.typed import keeps_typed, typed_before
from people.permissions import SignedInRequest, editor_only


@keeps_typed
@editor_only
@require_http_methods(["GET", "POST"])
def part(
    request: SignedInRequest, guideline: str, edition: str, revision: int, kind: str, slug: str = ""
) -> HttpResponse:
    """A part's form. Its buttons save, check, or change its lists; only saving writes."""
    found = open_draft_at(guideline, edition, revision)
    ref = the_ref(kind, slug, found)
    if found is None:
        return _kept(request, ref, None)
    if request.method != "POST" and submission_of(found) is not None:
        return redirect(draft_url(found, "review"))
    desk = Desk.at(found, ref)
    if not desk.is_there:
        return _kept(request, ref, found)
    if request.method == "POST":
        return _posted(request, desk)
    return _opened(request, desk)


def _opened(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form as it is saved, or with another text: typed before the sign-in ran out, an earlier one,
    or what was published since.
    """
    if (typed := typed_before(request)) is not None:
        return _shown(request, desk, desk.posted(typed), is_typed_before=True)
    ref = desk.editing.ref
    number = number_in(request.GET.get("tidligere", ""))
    change = Change.objects.filter(draft=desk.draft, part=ref.key, number=number).first()
    if change is not None:
        return _shown(request, desk, desk.form(change.before), is_earlier=True)
    newer = newer_than(desk.draft) if "flet" in request.GET else None
    is_text = ref.kind == PartKind.TEXT  # an edition's text is its own
    both = newer.merged(desk.editing.module, ref) if newer and not is_text else None
    return _shown(request, desk, desk.form(both), is_merged=both is not None)


def _posted(request: SignedInRequest, desk: Desk) -> HttpResponse:
    do = request.POST.get("do", "save")
    form = desk.posted(request.POST)
    if is_move(do):
        return _shown(request, desk, desk.rearranged(form, do))
    if not form.is_valid():
        return _shown(request, desk, form, status=422)
    if do == "check":
        editing = desk.editing
        text = editing.part(form.edited())
        review = review_of_part(desk.draft, editing.module, editing.ref, text)
        return _shown(request, desk, form, review=review)
    return _save(request, desk, form)


def _save(request: SignedInRequest, desk: Desk, form: PartForm) -> HttpResponse:
    draft, ref = desk.draft, desk.editing.ref
    version = form.cleaned_data["version"]
    now = timezone.now()
    try:
        save_part(draft, ref, form.edited(), version=version, by=request.user, now=now)
    except Collision as collision:
        conflict = conflict_of(desk, form, collision)
        if conflict.is_removed:
            return _kept(request, ref, draft)
        return _shown(request, desk, conflict.form, conflict=conflict, status=409)
    except Unfit:  # what it names went a moment ago: the form made afresh says so at the field
        fresh = Desk.at(draft, ref)
        return _shown(request, fresh, fresh.posted(request.POST), status=422)
    except DraftGone:
        return _kept(request, ref, None)
    except InReview:
        return _kept(request, ref, draft)
    messages.success(request, _("Saved."))
    return redirect(part_url(draft, ref))


def _shown(
    request: HttpRequest, desk: Desk, form: PartForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    is_unsaved = request.method == "POST"
    context = {"page": part_page(desk, form, is_unsaved=is_unsaved, **more), "form": form}
    return TemplateResponse(request, "authoring/part.html", context, status=status)


def _kept(request: HttpRequest, ref: Ref, draft: Draft | None) -> HttpResponse:
    """Nothing can be saved any more: what was typed is shown, so that it can be copied."""
    if request.method != "POST":
        raise Http404
    texts = kept_texts(ref, request.POST)
    context = {"texts": texts, "url": draft_url(draft) if draft else ""}
    return TemplateResponse(request, "authoring/kept.html", context, status=409)


@editor_only
@require_GET
def history(
    request: SignedInRequest, guideline: str, edition: str, revision: int, kind: str, slug: str = ""
) -> HttpResponse:
    """Who changed a part when, and what it said before."""
    found = the_draft(guideline, edition, revision)
    page = history_of(Desk.at(found, the_ref(kind, slug, found)))
    if not page.entries:
        raise Http404
    return TemplateResponse(request, "authoring/history.html", {"page": page})
