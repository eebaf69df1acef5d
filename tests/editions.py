"""Later editions of the real guideline for tests: a clause says something else, another has come."""

import copy
from collections.abc import Iterator
from typing import Any

from authoring.rules import Module
from lib.texts import LANGUAGES
from policy.text import words_of

PHOTOS = {
    "da": "Lad være med at lægge fotos og film, der er taget i en arbejdsmæssig sammenhæng, ind på "
    "Facebook eller andre sociale medier uden at have fået tilladelse til det.",
    "en": "Do not put photos or films taken in a work context on Facebook or other social media "
    "without having been given permission to do so.",
    "de": "Stellen Sie keine Fotos oder Filme, die in einem beruflichen Zusammenhang aufgenommen "
    "wurden, auf Facebook oder anderen sozialen Medien ein, ohne dafür eine Erlaubnis erhalten zu "
    "haben.",
}
ASK = {
    "da": "Er du i tvivl, så spørg din nærmeste leder.",
    "en": "If in doubt, ask your line manager.",
    "de": "Fragen Sie im Zweifel Ihre direkte Führungskraft.",
}


def second_edition(module: Module) -> Module:
    """Edition 2.0 of the real module: E1 speaks of films and other media, and G1 is new."""
    new = rewritten(module, "E1", PHOTOS)
    new["edition"] = "2.0"
    new["blocks"].append({"type": "paragraph", "clause": "G1", "text": dict(ASK)})
    new["clauses"].append({"id": "G1", "text": dict(ASK)})
    for language in LANGUAGES:
        new["source"][language] = new["source"][language].rstrip() + f"\n\n{ASK[language]}\n"
    return new


def rewritten(module: Module, clause: str, text: dict[str, str]) -> Module:
    """The module with other words in a clause; quotes that no longer stand in it quote it whole."""
    new = copy.deepcopy(module)
    for block in new["blocks"]:
        if block["clause"] == clause:
            for language in LANGUAGES:
                source = new["source"][language]
                new["source"][language] = source.replace(block["text"][language], text[language])
            block["text"] = text
    new["clauses"] = [
        {"id": block["clause"], "text": block["text"]} for block in new["blocks"] if block["clause"]
    ]
    for quote in _quotes_in(new):
        if quote["clause"] == clause:
            quote["text"] = {
                language: words if words_of(words) in words_of(text[language]) else text[language]
                for language, words in quote["text"].items()
            }
    return new


def _quotes_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every quote of the guideline, however deep it stands."""
    if isinstance(value, dict):
        if set(value) == {"clause", "text"}:
            yield value
        for item in value.values():
            yield from _quotes_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _quotes_in(item)
