"""What is written about a question: the question, its answer, an example made of both."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.cpr import refuse_cpr
from lib.texts import reader_language
from policy.examples import Wording
from policy.models import Ruling

# A part of a name shorter than this is a word like any other.
SHORTEST_NAME = 3


def _words(label: Any, length: int, **details: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, max_length=length, widget=widget, validators=[refuse_cpr], **details
    )


def _ruling(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=Ruling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )


class AskForm(forms.Form):
    """May I use … for …?"""

    medium = forms.CharField(
        label=_("May I use …"),
        help_text=_("Which social medium? For instance Facebook, LinkedIn or Instagram."),
        max_length=100,
        validators=[refuse_cpr],
    )
    purpose = _words(
        _("… for …?"),
        500,
        help_text=_("What for? Write no citizen’s or colleague’s name."),
    )

    def clean_purpose(self) -> str:
        """Without the question mark that the page puts there itself."""
        purpose: str = self.cleaned_data["purpose"].rstrip(" ?")
        if not purpose:
            raise ValidationError(_("Write what you want to use it for."))
        return purpose


class AnswerForm(forms.Form):
    """Yes, no, or yes if."""

    ruling = _ruling(_("Your answer"))
    text = _words(
        _("In a sentence"),
        1000,
        required=False,
        help_text=_("Needed for “Yes, if”. A “No” is easier to follow with a reason."),
    )

    def clean(self) -> dict[str, Any]:
        """A condition is said."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("ruling") == Ruling.YES_IF and not cleaned.get("text", "x"):
            self.add_error("text", _("Say what the yes depends on."))
        return cleaned


class ExampleForm(forms.Form):
    """A question and its answer without names, in the language of who writes it."""

    question = _words(_("The question"), 700, help_text=_("Without names and places."))
    ruling = _ruling(_("The answer"))
    answer = _words(_("In a sentence"), 1000, required=False)
    language = forms.CharField(max_length=2, widget=forms.HiddenInput)

    def __init__(self, *args: Any, names: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = reader_language()
        self.names = sorted({part for name in names for part in name.split()})

    def clean_question(self) -> str:
        """Without the names of those it came from."""
        return self._nameless(self.cleaned_data["question"])

    def clean_answer(self) -> str:
        """The same."""
        return self._nameless(self.cleaned_data["answer"])

    def clean_language(self) -> str:
        """One of the site's."""
        language: str = self.cleaned_data["language"]
        return language if language in {"da", "en", "de"} else reader_language()

    def _nameless(self, text: str) -> str:
        for name in self.names:
            if len(name) >= SHORTEST_NAME and re.search(
                rf"\b{re.escape(name)}\b", text, re.IGNORECASE
            ):
                message = _("“%(name)s” is a name. An example names nobody.")
                raise ValidationError(message, params={"name": name})
        return text

    def clean(self) -> dict[str, Any]:
        """A condition is said."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("ruling") == Ruling.YES_IF and not cleaned.get("answer", "x"):
            self.add_error("answer", _("Say what the yes depends on."))
        return cleaned

    def wording(self) -> Wording:
        """What was written; only after `is_valid()`."""
        data = self.cleaned_data
        return Wording(data["question"], Ruling(data["ruling"]), data["answer"], data["language"])
