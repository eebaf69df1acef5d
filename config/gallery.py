"""The gallery of components and form fields: only in development, and for the accessibility journey."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from config.specimen_form import LaidOutForm, SpecimenForm
from config.specimens import Specimen, specimens

FOLDER = settings.BASE_DIR / "templates"


def arguments_of(template: str) -> str:
    """What a component takes: its first line, which every component has."""
    first = (FOLDER / template).read_text(encoding="utf-8").partition("\n")[0]
    return first.removeprefix("{# args: ").removesuffix(" #}")


def _shown(request: HttpRequest, specimen: Specimen) -> dict[str, Any]:
    template = get_template(specimen.template)
    before, after = specimen.around
    states = [before + template.render(state, request) + after for state in specimen.states]
    return {
        "name": specimen.name,
        "arguments": arguments_of(specimen.template),
        "states": [SafeString(state) for state in states],
    }


@login_not_required
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component, field and drawing on one page."""
    context = {
        "components": [_shown(request, one) for one in specimens()],
        "empty": SpecimenForm(prefix="empty"),
        "told": SpecimenForm({}, prefix="wrong"),
        "asked": [SpecimenForm(prefix="asked")[name] for name in ("name", "hinted", "state")],
        "laid_out": LaidOutForm(prefix="laid-out"),
        "drawings": sorted(f"drawings/{path.name}" for path in Path(FOLDER, "drawings").iterdir()),
    }
    return TemplateResponse(request, "config/gallery.html", context)
