"""What a report is asked for in its address: the day, and whom the list of employees shows."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from people.tree import Tree
from policy.models import Edition
from reports.filters import Filters
from training.states import State

EARLIEST = date(2000, 1, 1)
OVERDUE_BY = (1, 7, 14, 30, 90)
# Up to so many departments are all listed to choose from.
MOST_LISTED = 250
# What decides neither who is listed nor stands among a file's filters.
NO_FILTERS = {"retningslinje", "dag", "sortering"}


class DayForm(forms.Form):
    """The day of a report: a past one, or today where none is named."""

    # Which guideline the page is about travels along where the address names one.
    retningslinje = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    dag = forms.DateField(
        label=_("On the day"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as year, month and day, like 2026-11-23.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["dag"].widget.attrs["max"] = today.isoformat()
        if not self.data.get("retningslinje"):
            del self.fields["retningslinje"]

    def clean_dag(self) -> date:
        """The day; a report can't tell of one that has not come."""
        day: date = self.cleaned_data["dag"] or self.today
        if day > self.today:
            raise ValidationError(_("That day has not come yet. Choose today or a day before it."))
        if day < EARLIEST:
            raise ValidationError(_("Choose a day from the year 2000 on."))
        return day

    def day(self) -> date:
        """The day that was asked for; only after `is_valid()`."""
        day: date = self.cleaned_data["dag"]
        return day


def day_asked_for(query: QueryDict, today: date) -> date:
    """The day of the address, or today where it names none that can be read."""
    form = DayForm(query, today=today)
    return form.day() if form.is_valid() else today


class DepartmentField(forms.ChoiceField):
    """A department of the tree; only those near the chosen one are listed."""

    known: Collection[str] = frozenset()

    def valid_value(self, value: Any) -> bool:
        """Any department of the tree, listed or not."""
        return str(value) in self.known


class FilterForm(DayForm):
    """Who is listed; a view can be sent to a colleague as its address."""

    field_order = ("q", "afdeling", "tilstand", "dag")
    # The fields that stand in the open; the others are folded until one of them is used.
    FIRST = ("q", "afdeling", "tilstand", "dag")

    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    afdeling = DepartmentField(label=_("Department"), required=False)
    tilstand = forms.ChoiceField(label=_("State"), required=False)
    version = forms.ChoiceField(label=_("Acknowledged version"), required=False)
    sprog = forms.ChoiceField(
        label=_("Language acknowledged"),
        required=False,
        choices=[("", _("All languages")), *settings.LANGUAGES],
    )
    ansat_siden = forms.DateField(
        label=_("Hired since"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as year, month and day, like 2026-11-23.")},
    )
    overskredet = forms.ChoiceField(label=_("Overdue by at least"), required=False)
    # The order, which the list's headings choose, stays when a filter is added.
    sortering = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tree: Tree, editions: list[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose_departments(tree)
        self._choose("tilstand", _("All states"), State.choices)
        self._choose("version", _("All versions"), [(one.number, one.number) for one in editions])
        days = [(str(count), _days(count)) for count in OVERDUE_BY]
        self._choose("overskredet", _("Overdue or not"), days)
        if not self.data.get("sortering"):
            del self.fields["sortering"]

    def _choose_departments(self, tree: Tree) -> None:
        """Those from which one is chosen at a glance; the others are below one of them."""
        field, chosen = self.fields["afdeling"], self.data.get("afdeling") or ""
        assert isinstance(field, DepartmentField)
        field.known = set(map(str, tree.nodes))
        listed = tree.near(int(chosen) if field.valid_value(chosen) else None, MOST_LISTED)
        choices = [(str(one.id), "\u2003" * depth + one.name) for depth, one in listed]
        self._choose("afdeling", _("All departments"), choices)
        if len(tree.nodes) > MOST_LISTED:
            field.help_text = _("Choose one, and those right below it can be chosen too.")

    def _choose(self, name: str, first: Any, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", first), *choices]

    def shown(self) -> list[forms.BoundField]:
        """The fields that stand in the open."""
        return [field for field in self if field.is_hidden or field.name in self.FIRST]

    def folded(self) -> list[forms.BoundField]:
        """The rest of the fields."""
        return [field for field in self if not field.is_hidden and field.name not in self.FIRST]

    def is_folded(self) -> bool:
        """Whether none of the folded fields is used."""
        return not any(field.value() for field in self.folded())

    def words(self) -> str:
        """The filters in words, as a file's first lines say them; only after `is_valid()`."""
        used = [(self[name], self.cleaned_data[name]) for name in self.used()]
        return ", ".join(f"{one.label}: {_said(one, value)}" for one, value in used) or gettext(
            "Everybody"
        )

    def used(self) -> list[str]:
        """The filters that are used, by name; only after `is_valid()`."""
        return [
            name for name, value in self.cleaned_data.items() if value and name not in NO_FILTERS
        ]

    def filters(self) -> Filters:
        """What was asked for; only after `is_valid()`."""
        data = self.cleaned_data
        return Filters(
            department=int(data["afdeling"]) if data["afdeling"] else None,
            states=frozenset([data["tilstand"]] if data["tilstand"] else []),
            words=data["q"],
            edition=data["version"],
            language=data["sprog"],
            hired_since=data["ansat_siden"],
            overdue_by=int(data["overskredet"] or 0),
        )


def _said(field: forms.BoundField, value: Any) -> str:
    """A filter's value as the form's reader saw it."""
    choices = dict(getattr(field.field, "choices", []))
    return str(choices.get(value, value)).strip()


def _days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
