"""Danish civil registration numbers: recognised so that they can be refused, never stored."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Six digits of a date, with or without a hyphen or blank, and four more.
CPR = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)")


def looks_like_cpr(text: str) -> bool:
    """Whether the text holds what looks like a CPR number."""
    return bool(CPR.search(text))


def refuse_cpr(text: str) -> None:
    """A form field's validator: `ValidationError` where the text holds what looks like one."""
    if looks_like_cpr(text):
        raise ValidationError(
            _("This looks like a CPR number. Leave it out: we never store CPR numbers.")
        )
