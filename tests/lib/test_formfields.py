"""A field that must be filled in is not called invalid before anybody has written in it."""

from django import forms

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
