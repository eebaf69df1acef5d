"""The evidence log's newest checkpoint by mail, once a day, to those who keep it outside the organisation."""

from base64 import b64encode
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from evidence.models import Checkpoint
from evidence.notes import Note, PublicKey
from lib.days import spelled_moment
from outbox.actions import New, put_all
from outbox.handlers import NotNeeded
from outbox.letters import Letter, footer
from outbox.mail import Attachment, Mail
from outbox.models import Message
from training.schedule import Kind


def plan(*, now: datetime) -> str:
    """Put a message to each configured address about the newest checkpoint; one each, ever."""
    newest = Checkpoint.objects.newest()
    if newest is None:
        return "no checkpoint yet"
    messages = [
        New(
            key=f"{Kind.CHECKPOINT}/{newest.size}/{address}",
            kind=Kind.CHECKPOINT,
            payload={"size": newest.size, "to": address},
        )
        for address in settings.EVIDENCE_MAIL
    ]
    return f"{put_all(messages, now=now)} checkpoint mails put"


def handle(message: Message, *, now: datetime) -> Mail | NotNeeded:
    """The mail with the checkpoint as a file."""
    row = Checkpoint.objects.filter(size=message.payload["size"]).first()
    if row is None:
        return NotNeeded("gone")
    name = f"checkpoint-{row.size:010}.txt"
    file = Attachment(name, row.note, "text/plain; charset=utf-8")
    return letter_of(row).mail_to(message.payload["to"], (file,))


def letter_of(row: Checkpoint) -> Letter:
    """What the mail says, in the site's language: it goes to no employee."""
    root = b64encode(Note.parse(row.note).head.root).decode()
    with override(settings.LANGUAGE_CODE):
        entries = ngettext("%(count)d entry", "%(count)d entries", row.size) % {"count": row.size}
        values = {"organisation": settings.ORGANISATION_NAME, "entries": entries}
        return Letter(
            language=settings.LANGUAGE_CODE,
            subject=_("Checkpoint of %(organisation)s’s evidence log: %(entries)s") % values,
            heading=_("A checkpoint to keep"),
            greeting=_("Hello"),
            paragraphs=[
                _(
                    "The attached checkpoint says in a few lines what the log of acknowledgements at "
                    "%(organisation)s looked like. It names nobody."
                )
                % values,
                _(
                    "Keep it where nobody at %(organisation)s can change it. If the log is ever "
                    "doubted, it is compared with what you have kept."
                )
                % values,
            ],
            facts=[
                (_("Entries"), str(row.size)),
                (_("Root"), root),
                (_("Signed"), spelled_moment(row.made_at)),
                (
                    _("The key’s fingerprint (SHA-256)"),
                    PublicKey.parse(row.public_key).fingerprint,
                ),
            ],
            link_label=_("HR’s page about the evidence"),
            link=f"{settings.SITE_URL}/rapporter/beviser/",
            footer=footer(),
        )
