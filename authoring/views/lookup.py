"""Finding what an editor's address names."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from authoring.drafts import DraftGone, InReview
from authoring.links import ref_of
from authoring.models import Draft, Submission
from authoring.parts import PartKind, Ref
from people.permissions import SignedInRequest
from policy.models import Guideline

P = ParamSpec("P")
View = Callable[Concatenate[SignedInRequest, P], HttpResponse]


def open_draft_at(guideline: str, edition: str, revision: int) -> Draft | None:
    """The open draft of that number; None where it is published, discarded or never was."""
    major, _dot, minor = edition.partition(".")
    if not (edition.isascii() and major.isdecimal() and minor.isdecimal()) or len(edition) > 9:
        return None
    found = Draft.objects.open().select_related(
        "revision__edition__guideline", "based_on__edition", "opened_by"
    )
    return found.filter(
        revision__edition__guideline__slug=guideline,
        revision__edition__major=int(major),
        revision__edition__minor=int(minor),
        revision__number=min(revision, 2**31 - 1),
    ).first()


def the_draft(guideline: str, edition: str, revision: int) -> Draft:
    """The open draft of that number, or 404."""
    draft = open_draft_at(guideline, edition, revision)
    if draft is None:
        raise Http404
    return draft


def submission_of(draft: Draft) -> Submission | None:
    """The draft's open submission, with those who sent and approved it (one query)."""
    found = Submission.objects.open().filter(draft=draft).select_related("sent_by", "approved_by")
    submission: Submission | None = found.first()
    if submission is not None:
        submission.draft = draft
    return submission


def the_submission(guideline: str, edition: str, revision: int) -> Submission:
    """The open submission of the draft of that number, or 404."""
    submission = submission_of(the_draft(guideline, edition, revision))
    if submission is None:
        raise Http404
    return submission


def is_what_was_shown(request: SignedInRequest, submission: Submission) -> bool:
    """Whether the form was made for this submission: a draft withdrawn meanwhile may come back with
    other words under the same number.
    """
    return number_in(request.POST.get("submission", "")) == submission.pk


def the_ref(word: str, slug: str = "", draft: Draft | None = None) -> Ref:
    """The part that the address names; the text only where it is edited."""
    ref = ref_of(word, slug)
    if ref is None or (ref.kind == PartKind.TEXT and draft and draft.is_of_published_text):
        raise Http404
    return ref


def the_guideline(slug: str) -> Guideline:
    """The guideline, or 404."""
    guideline: Guideline | None = Guideline.objects.filter(slug=slug).first()
    if guideline is None:
        raise Http404
    return guideline


def while_open(view: View[P]) -> View[P]:
    """Leads to the first page where the draft is published or discarded at the same moment, and to
    the draft's own where it is sent to review.
    """

    @wraps(view)
    def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DraftGone:
            return redirect("authoring:overview")
        except InReview:
            messages.info(request, _("The draft is in review. Withdraw it to go on writing."))
            named = [kwargs[name] for name in ("guideline", "edition", "revision")]
            return redirect("authoring:review", *named)

    return guarded


def number_in(sent: str) -> int:
    """A whole number that was sent; 0 where it is none."""
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 9 else 0
