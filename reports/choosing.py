"""What the page of what is hard is asked for: a set, a department, situations or clauses; a task."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.difficulty import SetChoice


class SetForm(forms.Form):
    """The set and the department. No day: figures of two days would tell the answers in between."""

    retningslinje = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    vis = forms.ChoiceField(
        required=False, widget=forms.HiddenInput, choices=[("afsnit", "afsnit")], label=_("Show")
    )
    saet = forms.ChoiceField(label=_("Version and kind of work"), required=False)
    afdeling = forms.ChoiceField(label=_("Department"), required=False)

    def __init__(
        self, *args: Any, sets: list[SetChoice], units: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("saet", [(one.key, _words(one)) for one in sets])
        everybody = ("", _("The whole organisation"))
        self._choose("afdeling", [everybody, *((str(key), name) for key, name in units)])
        for name in ("retningslinje", "vis"):
            if not self.data.get(name):
                del self.fields[name]
        if not units and not self.data.get("afdeling"):
            del self.fields["afdeling"]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def unit(self) -> int | None:
        """The department asked for; only after `is_valid()`."""
        chosen = self.cleaned_data.get("afdeling")
        return int(chosen) if chosen else None

    def shows_clauses(self) -> bool:
        """Whether clauses are asked for in place of situations."""
        return bool(self.cleaned_data.get("vis"))


class TaskForm(forms.Form):
    """Which finding the editor is asked to look at; the set stands in the address."""

    situation = forms.SlugField(required=False)
    afsnit = forms.CharField(required=False, max_length=16)


def _words(choice: SetChoice) -> str:
    version = _("Version %(number)s") % {"number": choice.version}
    return f"{choice.work_label} · {version}" if choice.work else version
