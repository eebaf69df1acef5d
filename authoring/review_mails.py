"""The mail that says a draft waits for a second person: to everybody who may be that one."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from authoring.links import draft_url
from authoring.models import Submission
from authoring.pages import draft_line
from lib.days import day_of, spelled_day
from lib.workdays import office_time_from
from outbox.actions import New, put_all
from outbox.handlers import NotNeeded
from outbox.letters import Letter, footer
from outbox.mail import Mail
from outbox.models import Message
from people.models import Employee, EmployeeQuerySet, Role, RoleGrant
from training.schedule import Kind
from training.unneeded import GONE, LEFT, NO_ADDRESS


def reviewers(submission: Submission, now: datetime) -> EmployeeQuerySet:
    """Who may be the second person: editors and HR who neither sent it nor wrote in it."""
    able = RoleGrant.objects.active().filter(role__in=[Role.EDITOR, Role.HR])
    wrote = submission.draft.changes.values("changed_by")
    people: EmployeeQuerySet = Employee.objects.employed(day_of(now))
    found = people.filter(pk__in=able.values("employee"))
    return found.exclude(pk__in=wrote).exclude(pk=submission.sent_by_id)


def announce(submission: Submission, *, now: datetime) -> None:
    """Put a mail to each, in the caller's transaction (one query to find them)."""
    put_all(
        [
            New(
                key=f"{Kind.REVIEW}/{submission.pk}/{one.directory_id}",
                kind=Kind.REVIEW,
                subject=one.directory_id,
                payload={"submission": submission.pk, "reader": one.pk},
                not_before=office_time_from(now),
            )
            for one in reviewers(submission, now)
            if one.email
        ],
        now=now,
    )


def handle(message: Message, *, now: datetime) -> Mail | NotNeeded:
    """The mail, while the draft waits for somebody to approve it and its reader still may."""
    open_ones = Submission.objects.open().filter(approved_at=None)
    found = open_ones.select_related("draft__revision__edition__guideline", "sent_by")
    submission = found.filter(pk=message.payload["submission"]).first()
    if submission is None:
        return NotNeeded(GONE)
    reader = reviewers(submission, now).filter(pk=message.payload["reader"]).first()
    if reader is None:
        return NotNeeded(LEFT)
    if not reader.email:
        return NotNeeded(NO_ADDRESS)
    return letter_of(submission, reader).mail_to(reader.email)


def letter_of(submission: Submission, reader: Employee) -> Letter:
    """Which draft waits, who sent it and what they say of it."""
    with override(reader.language):
        line = draft_line(submission.draft)
        return Letter(
            language=reader.language,
            subject=_("A draft waits for review: %(title)s") % {"title": line.title},
            heading=_("A draft waits for a second person"),
            greeting=_("Hello %(name)s") % {"name": reader.given_name},
            paragraphs=[
                _(
                    "Nothing is published before somebody else has read and approved it. You can do it."
                ),
            ],
            facts=[
                (_("Guideline"), str(line.title)),
                (_("Draft"), line.name),
                (_("Sent by"), submission.sent_by.name),
                (_("Day"), spelled_day(day_of(submission.sent_at))),
                (_("Change note"), submission.note),
            ],
            link_label=_("Read the draft"),
            link=f"{settings.SITE_URL}{draft_url(submission.draft, 'review')}",
            closing=[
                _("You get this mail once. If somebody else was first, you need not do anything.")
            ],
            footer=footer(),
        )
