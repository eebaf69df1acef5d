"""The real guideline as it is published, and what somebody signed on paper."""

from typing import Any

from django.db.models import Model
from django.utils import timezone

from lib.texts import texts_of
from people.models import Employee
from policy.actions import Shown, record_acknowledgement, shown_text
from policy.models import Acknowledgement, Guideline, Method, Revision
from tests.factories.people import Cast


def the_guideline() -> Guideline:
    """The real guideline, loaded once for all tests."""
    return Guideline.objects.get(slug="social-media")


def the_revision() -> Revision:
    """Its published revision."""
    of_the_guideline = Revision.objects.filter(edition__guideline__slug="social-media", number=1)
    return of_the_guideline.select_related("edition").get(edition__major=1, edition__minor=0)


def da(row: Model, field: str) -> str:
    """A row's Danish text."""
    return texts_of(row, field)["da"] or ""


def shown(language: str = "da") -> Shown:
    """What the acknowledgement page shows in a language."""
    return shown_text(the_revision().edition, language)


def on_paper(employee: Employee, cast: Cast, **details: Any) -> Acknowledgement:
    """What somebody signed on paper and HR wrote down, witnessed by their manager."""
    return record_acknowledgement(
        employee=employee,
        department_ref="",
        revision=the_revision(),
        round=details.pop("round", 1),
        shown=shown(details.pop("language", "da")),
        now=details.pop("now", timezone.now()),
        method=Method.PAPER,
        actor_ref=details.pop("actor_ref", cast.hr.directory_id),
        witness_ref=cast.manager.directory_id,
        basis_note="Det underskrevne ark ligger i mappen",
        quiz_completed=False,
    )
