"""What an assignment sends, before it is made: the mail, who gets it, and whom one has to tell oneself."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.texts import Text, choose, texts_of
from lib.workdays import in_office_hours, office_time_from
from outbox.mail import why_not
from outbox.models import Hold
from people.models import Employee
from policy.models import Guideline, Revision
from training import letters
from training.models import Assignment
from training.progress import whole_minutes
from training.schedule import Kind

NAMED = 5


@dataclass(frozen=True)
class MailPreview:
    """The mail that the first of them gets, and what is to be said about the others."""

    to: str
    subject: Text
    text: Text
    remarks: list[str]


def mail_preview(
    chosen: set[Employee], guideline: Guideline, *, due_on: date, by: Employee, now: datetime
) -> MailPreview | None:
    """What assigning would send; None where nobody new would be assigned the training."""
    having = Assignment.objects.open().filter(guideline=guideline, employee__in=chosen)
    already = set(having.values_list("employee_id", flat=True))
    new = sorted((one for one in chosen if one.pk not in already), key=lambda one: one.sort_name)
    revision = Revision.objects.current(guideline)
    if not new or revision is None:
        return None
    first = next((one for one in new if one.email), new[0])
    letter = letters.assigned(
        letters.Task(
            name=first.given_name,
            language=first.language,
            title=choose(texts_of(revision.edition, "title"), first.language),
            assigned_by=by.name,
            due_on=due_on,
            today=due_on,
            minutes=whole_minutes(revision),
            has_begun=False,
        )
    )
    mail = letter.mail_to(first.email or "")
    return MailPreview(
        to=first.name,
        subject=Text(mail.subject, mail.language),
        text=Text(mail.text, mail.language),
        remarks=remarks(new, now=now),
    )


def remarks(assigned: list[Employee], *, now: datetime) -> list[str]:
    """When those who were assigned something get their mail, and who gets none."""
    reached = sum(bool(one.email) for one in assigned)
    others = [one.name for one in assigned if not one.email]
    said = [_when(reached, now)] if reached else []
    if others:
        named = ", ".join(others[:NAMED])
        if (more := len(others) - NAMED) > 0:
            text = ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more)
            named = text % {"names": named, "count": more}
        said.append(
            _("Without an e-mail address, so tell them yourself: %(names)s.") % {"names": named}
        )
    return said


def _when(count: int, now: datetime) -> str:
    is_held = Hold.objects.active().filter(kind__in=["", Kind.ASSIGNED]).exists()
    if is_held or why_not():
        return _("Mails are stopped just now, so tell them yourself.")
    if in_office_hours(now):
        return ngettext("%(count)d gets a mail now.", "%(count)d get a mail now.", count) % {
            "count": count
        }
    opens = timezone.localtime(office_time_from(now))
    text = ngettext(
        "%(count)d gets a mail on %(day)s, %(time)s.",
        "%(count)d get a mail on %(day)s, %(time)s.",
        count,
    )
    day = letters.in_words(opens.date())
    return text % {"count": count, "day": day, "time": letters.clock(opens)}
