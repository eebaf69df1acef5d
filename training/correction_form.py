"""What HR writes when an acknowledgement was written down wrongly."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.cpr import looks_like_cpr
from policy.corrections import Right

LENGTH = 500
COUNTS, DOES_NOT = "counts", "does-not"


def _words(**details: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(max_length=LENGTH, widget=widget, **details)


class CorrectionForm(forms.Form):
    """Whether it counts, the facts put right, and why."""

    outcome = forms.ChoiceField(
        label=_("What is right?"),
        widget=forms.RadioSelect,
        choices=[
            (COUNTS, _("It counts, with what is corrected below")),
            (DOES_NOT, _("It does not count: this person has not acknowledged this version")),
        ],
        error_messages={"required": _("Choose what is right.")},
    )
    language = forms.ChoiceField(label=_("The language the text was in"))
    basis_note = _words(label=_("What it rests on"))
    note = _words(
        label=_("Why is it corrected?"),
        help_text=_(
            "It is kept with the correction, and the employee can have it shown. Write nothing about health."
        ),
        error_messages={"required": _("Write why it is corrected.")},
    )

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [(code, names[code]) for code in languages]

    def clean_basis_note(self) -> str:
        """Without anything like a CPR number."""
        return _without_cpr(self.cleaned_data["basis_note"])

    def clean_note(self) -> str:
        """Without anything like a CPR number."""
        return _without_cpr(self.cleaned_data["note"])

    def right(self) -> Right:
        """What was written; only after `is_valid()`."""
        data = self.cleaned_data
        return Right(data["outcome"] == COUNTS, data["language"], data["basis_note"])


def _without_cpr(text: str) -> str:
    if looks_like_cpr(text):
        raise ValidationError(
            _("This looks like a CPR number. Leave it out: we never store CPR numbers.")
        )
    return text
