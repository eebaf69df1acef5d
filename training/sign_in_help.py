"""How a manager helps somebody in: a link by mail, or a slip of paper for who has no e-mail."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from lib.days import day_of
from lib.pdf import to_pdf
from lib.qr import qr_svg
from people.models import Employee, Slip
from people.names import names_of
from people.sign_in.slips import address_of, may_have_slip
from training.letters import in_words


@dataclass(frozen=True)
class Waiting:
    """A slip that opens something still: who issued it, and until when it does."""

    issued_by: str
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class HelpPage:
    """What a person has to sign in by, and what the manager can do about it."""

    name: str
    email: str
    has_password: bool
    last_login: datetime | None
    by_organisation: bool
    may_have_slip: bool
    slip: Waiting | None


def help_page(employee: Employee, *, now: datetime) -> HelpPage:
    """The page of somebody whom the manager may see (three queries)."""
    slip = Slip.objects.valid(now).filter(employee=employee).first()
    names = names_of([slip.issued_by]) if slip else {}
    return HelpPage(
        name=employee.name,
        email=employee.email or "",
        has_password=employee.has_usable_password(),
        last_login=employee.last_login,
        by_organisation=bool(settings.OIDC_ISSUER),
        may_have_slip=may_have_slip(employee),
        slip=Waiting(names[slip.issued_by], slip.issued_at, slip.expires_at) if slip else None,
    )


@dataclass(frozen=True)
class SlipDocument:
    """What stands on a slip. The code is nowhere else."""

    name: str
    lede: str
    qr: str
    qr_words: str
    steps: list[str]
    address: str
    code_label: str
    code: str
    username_label: str
    username: str
    remark: str


def slip_pdf(slip: Slip, code: str, *, now: datetime) -> bytes:
    """The slip to print, one A5 page, in the language that is active: the employee's."""
    until = in_words(day_of(slip.expires_at))
    site = {"site": settings.SITE_NAME, "organisation": settings.ORGANISATION_NAME}
    document = SlipDocument(
        name=slip.employee.name,
        lede=_("This is how you sign in to %(site)s at %(organisation)s for the first time.")
        % site,
        qr=qr_svg(address_of(code)),
        qr_words=_("QR code that opens the sign-in page with your code"),
        steps=[
            _("Scan the code with your phone’s camera, or open the address on a PC:"),
            _(
                "Choose a password of your own. Next time you sign in with your sign-in name and it."
            ),
        ],
        address=address_of("").partition("?")[0],
        code_label=_("Your code"),
        code=code,
        username_label=_("Your sign-in name"),
        username=slip.employee.username,
        remark=_(
            "The code works once, up to %(day)s. It is yours alone. If you lose the slip, tell your "
            "manager: then it opens nothing, and you get a new one."
        )
        % {"day": until},
    )
    return to_pdf("slip.typ", document, title=_("Sign in for the first time"), made_at=now)
