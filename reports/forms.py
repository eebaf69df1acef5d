"""The filters of the list of employees, read from the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.tree import Tree
from reports.employees import Filters
from training.states import State


class FilterForm(forms.Form):
    """Name, department and state; a view can be sent to a colleague as its address."""

    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    afdeling = forms.ChoiceField(label=_("Department"), required=False)
    tilstand = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        department, state = self.fields["afdeling"], self.fields["tilstand"]
        assert isinstance(department, forms.ChoiceField)
        assert isinstance(state, forms.ChoiceField)
        department.choices = [
            ("", _("All departments")),
            *((str(n.id), "\u2003" * depth + n.name) for depth, n in tree.in_order()),
        ]
        state.choices = [("", _("All states")), *State.choices]

    def filters(self) -> Filters:
        """What was asked for; only after `is_valid()`."""
        data = self.cleaned_data
        return Filters(
            department=int(data["afdeling"]) if data["afdeling"] else None,
            state=data["tilstand"],
            words=data["q"],
        )
