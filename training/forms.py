"""The acknowledgement's form, and the manager's."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from lib.forms import offer, offer_rows
from lib.texts import shown as text_of
from people.models import Employee
from policy.actions import Shown
from policy.models import Edition, Guideline

SHOWN = ("edition", "language", "text_sha256", "statement_sha256")


LONGEST_DAYS = 731


class AcknowledgeForm(forms.Form):
    """One tick, and what was shown above it."""

    confirmed = forms.BooleanField(
        error_messages={"required": _("Tick the box when you have read and understood the text.")}
    )
    edition = forms.CharField(max_length=16, widget=forms.HiddenInput)
    language = forms.CharField(max_length=2, widget=forms.HiddenInput)
    text_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    statement_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, statement: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed"].label = statement

    def has_what_was_shown(self) -> bool:
        """Whether the form says what the reader saw; without it there is nothing to compare."""
        return not any(self.errors.get(name) for name in SHOWN)

    def shown(self) -> Shown:
        """What the reader saw."""
        return Shown(**{name: self.cleaned_data[name] for name in SHOWN})


class GuidelineField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A guideline by the title of its newest edition."""

    def label_from_instance(self, obj: Guideline) -> str:
        """What the reader is shown."""
        newest = Edition.objects.published().filter(guideline=obj).first()
        return text_of(newest, "title") if newest else obj.slug


def offer_guidelines(form: forms.Form, guidelines: QuerySet[Guideline]) -> None:
    """Let the form's field offer these; where there is one, there is nothing to choose."""
    offer_rows(form, "guideline", guidelines)
    if len(guidelines) == 1:
        form.fields["guideline"].widget = forms.HiddenInput()


def is_key(text: str) -> bool:
    """Whether this can be a row's key at all."""
    return text.isascii() and text.isdigit() and len(text) <= 18


class EmployeesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """Employees by their keys; what can be no key is refused before the database is asked."""

    def clean(self, value: Any) -> Any:
        """The employees chosen, all of them among those that may be."""
        for key in value or []:
            if not is_key(str(key)):
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class AssignForm(forms.Form):
    """Whom to assign the module to, and by when."""

    guideline = GuidelineField(
        Guideline.objects.none(), label=_("Training"), empty_label=None, to_field_name="slug"
    )
    department = forms.ChoiceField(
        label=_("A whole department"),
        help_text=_("Everybody in it and below it."),
        required=False,
    )
    employees = EmployeesField(
        Employee.objects.none(),
        label=_("Or individual employees"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("One of the people is not among those you can assign to."),
            "invalid_pk_value": _("One of the people is not among those you can assign to."),
        },
    )
    due_on = forms.DateField(
        label=_("Deadline"),
        help_text=_("The last day on which it counts as on time."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self,
        *args: Any,
        guidelines: Any,
        departments: list[tuple[str, str]],
        employees: Any,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offer_guidelines(self, guidelines)
        offer_rows(self, "employees", employees)
        offer(self, "department", [("", _("None")), *departments])

    def clean_due_on(self) -> date:
        """A deadline that has not passed already."""
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self.today:
            message = _("The deadline is before today, %(today)s.")
            raise ValidationError(message, params={"today": date_format(self.today, "j. F Y")})
        if due_on > self.today + timedelta(days=LONGEST_DAYS):
            raise ValidationError(_("The deadline is more than two years ahead."))
        return due_on

    def clean(self) -> dict[str, Any]:
        """At least one person, or a department."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned["employees"] and not cleaned["department"]:
            self.add_error("department", _("Choose a department or at least one employee."))
        return cleaned
