"""The forms of the editor's pages; a part's form is made from its layout and what it holds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from authoring import blanks, shapes
from authoring.drafts import Start
from authoring.editing import Editing
from authoring.models import FLAG_LENGTH
from authoring.parts import LISTS, PartKind, Ref
from authoring.rows import Part
from authoring.rules import Module
from authoring.schema import CLAUSE, ID
from lib.cpr import looks_like_cpr
from quiz.models import Kind, Topic

EMPTY = ("", "–")
ANSWERS = (("", _("Either")), ("yes", _("Yes")), ("no", _("No")))


def whole(pattern: re.Pattern[str]) -> str:
    """The pattern for all of a text."""
    return rf"\A{pattern.pattern}\Z"


class PlainText(forms.CharField):
    """A text as it was typed: no blank is cut off; line breaks are one character."""

    default_error_messages = {
        "max_length": _("At most %(limit_value)d characters; this has %(show_value)d."),
        "cpr": _("This looks like a CPR number. Leave it out: we never store CPR numbers."),
    }

    def __init__(self, *, is_line: bool = False, required: bool = False, **kwargs: Any) -> None:
        self.is_line = is_line
        super().__init__(required=required, strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """The text, "" where it is white space alone; a line without its line breaks."""
        text = str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        if self.is_line and "\n" in text:
            text = " ".join(text.split())
        return text if text.strip() else ""

    def validate(self, value: Any) -> None:
        """Refuse what looks like a CPR number."""
        super().validate(value)
        if looks_like_cpr(value):
            raise ValidationError(self.error_messages["cpr"], code="cpr")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: a browser would cut off silently what is pasted."""
        return {}


class PartForm(forms.Form):
    """One part of a draft, in three languages. Unfinished is well; what can't be kept is refused."""

    # The version of the part that the form was made from.
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, editing: Editing, tree: Any = None, version: int = 0
    ) -> None:
        super().__init__(data, initial={"version": version})
        self.editing = editing
        self.layout = editing.layout
        self.tree = tree if data is None else shapes.skeleton(self.layout, data)
        for leaf in shapes.leaves(self.layout, self.tree):
            self.fields[leaf.name] = _field(leaf, editing.lists)
            self.initial[leaf.name] = leaf.value

    def typed(self) -> Any:
        """What stands in the form, whether it can be kept or not."""
        return shapes.rebuilt(self.layout, self.tree, lambda name: self[name].value())

    def edited(self) -> Any:
        """What was filled in, as it is saved."""
        cleaned = shapes.rebuilt(self.layout, self.tree, lambda name: self.cleaned_data[name])
        return self.editing.edited(shapes.part_from(self.layout, cleaned))

    def clean(self) -> dict[str, Any]:
        """Refuse, at the field, what the database can't hold."""
        super().clean()
        if not self.errors:
            for name, reason in self._unfit():
                self.add_error(name, str(reason))
        return self.cleaned_data

    def _unfit(self) -> Iterator[tuple[str | None, shapes.Label]]:
        tree = shapes.rebuilt(self.layout, self.tree, lambda name: self.cleaned_data[name])
        yield from shapes.half_filled(self.layout, tree)
        for steps, reason in self.editing.unfit(tree):
            spot = shapes.find(self.layout, tree, steps)
            yield (spot.name if spot.name in self.fields else None), reason


def _field(leaf: shapes.Leaf, lists: Mapping[str, Sequence[tuple[str, str]]]) -> forms.Field:
    made = _made(leaf, lists)
    names = [str(label) for label in leaf.trail]
    if leaf.language:
        names.append(dict(settings.LANGUAGES)[leaf.language])
    if question := dict(lists["questions"]).get(leaf.question):
        names.append(question)
    made.label = " · ".join(names)
    if not isinstance(leaf.field, shapes.Texts):
        made.help_text = str(leaf.field.hint)
    return made


