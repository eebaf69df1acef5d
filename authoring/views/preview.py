"""A part as a learner would see it, from the form as it stands or as it is saved."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from authoring.changes import Unfit
from authoring.desks import Desk
from authoring.links import part_url
from authoring.partpages import part_page
from authoring.preview import NothingToSee, nothing_kept, preview_of, write_for_preview
from authoring.views.lookup import the_draft, the_ref
from lib.texts import LANGUAGES, reader_language
from people.permissions import SignedInRequest, reviewer_only

# What the preview's own buttons and the learner's forms send; all else is the editor's form.
NOT_CARRIED = (
    "csrfmiddlewaretoken",
    "do",
    "sprog",
    "option",
    "try_number",
    "attempt",
    "sureness",
    "note",
)


@reviewer_only
@require_http_methods(["GET", "POST"])
def preview(
    request: SignedInRequest, guideline: str, edition: str, revision: int, kind: str, slug: str = ""
) -> HttpResponse:
    """Show a part as a learner would see it; nothing is saved."""
    draft = the_draft(guideline, edition, revision)
    desk = Desk.at(draft, the_ref(kind, slug, draft))
    if not desk.is_there:
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    form = desk.posted(sent) if "version" in sent else None
    if form is not None and not form.is_valid():
        context = {"page": part_page(desk, form), "form": form}
        return TemplateResponse(request, "authoring/part.html", context, status=422)
    with nothing_kept(), translation.override(language_of(sent)):
        try:
            if form is not None:
                write_for_preview(desk, form.edited())
            return _shown(request, desk, sent)
        except (Unfit, NothingToSee):
            raise Http404 from None


def language_of(sent: QueryDict) -> str:
    """The language that was asked for, else the reader's."""
    wanted = sent.get("sprog", "")
    return wanted if wanted in LANGUAGES else reader_language()


def _shown(request: SignedInRequest, desk: Desk, sent: QueryDict) -> HttpResponse:
    """The learner's page, made while what it reads is there."""
    shown = preview_of(desk, sent, reader=request.user, now=timezone.now())
    context = {
        **shown.context,
        "learners": shown.template,
        "carried": carried(request),
        "language": translation.get_language(),
        "edit_url": part_url(desk.draft, desk.editing.ref),
    }
    response = TemplateResponse(request, "authoring/preview.html", context)
    return response.render()


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What the editor has typed, to be sent along from page to page of the preview."""
    if "version" not in request.POST:
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_CARRIED
        for value in values
    ]
