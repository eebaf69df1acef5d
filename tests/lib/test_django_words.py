"""What Django says by itself is said in the site's words."""

from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.utils import translation

from lib.django_words import SAID_OTHERWISE


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("da", "Feltet skal udfyldes."), ("de", "Bitte füllen Sie dieses Feld aus.")],
)
def test_an_empty_field_is_told_in_the_sites_words(language: str, sentence: str) -> None:
    with translation.override(language):
        assert str(forms.CharField().error_messages["required"]) == sentence


@pytest.mark.parametrize("sentence", SAID_OTHERWISE)
def test_each_is_a_sentence_that_django_still_has(sentence: str) -> None:
    catalogues = Path(django.__file__).parent.glob("**/locale/da/LC_MESSAGES/django.po")
    assert any(polib.pofile(str(path)).find(sentence) for path in catalogues)
