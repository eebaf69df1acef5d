"""The forms of the import's pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lib.cpr import refuse_cpr
from lib.forms import offer
from people.directory.bundles import MEGABYTE, MOST_PACKED
from people.directory.problems import REASONS

NOT_FOUND = _("Choose one of the people who were found.")


class UploadForm(forms.Form):
    """One file; in a demonstration also that the people in it are invented."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A ZIP file with the five files, or one list as CSV or XLSX. At most 32 MB."),
        allow_empty_file=True,  # what is wrong with an empty one, its reader says
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".zip,.csv,.txt,.xlsx"}),
        error_messages={"required": _("Choose a file.")},
    )
    is_invented = forms.BooleanField(
        label=_("The people in the file are invented"),
        help_text=_("This is a demonstration. It must never hold real people."),
        error_messages={"required": _("Tick that the people are invented.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.DEMONSTRATION:
            del self.fields["is_invented"]

    def clean_file(self) -> UploadedFile:
        """A file no larger than is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_PACKED:
            raise ValidationError(REASONS["too_large"], params={"most": MOST_PACKED // MEGABYTE})
        return file


def reason_field() -> forms.CharField:
    """Why: a sentence without a CPR number."""
    return forms.CharField(
        label=_("Reason"),
        max_length=500,
        validators=[refuse_cpr],
        error_messages={"required": _("Write why.")},
    )


class MergeForm(forms.Form):
    """Which two records are one person, which of them is kept, and how one knows."""

    kept = forms.ChoiceField(
        label=_("Who is kept?"),
        help_text=_("What the directory says of either is about this one from now on."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who is kept."), "invalid_choice": NOT_FOUND},
    )
    other = forms.ChoiceField(
        label=_("Who is the same person?"),
        help_text=_("This record keeps its history, and counts no longer."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who is the same person."),
            "invalid_choice": NOT_FOUND,
        },
    )
    reason = reason_field()

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kept", "other"):
            offer(self, name, people)

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and cleaned["kept"] == cleaned["other"]:
            self.add_error("other", _("Choose two different people."))
        return cleaned
