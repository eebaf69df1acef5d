"""The form of a situation: one option, and for a dilemma what weighs and a private note."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.cpr import refuse_cpr
from lib.texts import shown
from quiz.models import Kind, Option, Situation, Sureness, Work

NOTE_LENGTH = 2000


class AnswerForm(forms.Form):
    """A situation's options as radio buttons; nothing is chosen beforehand."""

    stale = _("This page was out of date. Answer once more, please.")

    option = forms.ChoiceField(
        widget=forms.RadioSelect,
        help_text=_("Choose what you would do. You can change your answer afterwards."),
        error_messages={
            "required": _("Choose one of the answers."),
            "invalid_choice": _("Choose one of the answers on this page."),
        },
    )
    try_number = forms.IntegerField(min_value=1, max_value=10_000, widget=forms.HiddenInput)
    # The attempt the page was made for: a form left open must not answer another text.
    attempt = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, situation: Situation, options: Sequence[Option], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        option = self.fields["option"]
        assert isinstance(option, forms.ChoiceField)
        option.label = shown(situation, "question")
        option.choices = [(one.slug, shown(one, "text")) for one in options]
        if situation.kind == Kind.FIND:
            self._let_several_be_ticked(option)
        if situation.kind != Kind.DILEMMA:
            self.fields["sureness"] = forms.ChoiceField(
                label=_("How sure are you?"),
                required=False,
                choices=[("", _("I’d rather not say")), *Sureness.choices],
            )
        if situation.kind == Kind.DILEMMA:
            self._ask_what_weighs(situation)
            option.help_text = _("You can change your answer afterwards.")

    def _let_several_be_ticked(self, option: forms.ChoiceField) -> None:
        self.fields["option"] = forms.MultipleChoiceField(
            label=option.label,
            help_text=_("Tick everything you find. You can change your answer afterwards."),
            widget=forms.CheckboxSelectMultiple,
            choices=option.choices,
            error_messages={
                "required": _("Tick at least one detail."),
                "invalid_choice": _("Choose among the details on this page."),
            },
        )

    def _ask_what_weighs(self, situation: Situation) -> None:
        self.fields["considerations"] = forms.MultipleChoiceField(
            label=_("What matters to you here?"),
            help_text=_("Choose one or more."),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(one.slug, shown(one, "text")) for one in situation.considerations.all()],
        )
        self.fields["note"] = forms.CharField(
            label=_("How would you explain it to a colleague?"),
            help_text=_("Only you can see what you write."),
            required=False,
            max_length=NOTE_LENGTH,
            validators=[refuse_cpr],
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def chosen(self) -> set[str]:
        """The ids of the options chosen: one, or in a find all that were ticked."""
        option = self.cleaned_data["option"]
        return {option} if isinstance(option, str) else set(option)

    def given(self, situation: Situation) -> dict[str, Any]:
        """What was answered, as `submit_answer` takes it (two queries)."""
        data = self.cleaned_data
        options = list(situation.options.filter(slug__in=self.chosen()))
        several = situation.kind == Kind.FIND
        weighing = situation.considerations.filter(slug__in=data.get("considerations", []))
        return {
            "option": None if several else options[0],
            "ticked": options if several else (),
            "sureness": data.get("sureness", ""),
            "considerations": list(weighing),
            "note": data.get("note", ""),
        }


class FollowUpForm(AnswerForm):
    """The same with the options alone: a follow-up's situation is answered once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"option": self.fields["option"]}
        self.fields["option"].help_text = _("Choose what you would do.")


class WorkForm(forms.Form):
    """What one's work is like."""

    work = forms.ChoiceField(
        label=_("What is your work like?"),
        help_text=_("You meet situations that fit. You can change it later and keep your answers."),
        widget=forms.RadioSelect,
        choices=Work.choices,
        error_messages={"required": _("Choose what fits best.")},
    )
