"""The words of the mail to who is to stand in for a manager: what that means, and until when."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from outbox.letters import Letter, footer
from people.models import Substitute
from training.letters import in_words


def named(substitute: Substitute, *, department: str, by: str, today: date) -> Letter:
    """To somebody who stands in from the first day to the last; `by` is who named them."""
    employee, manager = substitute.employee, substitute.management.employee
    with override(employee.language):
        values = {
            "manager": manager.name,
            "by": by,
            "first": in_words(substitute.from_on),
            "last": in_words(substitute.last_on),
        }
        has_begun = substitute.from_on <= today
        return Letter(
            language=employee.language,
            subject=_("You stand in for %(manager)s up to and including %(last)s") % values,
            heading=_("You are a substitute"),
            greeting=_("Hello %(name)s") % {"name": employee.given_name},
            paragraphs=[
                _("%(manager)s has named you their substitute.") % values
                if substitute.recorded_by == manager.directory_id
                else _("%(by)s has named you to stand in for %(manager)s.") % values,
                _(
                    "Under My team you see meanwhile who is missing the training. You assign it, remind, "
                    "move deadlines and answer questions, as %(manager)s does. You also get the weekly "
                    "mail about the team."
                )
                % values,
                _(
                    "You cannot see what anybody answered in the situations, and you decide nothing "
                    "about yourself or %(manager)s."
                )
                % values,
            ],
            facts=[
                (_("Department"), department),
                (_("First day"), values["first"]),
                (_("Last day"), values["last"]),
            ],
            link_label=_("Go to My team") if has_begun else _("Go to My training"),
            link=f"{settings.SITE_URL}{reverse('training:team') if has_begun else '/'}",
            closing=[_("Can you not stand in? Then tell %(by)s.") % values],
            footer=footer(),
        )
