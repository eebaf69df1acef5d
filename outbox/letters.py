"""A letter: what a mail says, read as text and as HTML."""

from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from outbox.mail import Attachment, Mail


@dataclass(frozen=True)
class Letter:
    """What a mail says, in one language: facts stand under each other, lists under their headings."""

    language: str
    subject: str
    heading: str
    greeting: str
    paragraphs: list[str]
    link_label: str
    link: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    lists: list[tuple[str, list[str]]] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    footer: str = ""

    def mail_to(self, address: str, attachments: tuple[Attachment, ...] = ()) -> Mail:
        """The letter as a mail."""
        with override(self.language):
            return Mail(
                to=address,
                subject=self.subject,
                text=self.text(),
                html=render_to_string(
                    "mail/letter.html",
                    {"letter": self, "colours": settings.ORGANISATION_PALETTE.light},
                ),
                language=self.language,
                attachments=attachments,
            )

    def text(self) -> str:
        """The letter without any markup, as in the mail's text part and in a preview."""
        return render_to_string("mail/letter.txt", {"letter": self})


def footer() -> str:
    """Who sends this, and whom to ask."""
    values = {"site": settings.SITE_NAME, "organisation": settings.ORGANISATION_NAME}
    sent = _("This mail comes from %(site)s at %(organisation)s. It cannot be answered.") % values
    if not settings.ORGANISATION_CONTACT:
        return sent
    return f"{sent} " + _("Questions: %(contact)s") % {"contact": settings.ORGANISATION_CONTACT}
