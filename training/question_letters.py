"""The words of the mails about questions to a manager. What was asked and answered stands on the site
alone: a mailbox is read by others, and kept longer.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from outbox.letters import Letter, footer
from people.models import Employee
from training.models import Question, Reply


def asked(question: Question, reader: Employee) -> Letter:
    """To somebody who is to answer."""
    with override(reader.language):
        values = {"name": question.employee.name}
        return Letter(
            language=reader.language,
            subject=_("%(name)s asks you: may I use a social medium for work?") % values,
            heading=_("A question for you"),
            greeting=_("Hello %(name)s") % {"name": reader.given_name},
            paragraphs=[
                _(
                    "%(name)s asks whether they may use a social medium for their work. The guideline "
                    "says that this is settled with the line manager."
                )
                % values,
                _("Answer yes, no, or yes with a condition. It takes a minute."),
            ],
            link_label=_("Read and answer"),
            link=_link(question),
            closing=[_("The employee gets no reminders while the question waits for you.")],
            footer=footer(),
        )


def answered(reply: Reply, employee: Employee, *, by: str) -> Letter:
    """To the employee who asked."""
    with override(employee.language):
        values = {"name": by}
        return Letter(
            language=employee.language,
            subject=_("%(name)s has answered your question") % values,
            heading=_("Your question is answered"),
            greeting=_("Hello %(name)s") % {"name": employee.given_name},
            paragraphs=[
                _("%(name)s has answered whether you may use a social medium for your work.")
                % values
            ],
            link_label=_("Read the answer"),
            link=_link(reply.question),
            footer=footer(),
        )


def _link(question: Question) -> str:
    return f"{settings.SITE_URL}{reverse('training:question', args=[question.pk])}"
