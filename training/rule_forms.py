"""What HR writes about a rule: whom it asks, by when, and when again."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.cpr import refuse_cpr
from lib.forms import offer
from people.models import Department
from people.tree import Tree
from policy.models import Guideline
from training.actions import Terms
from training.forms import GuidelineField, offer_guidelines
from training.models import Audience
from training.person_forms import DayForm

LONGEST_DAYS, LONGEST_MONTHS = 365, 120
NEVER, COMPLETION, FIXED = "never", "completion", "fixed"


def _day(**details: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **details)


class RuleForm(DayForm):
    """A rule's terms."""

    guideline = GuidelineField(
        Guideline.objects.none(), label=_("Training"), empty_label=None, to_field_name="slug"
    )
    audience = forms.ChoiceField(
        label=_("Whom does the rule ask?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom the rule asks.")},
    )
    department = forms.ChoiceField(
        label=_("Where?"), help_text=_("The department and all below it."), required=False
    )
    days = forms.IntegerField(
        label=_("Days to complete it"),
        help_text=_("Counted from the day on which the rule meets somebody: hired or moved."),
        min_value=1,
        max_value=LONGEST_DAYS,
    )
    from_on = _day(label=_("The rule holds from"))
    again = forms.ChoiceField(
        label=_("Again?"),
        choices=[
            (NEVER, _("No, once is enough")),
            (COMPLETION, _("So many months after completion")),
            (FIXED, _("On a fixed day, and every so many months after it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the rule asks again.")},
    )
    again_months = forms.IntegerField(
        label=_("Months between two rounds"),
        min_value=1,
        max_value=LONGEST_MONTHS,
        required=False,
    )
    again_on = _day(label=_("The first fixed day"), required=False)

    def __init__(self, *args: Any, guidelines: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_guidelines(self, guidelines)
        places = [(str(one.id), "\u2003" * depth + one.name) for depth, one in tree.in_order()]
        offer(self, "department", [("", _("The whole organisation")), *places])

    def clean_from_on(self) -> date:
        """A day to come, or today."""
        return self.to_come(self.cleaned_data["from_on"])

    def clean_again_on(self) -> date | None:
        """A day that is not years away."""
        again_on: date | None = self.cleaned_data["again_on"]
        return None if again_on is None else self.to_come(again_on)

    def clean(self) -> dict[str, Any]:
        """What asking again needs is there."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("again", NEVER) == NEVER:
            return {**cleaned, "again_months": None, "again_on": None}
        if not cleaned.get("again_months") and "again_months" not in self.errors:
            message = _("Say how many months there are between two rounds.")
            self.add_error("again_months", ValidationError(message))
        if cleaned["again"] == COMPLETION:
            return {**cleaned, "again_on": None}
        if not cleaned.get("again_on") and "again_on" not in self.errors:
            self.add_error("again_on", ValidationError(_("Say on which day.")))
        return cleaned

    def terms(self) -> Terms:
        """What was written; only after `is_valid()`."""
        data = self.cleaned_data
        department = data["department"]
        return Terms(
            audience=data["audience"],
            department=Department.objects.get(pk=department) if department else None,
            days=data["days"],
            from_on=data["from_on"],
            again_months=data["again_months"],
            again_on=data["again_on"],
        )


class ExcludeForm(forms.Form):
    """Why a rule does not ask somebody."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The manager and HR can read it. Write nothing about health."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_cpr],
    )
