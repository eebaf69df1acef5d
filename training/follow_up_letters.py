"""The words of the mail that invites to a follow-up. What was missed stands on the site alone."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from outbox.letters import Letter, footer
from people.models import Employee
from quiz.parallels import COUNT
from quiz.timing import minutes_of


def follow_up(employee: Employee, *, title: str) -> Letter:
    """To somebody who completed the training some months ago."""
    with override(employee.language):
        values = {"title": title, "minutes": minutes_of(COUNT)}
        return Letter(
            language=employee.language,
            subject=_("Three short situations: %(title)s") % values,
            heading=_("How does it go in practice?"),
            greeting=_("Hello %(name)s") % {"name": employee.given_name},
            paragraphs=[
                _(
                    "Some time ago you completed the training “%(title)s”. Here are three new "
                    "situations. They take about %(minutes)d minutes."
                )
                % values,
                _("Please answer them when you have a quiet moment.")
                if settings.FOLLOW_UP_REQUIRED
                else _("It is voluntary."),
            ],
            link_label=_("See the situations"),
            link=f"{settings.SITE_URL}/",
            closing=[_("Only you can see your answers. The training stays completed.")],
            footer=footer(),
        )
