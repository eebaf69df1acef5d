"""The form in which a substitute is named."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import EmployeeQuerySet
from training.colleague_field import ColleagueField
from training.person_forms import DayForm, day_field


class SubstituteForm(DayForm):
    """Who stands in, for which department, and from when until when."""

    employee = ColleagueField(
        label=_("Who stands in?"),
        help_text=_("Name, employee number or sign-in name."),
        max_length=200,
    )
    management = forms.ChoiceField(label=_("For which department?"))
    from_on = day_field(_("First day"))
    last_on = day_field(_("Last day"))

    def __init__(
        self,
        *args: Any,
        people: EmployeeQuerySet,
        manager: int,
        managements: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        colleague, department = self.fields["employee"], self.fields["management"]
        assert isinstance(colleague, ColleagueField)
        assert isinstance(department, forms.ChoiceField)
        colleague.people, colleague.involved = people, frozenset({manager})
        department.choices = managements
        if len(managements) == 1:  # nothing to choose
            department.widget = forms.HiddenInput()
            department.initial = managements[0][0]

    def clean_from_on(self) -> date:
        """A day to come."""
        return self.to_come(self.cleaned_data["from_on"])

    def clean_last_on(self) -> date:
        """Not before the first day, and not years away."""
        last_on: date = self.cleaned_data["last_on"]
        from_on = self.cleaned_data.get("from_on")
        if from_on is not None and last_on < from_on:
            raise ValidationError(_("The last day is before the first."))
        return self.to_come(last_on)
