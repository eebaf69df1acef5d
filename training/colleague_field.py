"""A form's field for somebody who works here, written as one says it rather than chosen from a list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.danish import sort_key
from people.models import Employee, EmployeeQuerySet


class ColleagueField(forms.CharField):
    """An employee by their name, employee number or sign-in name."""

    # Set by the form: everybody employed today, and who it can't be.
    people: EmployeeQuerySet
    involved: frozenset[int]
    # What is said where it is one of those.
    involved_message: Any = _("Choose somebody else.")

    def clean(self, value: Any) -> Any:
        """The one whom the words name; None where nothing is written and nothing need be."""
        text = super().clean(value)
        if not text:
            return None
        named = Q(sort_name=sort_key(text)) | Q(employee_number=text) | Q(username=text)
        found: list[Employee] = list(self.people.filter(named)[:2])
        if not found:
            raise ValidationError(_("Nobody who works here has that name or number."))
        if len(found) > 1:
            raise ValidationError(_("Several have that name. Write the employee number instead."))
        if found[0].pk in self.involved:
            raise ValidationError(self.involved_message)
        return found[0]
