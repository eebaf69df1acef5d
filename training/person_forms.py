"""What a manager writes about one of their people: another deadline, leave, exemption, paper."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib.cpr import refuse_cpr
from people.models import EmployeeQuerySet
from policy.models import Method
from training.actions import OnBehalf
from training.colleague_field import ColleagueField

# The buttons that move a deadline at one tap.
DAYS_LATER = {"7": timedelta(days=7), "14": timedelta(days=14)}
LONGEST = timedelta(days=731)
REASON_LENGTH = 500


def day_field(label: Any, **details: Any) -> forms.DateField:
    """A day, by the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **details)


def _words(label: Any, **details: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_cpr],
        **details,
    )


class DayForm(forms.Form):
    """A form about days, which knows what day it is."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def not_too_far(self, day: date) -> date:
        """The day, refused where it is years away: a slip of the finger."""
        if abs(day - self.today) > LONGEST:
            raise ValidationError(_("The day is more than two years away."))
        return day

    def to_come(self, day: date) -> date:
        """The day, refused before today."""
        if day < self.today:
            raise ValidationError(_("The day is past already."))
        return self.not_too_far(day)


class MoveDueDateForm(DayForm):
    """Another deadline, and why."""

    due_on = day_field(
        _("New deadline"), help_text=_("The last day on which it counts as on time.")
    )
    note = _words(_("Why?"), help_text=_("The employee and HR can read it."))

    def clean_due_on(self) -> date:
        """A day to come."""
        return self.to_come(self.cleaned_data["due_on"])


def days_later(posted: QueryDict | None, due_on: date, today: date) -> QueryDict | None:
    """What was posted; where one of the buttons with a number of days was pressed, with that day and
    the usual reason.
    """
    days = DAYS_LATER.get(str(posted.get("days"))) if posted is not None else None
    if posted is None or days is None:
        return posted
    filled = posted.copy()
    filled["due_on"] = (max(due_on, today) + days).isoformat()
    filled["note"] = gettext("Agreed with the employee")
    return filled


class PauseForm(DayForm):
    """Leave, without why."""

    from_on = day_field(_("First day of leave"))
    back_on = day_field(
        _("First day back"), required=False, help_text=_("Leave it empty where nobody knows yet.")
    )

    def clean_from_on(self) -> date:
        """A day not years away."""
        return self.not_too_far(self.cleaned_data["from_on"])

    def clean_back_on(self) -> date | None:
        """Later than the first day, and not years away."""
        back_on: date | None = self.cleaned_data["back_on"]
        if back_on is None:
            return None
        from_on = self.cleaned_data.get("from_on")
        if from_on is not None and back_on <= from_on:
            raise ValidationError(_("The first day back is after the first day of leave."))
        return self.not_too_far(back_on)


class ResumeForm(DayForm):
    """The first day back from leave."""

    back_on = day_field(
        _("First day back"),
        help_text=_("If the leave came to nothing, write its own first day."),
    )

    def clean_back_on(self) -> date:
        """A day not years away."""
        return self.not_too_far(self.cleaned_data["back_on"])


class ExemptForm(DayForm):
    """An exemption: until when, and why."""

    last_on = day_field(_("Exempt up to and including"))
    reason = _words(
        _("Why?"), help_text=_("The employee and HR can read it. Write nothing about health.")
    )

    def clean_last_on(self) -> date:
        """A day to come."""
        return self.to_come(self.cleaned_data["last_on"])


class WitnessField(ColleagueField):
    """A colleague other than the two whom it is about."""

    involved_message = _("The witness is somebody other than the two of you.")


class OnBehalfForm(forms.Form):
    """An acknowledgement on paper or on behalf: how, in which language, who saw it, on what basis."""

    method = forms.ChoiceField(
        label=_("How did it happen?"),
        widget=forms.RadioSelect,
        choices=[
            (Method.PAPER, _("The employee signed the text on paper")),
            (
                Method.ON_BEHALF,
                _("The text was read aloud or explained, and the employee said it was understood"),
            ),
        ],
        error_messages={"required": _("Choose how it happened.")},
    )
    language = forms.ChoiceField(label=_("In which language was the text?"))
    witness = WitnessField(
        label=_("Who saw it?"),
        help_text=_(
            "A colleague other than the two of you: name, employee number or sign-in name."
        ),
        max_length=200,
    )
    basis = _words(
        _("What does it rest on?"),
        help_text=_("For instance: the signed sheet is in the file; read aloud in Polish by Eva."),
    )
    edition = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        languages: Sequence[str],
        people: EmployeeQuerySet,
        involved: frozenset[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        language, witness = self.fields["language"], self.fields["witness"]
        assert isinstance(language, forms.ChoiceField)
        assert isinstance(witness, WitnessField)
        language.choices = [(code, names[code]) for code in languages]
        witness.people, witness.involved = people, involved

    def how(self) -> OnBehalf:
        """What was written; only after `is_valid()`."""
        data = self.cleaned_data
        return OnBehalf(
            method=Method(data["method"]),
            edition=data["edition"],
            language=data["language"],
            witness=data["witness"],
            basis=data["basis"],
        )
