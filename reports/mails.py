"""The mail that says a file is ready: a link and figures, never a name from the report."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from lib.days import day_of, spelled_day
from lib.workdays import in_office_hours, office_time_from
from outbox.handlers import Later, NotNeeded
from outbox.letters import Letter, footer
from outbox.mail import Mail
from outbox.models import Message
from people.tree import Tree
from reports.kept import own_on
from reports.models import Report, ReportFile
from reports.reading import may_read_about
from reports.status import Figures
from training.unneeded import GONE, LEFT, NO_ADDRESS, NOT_THEIRS


def handle(message: Message, *, now: datetime) -> Mail | NotNeeded | Later:
    """The mail about a file, if its reader may still have it; one on a schedule in office hours."""
    file = (
        ReportFile.objects.kept(now)
        .select_related("asked_by", "guideline", "schedule")
        .filter(pk=message.payload["file"])
        .first()
    )
    if file is None or file.made_at is None:
        return NotNeeded(GONE)
    if file.schedule is not None and file.schedule.stopped_at is not None:
        return NotNeeded(GONE)
    today = day_of(now)
    if not file.asked_by.is_employed(today):
        return NotNeeded(LEFT)
    if not may_read_about(file.asked_by, file.department_id, today):
        return NotNeeded(NOT_THEIRS)
    if not file.asked_by.email:
        return NotNeeded(NO_ADDRESS)
    if file.schedule is not None and not in_office_hours(now):
        return Later(office_time_from(now))
    return letter_of(file).mail_to(file.asked_by.email)


def letter_of(file: ReportFile) -> Letter:
    """What the mail says, in its reader's language."""
    reader = file.asked_by
    with override(reader.language):
        values = {"report": Report(file.report).label, "day": spelled_day(file.day)}
        return Letter(
            language=reader.language,
            subject=_("Report: %(report)s, %(day)s") % values,
            heading=_("Your report is ready"),
            greeting=_("Hello %(name)s") % {"name": reader.given_name},
            paragraphs=[
                _("The report “%(report)s” of %(day)s is ready to be downloaded.") % values,
                _("You can fetch it until %(day)s. It is deleted then.")
                % {"day": spelled_day(day_of(file.expires_at))},
            ],
            facts=_figures(file) if file.schedule is not None else [],
            link_label=_("Fetch the report"),
            link=f"{settings.SITE_URL}{reverse('reports:file', args=[file.pk])}",
            closing=[_("It may name people: keep it no longer than you need it.")],
            footer=footer(),
        )


def _figures(file: ReportFile) -> list[tuple[str, str]]:
    """What a glance is for: nobody is named in it."""
    tree = Tree.on(file.day)
    below = list(tree.below(file.department_id)) if file.department_id else None
    own = own_on(file.guideline, file.day, below)
    figures = Figures.of_all(own.values())
    share = {
        "percent": figures.percent or 0,
        "done": number_format(figures.done, force_grouping=True),
        "obliged": number_format(figures.obliged, force_grouping=True),
    }
    place = tree.name(file.department_id) if file.department_id else _("The whole organisation")
    return [
        (_("Department"), place),
        (_("Acknowledged"), _("%(percent)s %% (%(done)s of %(obliged)s)") % share),
        (_("Overdue"), number_format(figures.overdue, force_grouping=True)),
        (_("Employees"), number_format(figures.headcount, force_grouping=True)),
    ]
