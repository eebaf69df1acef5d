"""A draft's way to publication: sent, confirmed, approved or sent back by a second person, published."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from authoring.asking import NumberChanged, people_asked, publish_and_ask, reach_of
from authoring.hanging import Overtaken, confirm_part
from authoring.links import draft_url
from authoring.models import Outcome, Submission
from authoring.pages import draft_line
from authoring.reviewing import confirmation_page, review_page
from authoring.reviews import review_of
from authoring.submission_forms import AskForm, SendBackForm, SubmitForm
from authoring.submitting import (
    NotConfirmed,
    NotReady,
    NotSent,
    may_review,
    submit,
    to_confirm,
)
from authoring.submitting import approve as approve_submission
from authoring.submitting import send_back as send_submission_back
from authoring.submitting import withdraw as withdraw_submission
from authoring.views.lookup import (
    is_what_was_shown,
    number_in,
    submission_of,
    the_draft,
    the_ref,
    the_submission,
    while_open,
)
from people.permissions import SignedInRequest, editor_only, hr_only, reviewer_only

SINCE_YOU_SAW_IT = gettext_lazy("It has been changed since you saw it. Read it once more.")


@editor_only
@require_http_methods(["GET", "POST"])
@while_open
def send(request: SignedInRequest, guideline: str, edition: str, revision: int) -> HttpResponse:
    """Ask what has changed; a POST sends the draft to review, if every check is passed."""
    draft = the_draft(guideline, edition, revision)
    if submission_of(draft):
        return redirect(draft_url(draft, "review"))
    is_of_text = not draft.is_of_published_text
    form = SubmitForm(request.POST or None, is_of_text=is_of_text)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = {"note": form.cleaned_data["note"], "is_material": form.is_material()}
        try:
            submission = submit(draft, **said, by=request.user, now=timezone.now())
            messages.success(request, _("Sent to review."))
            return redirect(draft_url(submission.draft, "review"))
        except NotReady:
            status = 409
    context = {
        "form": form,
        "line": draft_line(draft),
        "review": review_of(draft),
        "unconfirmed": sum(one.confirmation is None for one in to_confirm(draft)),
        "confirm_url": draft_url(draft, "confirmations"),
    }
    status = 422 if form.errors else status
    return TemplateResponse(request, "authoring/send.html", context, status=status)


@editor_only
@require_POST
@while_open
def withdraw(request: SignedInRequest, guideline: str, edition: str, revision: int) -> HttpResponse:
    """Take a draft back from review, to go on writing."""
    draft = the_draft(guideline, edition, revision)
    submission = submission_of(draft)
    if submission is not None:
        try:
            withdraw_submission(submission, by=request.user, now=timezone.now())
            messages.success(request, _("Withdrawn. The draft can be written on again."))
        except NotSent:
            return redirect("authoring:overview")
    return redirect(draft_url(draft))


@reviewer_only
@require_GET
def review(request: SignedInRequest, guideline: str, edition: str, revision: int) -> HttpResponse:
    """What a draft in review changes, for the second person."""
    draft = the_draft(guideline, edition, revision)
    submission = submission_of(draft)
    if submission is None:
        return redirect(draft_url(draft) if request.user.is_editor else "authoring:overview")
    return _review(request, submission)


def _review(request: SignedInRequest, submission: Submission, status: int = 200) -> HttpResponse:
    page = review_page(submission, request.user)
    context = {"page": page, "is_late": status == 409}
    return TemplateResponse(request, "authoring/review.html", context, status=status)


@reviewer_only
@require_POST
def approve(request: SignedInRequest, guideline: str, edition: str, revision: int) -> HttpResponse:
    """Approve a draft as the second person; lessons and situations alone are published with it."""
    submission = the_submission(guideline, edition, revision)
    if not may_review(submission, request.user):
        raise PermissionDenied
    if not is_what_was_shown(request, submission):
        return _shown_anew(request, submission)
    try:
        done = approve_submission(submission, by=request.user, now=timezone.now())
    except (NotConfirmed, NotReady):
        return _review(request, submission, status=409)
    except NotSent:
        return redirect("authoring:overview")
    if done.outcome == Outcome.PUBLISHED:
        _say_published(request, edition, revision)
        return redirect("authoring:overview")
    messages.success(request, _("Approved."))
    return redirect(draft_url(done.draft, "publish" if request.user.is_hr else "review"))


def _shown_anew(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """To the page of what is in review by now."""
    messages.warning(request, SINCE_YOU_SAW_IT)
    return redirect(draft_url(submission.draft, "review"))


@reviewer_only
@require_http_methods(["GET", "POST"])
def send_back(
    request: SignedInRequest, guideline: str, edition: str, revision: int
) -> HttpResponse:
    """Ask why; a POST sends the draft back to be written on."""
    submission = the_submission(guideline, edition, revision)
    form = SendBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            send_submission_back(submission, reason=reason, by=request.user, now=timezone.now())
            messages.success(request, _("Sent back."))
        except NotSent:
            pass  # somebody else was first: the overview says what has become of it
        return redirect("authoring:overview")
    context = {
        "form": form,
        "line": draft_line(submission.draft),
        "back_url": draft_url(submission.draft, "review"),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "authoring/send_back.html", context, status=status)


@reviewer_only
@require_GET
def confirmations(
    request: SignedInRequest, guideline: str, edition: str, revision: int
) -> HttpResponse:
    """The lessons and situations on changed clauses, and who confirmed each."""
    draft = the_draft(guideline, edition, revision)
    page = confirmation_page(draft, is_in_review=submission_of(draft) is not None)
    return TemplateResponse(request, "authoring/confirmations.html", {"page": page})


@reviewer_only
@require_POST
@while_open
def confirm(
    request: SignedInRequest, guideline: str, edition: str, revision: int, kind: str, slug: str
) -> HttpResponse:
    """Confirm that a part still fits its changed clause, as it was shown."""
    draft = the_draft(guideline, edition, revision)
    ref, shown = the_ref(kind, slug), request.POST.get("sha256", "")
    try:
        confirm_part(draft, ref, sha256=shown, by=request.user, now=timezone.now())
    except Overtaken:
        messages.warning(request, SINCE_YOU_SAW_IT)
    return redirect(draft_url(draft, "confirmations"))


@hr_only
@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, guideline: str, edition: str, revision: int) -> HttpResponse:
    """HR chooses who must acknowledge again and sees how many that is; the second POST publishes."""
    submission = the_submission(guideline, edition, revision)
    if submission.approved_at is None or submission.draft.is_of_published_text:
        raise Http404
    if request.method == "POST" and not is_what_was_shown(request, submission):
        return _shown_anew(request, submission)
    today = timezone.localdate()
    subject = submission.draft.revision.edition.guideline
    reach = reach_of(subject, today)
    data = request.POST if request.method == "POST" else None
    form = AskForm(data, reach=reach, today=today)
    people, has_changed = None, False
    if request.method == "POST" and form.is_valid():
        people = people_asked(subject, form.choice(), today).count()
        try:
            if "publish" in request.POST:
                return _published(request, submission, form)
        except NumberChanged as changed:
            people, has_changed = changed.people, True
    context = {
        "form": form,
        "line": draft_line(submission.draft),
        "submission": submission,
        "back_url": draft_url(submission.draft, "review"),
        "people": people,
        "has_changed": has_changed,
    }
    status = 409 if has_changed else 422 if form.errors else 200
    return TemplateResponse(request, "authoring/publish.html", context, status=status)


def _published(request: SignedInRequest, submission: Submission, form: AskForm) -> HttpResponse:
    try:
        asked = publish_and_ask(
            submission,
            choice=form.choice(),
            people=number_in(request.POST.get("people", "")),
            by=request.user,
            now=timezone.now(),
        )
    except NotSent:
        return redirect("authoring:overview")
    published = submission.draft.revision
    _say_published(request, published.edition.number, published.number)
    words = ngettext(
        "%(count)d employee is asked to acknowledge again.",
        "%(count)d employees are asked to acknowledge again.",
        asked.people,
    )
    messages.success(request, words % {"count": asked.people})
    return redirect("authoring:overview")


def _say_published(request: SignedInRequest, edition: str, revision: int) -> None:
    words = _("Published: version %(edition)s, course no. %(number)s.")
    messages.success(request, words % {"edition": edition, "number": revision})
