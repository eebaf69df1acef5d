"""A form with a field of every kind that the site's forms have, for the gallery."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Button, ButtonHolder, Div, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quiz.models import Work
from training.states import State

HINT = gettext_lazy("Only you can see what you write.")


class SpecimenForm(forms.Form):
    """Each kind of field; those that need not be filled in are the kinds' second states."""

    name = forms.CharField(label=gettext_lazy("Name"))
    hinted = forms.CharField(label=gettext_lazy("Name"), help_text=HINT, required=False)
    password = forms.CharField(label=gettext_lazy("Password"), widget=forms.PasswordInput)
    note = forms.CharField(
        label=gettext_lazy("Your own note"),
        help_text=HINT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    number = forms.IntegerField(label=gettext_lazy("Employee number"), min_value=1)
    day = forms.DateField(
        label=gettext_lazy("Deadline"),
        help_text=gettext_lazy("The last day on which it counts as on time."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=State.choices)
    work = forms.ChoiceField(
        label=gettext_lazy("What is your work like?"),
        help_text=HINT,
        widget=forms.RadioSelect,
        choices=Work.choices,
    )
    several = forms.MultipleChoiceField(
        label=gettext_lazy("What matters to you here?"),
        help_text=gettext_lazy("Choose one or more."),
        widget=forms.CheckboxSelectMultiple,
        choices=Work.choices[:3],
    )
    file = forms.FileField(label=gettext_lazy("Guideline"))
    ticked = forms.BooleanField(label=gettext_lazy("Read and acknowledge"))
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


class LaidOutForm(SpecimenForm):
    """The same with a layout of every kind that the template pack knows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset(_("Your work"), "name", Row("number", "day")),
            Div("state", css_class="panel"),
            ButtonHolder(
                Submit("send", _("Continue")), Button("search", _("Search"), css_class="secondary")
            ),
        )
