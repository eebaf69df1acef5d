"""What must be filled in is not called invalid before anybody has written in it; choices are Django's."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from pytest_django.asserts import assertHTMLEqual

from lib.formfields import Renderer
from tests.conftest import soup_of


class Example(forms.Form):
    """One of each kind."""

    name = forms.CharField()
    note = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    is_read = forms.BooleanField()


def test_what_must_be_filled_in_says_so_without_being_invalid() -> None:
    page = soup_of(Example().as_p())
    assert not page.select("[required]")
    assert [one["name"] for one in page.select("[aria-required=true]")] == ["name", "is_read"]
    assert not page.select("[aria-invalid]")


def test_what_was_left_empty_is() -> None:
    page = soup_of(Example({}).as_p())
    assert [one["name"] for one in page.select("[aria-invalid=true]:not([type=radio])")] == [
        "name",
        "is_read",
    ]


class Chosen(forms.Form):
    plain = forms.ChoiceField(choices=[("", "–"), ("a&b", "A & <b>"), (3, "Three")], initial="3")
    grouped = forms.ChoiceField(
        choices=[("x", "X"), ("Group & co", [("y", "Y"), ("z", "Z")])],
        required=False,
        widget=forms.Select(attrs={"data-of": 'a "b"', "disabled": True, "hidden": False}),
    )


@pytest.mark.parametrize("data", [None, {"plain": "a&b", "grouped": "z"}, {"plain": "no such"}])
def test_a_select_is_written_as_django_writes_it(data: dict[str, str] | None) -> None:
    ours, theirs = Chosen(data, renderer=Renderer()), Chosen(data, renderer=DjangoTemplates())
    for name in ours.fields:
        written = ours[name].as_widget().replace(' aria-required="true"', " required")
        assertHTMLEqual(written, theirs[name].as_widget())
        assert written.count("<option") == 3
