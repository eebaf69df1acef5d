"""What HR writes to send a report by mail, and to let a program read figures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.directory.forms import NOT_FOUND
from people.tree import Tree
from reports.models import ApiToken, Format, Report, Rhythm, Scope
from reports.models.schedules import LAST_MONTH_DAY, LAST_WEEKDAY
from reports.schedules import in_words

SENT = (Report.STATUS, Report.EMPLOYEES, Report.CAMPAIGNS)
DAYS = (90, 180, 365)
ALL = "alle"


def _when() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """The weekdays and the days of the month, as choices in two groups."""

    def days(rhythm: Rhythm, last: int) -> list[tuple[str, Any]]:
        return [(f"{rhythm}-{day}", in_words(rhythm, day)) for day in range(1, last + 1)]

    return [
        (_("Every week"), days(Rhythm.WEEKLY, LAST_WEEKDAY)),
        (_("Every month"), days(Rhythm.MONTHLY, LAST_MONTH_DAY)),
    ]


class ScheduleForm(forms.Form):
    """Who gets which report about which department, as which file, and when."""

    employee = forms.ChoiceField(
        label=_("Who?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a person."), "invalid_choice": NOT_FOUND},
    )
    report = forms.ChoiceField(
        label=_("Which report?"), choices=[(one.value, one.label) for one in SENT]
    )
    department = forms.ChoiceField(label=_("About which department?"))
    suffix = forms.ChoiceField(
        label=_("As which file?"), choices=[(one.value, one.label) for one in reversed(Format)]
    )
    when = forms.ChoiceField(label=_("When?"), choices=_when)

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], tree: Tree, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        units = [(str(n.id), "\u2003" * depth + n.name) for depth, n in tree.in_order()]
        self._choose("employee", people)
        self._choose("department", [(ALL, _("The whole organisation")), *units])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Rounds are those of the whole organisation."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("report") == Report.CAMPAIGNS and data.get("department") != ALL:
            self.add_error("department", _("Rounds are reported for the whole organisation only."))
        return data

    def rhythm(self) -> tuple[Rhythm, int]:
        """How often, and on which day; only after `is_valid()`."""
        rhythm, _dash, day = self.cleaned_data["when"].partition("-")
        return Rhythm(rhythm), int(day)

    def unit(self) -> int | None:
        """The department; only after `is_valid()`."""
        chosen = self.cleaned_data["department"]
        return None if chosen == ALL else int(chosen)


def _lifetimes() -> list[tuple[int, Any]]:
    """For how long a token holds, in the language of who reads it."""
    return [(days, _("%(days)s days") % {"days": days}) for days in DAYS]


class TokenForm(forms.Form):
    """What a token is called, what it reads, and for how long it holds."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("The program or page that will use it, like “Dashboard on the intranet”."),
        error_messages={"required": _("Write what the token is for.")},
    )
    scope = forms.ChoiceField(
        label=_("What may it read?"),
        choices=Scope.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it may read.")},
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=_lifetimes,
    )

    def clean_name(self) -> str:
        """A name of its own, so that the right one is revoked."""
        name: str = self.cleaned_data["name"]
        if ApiToken.objects.filter(name=name, revoked_at=None).exists():
            raise forms.ValidationError(_("Another token has this name."))
        return name
