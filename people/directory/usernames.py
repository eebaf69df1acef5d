"""Sign-in names for people who are new: from the e-mail address, else the number, else the name."""

import re
import unicodedata
from collections.abc import Iterable

from people.directory.plan import Fields

LONGEST = 140
LETTERS = {"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ß": "ss", "ü": "ue"}


def usernames(people: Iterable[Fields], taken: set[str]) -> dict[str, str]:
    """A name for each by directory id, none of them in `taken` nor given twice.

    The same people get the same names whatever their order. Once given, a name is never changed.
    """
    taken = set(taken)
    found: dict[str, str] = {}
    last: dict[str, int] = {}
    for person in sorted(people, key=lambda one: one.key):
        base = _base(person)
        name, number = base, last.get(base, 1)
        while name in taken:
            number += 1
            name = f"{base}{number}"
        last[base] = number
        taken.add(name)
        found[person.key] = name
    return found


def _base(person: Fields) -> str:
    candidates = (person.email.partition("@")[0], person.number, ".".join(person.name.split()))
    return next((name for name in map(_plain, candidates) if name), "medarbejder")


def _plain(text: str) -> str:
    """Small letters, digits, dots, hyphens and underscores: what is typed easily anywhere."""
    written = "".join(LETTERS.get(letter, letter) for letter in text.casefold())
    bare = unicodedata.normalize("NFD", written).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9._-]", "", bare).strip(".-_")[:LONGEST]
