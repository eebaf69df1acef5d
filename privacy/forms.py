"""Signing for how long data are kept after somebody has left."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.cpr import refuse_cpr
from privacy.models import LONGEST, SHORTEST

ERASE, KEEP = "erase", "keep"


class SignForm(forms.Form):
    """Whether people are erased after leaving, after how many years, on what grounds; and a signature."""

    outcome = forms.ChoiceField(
        label=_("What happens to data about people who have left?"),
        widget=forms.RadioSelect,
        choices=[
            (ERASE, _("They are erased after a number of years")),
            (KEEP, _("They are not erased")),
        ],
        error_messages={"required": _("Choose what happens.")},
    )
    years = forms.IntegerField(
        label=_("Years after the last day of employment"),
        required=False,
        min_value=SHORTEST,
        max_value=LONGEST,
        help_text=_("Only if they are erased. Between 1 and 30."),
    )
    grounds = forms.CharField(
        label=_("What it rests on"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For instance the limitation period, or the number of the case."),
        validators=[refuse_cpr],
        error_messages={"required": _("Write what it rests on.")},
    )
    confirmed = forms.BooleanField(
        label=_("I sign for it with my name. What is erased can’t be brought back."),
        error_messages={"required": _("Tick that you sign for it.")},
    )

    def clean(self) -> dict[str, Any]:
        """Whoever chooses erasing says after how many years."""
        cleaned = super().clean() or {}
        if (
            cleaned.get("outcome") == ERASE
            and not cleaned.get("years")
            and "years" not in self.errors
        ):
            self.add_error("years", _("Write after how many years."))
        return cleaned

    def decision(self) -> dict[str, Any]:
        """What was signed; only after `is_valid()`."""
        data = self.cleaned_data
        years = data["years"] if data["outcome"] == ERASE else None
        return {"years": years, "grounds": data["grounds"]}