def _made(leaf: shapes.Leaf, lists: Mapping[str, Sequence[tuple[str, str]]]) -> forms.Field:
    field = leaf.field
    if isinstance(field, shapes.Texts):
        attrs = {"lang": leaf.language, "rows": 2}
        widget = forms.Textarea(attrs)
        return PlainText(max_length=field.most, is_line=field.is_line, widget=widget)
    if isinstance(field, shapes.Word):
        rule = [RegexValidator(whole(CLAUSE), _("Letters, digits, “.” and “-”; at most 16."))]
        most = None if field.is_clause else field.most
        return PlainText(
            max_length=most,
            is_line=True,
            widget=forms.TextInput,
            validators=rule if field.is_clause else [],
        )
    if isinstance(field, shapes.Number):
        return forms.IntegerField(min_value=field.least, max_value=field.most)
    if isinstance(field, shapes.Tick):
        return forms.BooleanField(required=False)
    if isinstance(field, shapes.Mark):
        if field.is_place:
            return forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
        return forms.CharField(widget=forms.HiddenInput, validators=[RegexValidator(whole(ID))])
    return _chosen(leaf, lists)


def _chosen(leaf: shapes.Leaf, lists: Mapping[str, Sequence[tuple[str, str]]]) -> forms.Field:
    field = leaf.field
    if isinstance(field, shapes.Ticks):
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=field.choices, required=False, widget=widget)
    if isinstance(field, shapes.Answers):
        return forms.ChoiceField(choices=ANSWERS, required=False)
    assert isinstance(field, shapes.Choice)
    choices = lists[field.choices] if isinstance(field.choices, str) else field.choices
    return forms.ChoiceField(choices=[EMPTY, *choices], required=field.is_required)


class StartForm(forms.Form):
    """What a new draft is to be."""

    start = forms.ChoiceField(
        label=_("What do you want to change?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to change.")},
    )

    def __init__(self, *args: Any, starts: Sequence[Start], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        start = self.fields["start"]
        assert isinstance(start, forms.ChoiceField)
        start.choices = [(one.value, one.label) for one in starts]


class AddForm(forms.Form):
    """What is said of a part when it is added; all else is filled in on its page."""

    title = PlainText(label=_("Title in Danish"), max_length=200, is_line=True, required=True)
    lesson = forms.ChoiceField(label=_("Lesson"))
    topic = forms.ChoiceField(label=_("Topic"), choices=[EMPTY, *Topic.choices])
    kind = forms.ChoiceField(label=_("How it is answered"), choices=Kind.choices)
    situation = forms.ChoiceField(
        label=_("Situation"), error_messages={"required": _("Choose a situation.")}
    )

    ASKED = {
        PartKind.LESSON: ("title",),
        PartKind.SITUATION: ("title", "lesson", "topic", "kind"),
        PartKind.CARD: ("situation",),
    }

    def __init__(self, *args: Any, kind: PartKind, module: Module, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adding, self.module = kind, module
        lists = Editing(Ref(kind), module).lists
        for name in set(self.fields) - set(self.ASKED[kind]):
            del self.fields[name]
        for name in ("lesson", "situation"):
            if isinstance(field := self.fields.get(name), forms.ChoiceField):
                field.choices = [EMPTY, *lists[f"{name}s"]]

    def part(self) -> Part:
        """The new part, with an id of its own."""
        said = self.cleaned_data
        taken = {row["id"] for row in self.module[LISTS[self.adding]]}
        if self.adding == PartKind.CARD:
            one = blanks.id_from(f"card {said['situation']}", taken)
            return blanks.card(one, situation=said["situation"])
        one = blanks.id_from(said["title"], taken)
        if self.adding == PartKind.LESSON:
            return blanks.lesson(one, said["title"])
        about = {name: said[name] for name in ("lesson", "topic", "kind")}
        return blanks.situation(one, said["title"], **about)


class FlagForm(forms.Form):
    """What is wrong or unclear, if one wants to say."""

    text = PlainText(
        label=_("What is wrong or unclear?"),
        help_text=_("Leave out names and other people’s affairs."),
        max_length=FLAG_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CloseForm(forms.Form):
    """What was done about a flag."""

    outcome = PlainText(
        label=_("What did you do about it?"),
        help_text=_("One sentence."),
        required=True,
        max_length=FLAG_LENGTH,
        error_messages={"required": _("Write what you did about it.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
