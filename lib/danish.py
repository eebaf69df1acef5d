"""Danish alphabetical order as a plain ASCII key, the same on every database and collation."""

import unicodedata

# Aa sorts as Å; Æ, Ø and Å come after Z. A blank comes before every letter.
LETTERS = {"æ": "zzx", "ä": "zzx", "ø": "zzy", "ö": "zzy", "å": "zzz"}


def sort_key(name: str) -> str:
    """A key of digits and small letters that any collation orders as a Danish reader expects."""
    key = unicodedata.normalize("NFC", name).casefold().replace("aa", "å").translate(_KEYS)
    return key.replace(
        "aa", LETTERS["å"]
    )  # of "aá", or in a code: a Danish collation would take it for Å


class _Keys(dict[int, str]):
    """Each letter's key by its code point, worked out once: long lists are sorted by it."""

    def __missing__(self, code: int) -> str:
        key = self[code] = _key_of(chr(code))
        return key


def _key_of(letter: str) -> str:
    if letter in LETTERS:
        return LETTERS[letter]
    bare = unicodedata.normalize("NFD", letter)[0]
    if bare.isascii() and bare.isalnum():
        return bare
    return "0" if letter.isspace() or letter in "-'’." else "zzzz" + format(ord(letter), "x")


_KEYS = _Keys()
