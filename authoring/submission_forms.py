"""The forms on a draft's way to publication: sending it, sending it back, who is asked again."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from authoring.asking import Choice, Reach
from authoring.models.submissions import NOTE_LENGTH
from lib.cpr import refuse_cpr
from policy.models import Who

MATERIAL, MINOR = "material", "minor"
WEIGHTS = (
    (
        MATERIAL,
        _(
            "Yes: employees may, must or must not do something else than before. It becomes the "
            "next whole version, such as 2.0."
        ),
    ),
    (
        MINOR,
        _(
            "No: a translation, a heading or a typing error. It becomes the next version of the "
            "same text, such as 1.1. It is published and recorded just the same."
        ),
    ),
)
LONGEST = timedelta(days=731)
EM_SPACE = "\u2003"


def _sentence(label: Any, **details: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_cpr],
        **details,
    )


class SubmitForm(forms.Form):
    """What has changed and, of a text, whether what applies has changed."""

    note = _sentence(
        _("Change note"),
        help_text=_(
            "What has changed, and why? One or two sentences in Danish. Employees and HR read them "
            "with the version."
        ),
        error_messages={"required": _("Write what has changed, and why.")},
    )
    weight = forms.ChoiceField(
        label=_("Does it change what applies?"),
        choices=WEIGHTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it changes what applies.")},
    )

    def __init__(self, *args: Any, is_of_text: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_of_text:
            del self.fields["weight"]

    def is_material(self) -> bool:
        """Whether what applies has changed; only after `is_valid()`."""
        return self.cleaned_data.get("weight") == MATERIAL


class SendBackForm(forms.Form):
    """Why a draft is sent back."""

    reason = _sentence(
        _("What is to be changed"),
        help_text=_("One sentence. Whoever wrote the draft reads it."),
        error_messages={"required": _("Write what is to be changed.")},
    )


class AskForm(forms.Form):
    """Who is to acknowledge again, and by when; each choice says how many people it hits."""

    who = forms.ChoiceField(
        label=_("Who must acknowledge again?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who must acknowledge again.")},
    )
    departments = forms.TypedMultipleChoiceField(
        label=_("Departments"),
        help_text=_("Only where you chose some departments. Everybody in them and below them."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = forms.DateField(
        label=_("Deadline"),
        help_text=_(
            "The last day on which it counts as on time. Not needed where nobody is asked."
        ),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, reach: Reach, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self._choose("who", _who(reach))
        top = min((depth for depth, *_rest in reach.departments), default=0)
        self._choose(
            "departments",
            [
                (str(key), f"{EM_SPACE * (depth - top)}{name}, {_people(count)}")
                for depth, key, name, count in reach.departments
            ],
        )

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_due_on(self) -> date | None:
        """A day to come, and not years away."""
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on is not None and due_on < self.today:
            raise ValidationError(_("The day is past already."))
        if due_on is not None and due_on > self.today + LONGEST:
            raise ValidationError(_("The deadline is more than two years ahead."))
        return due_on

    def clean(self) -> dict[str, Any]:
        """Departments where some are meant, a deadline where anybody is asked."""
        cleaned: dict[str, Any] = super().clean() or {}
        who = cleaned.get("who")
        if who == Who.DEPARTMENTS and not cleaned.get("departments"):
            self.add_error("departments", _("Choose at least one department."))
        is_missing = cleaned.get("due_on") is None and "due_on" not in self.errors
        if who and who != Who.NOBODY and is_missing:
            self.add_error("due_on", _("Whoever is asked again gets a deadline."))
        return cleaned

    def choice(self) -> Choice:
        """What was chosen; only after `is_valid()`."""
        who = Who(self.cleaned_data["who"])
        if who == Who.NOBODY:
            return Choice(who)
        departments = self.cleaned_data["departments"] if who == Who.DEPARTMENTS else []
        return Choice(who, frozenset(departments), self.cleaned_data["due_on"])


def _who(reach: Reach) -> list[tuple[str, str]]:
    counts = {Who.NOBODY: 0, Who.ALL: reach.all, Who.TRANSLATED: reach.translated}
    return [
        (one.value, f"{one.label}, {_people(counts[one])}" if one in counts else str(one.label))
        for one in Who
        if one != Who.DEPARTMENTS or reach.departments
    ]


def _people(count: int) -> str:
    return ngettext("%(count)d employee", "%(count)d employees", count) % {"count": count}
