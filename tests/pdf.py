"""Reads the PDFs that typst writes: their tags, and their words as a screen reader or a search finds them."""

import re
import zlib

# Choosing a font, the end of a text, or a string's first byte; a name before a string makes it no text.
TOKEN = re.compile(rb"/(f\d+) \S+ Tf|\b(ET)\b|(?<![A-Za-z])\(")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Pdf:
    """A PDF's objects by number, written without object streams as PDF/UA by typst is."""

    def __init__(self, content: bytes) -> None:
        found = re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj", content, re.DOTALL)
        self.objects = {int(one[1]): one[2] for one in found}

    @property
    def catalog(self) -> str:
        """The document's root: its language, whether it is marked."""
        return next(
            one.decode("latin-1") for one in self.objects.values() if b"/Type/Catalog" in one
        )

    @property
    def metadata(self) -> str:
        """The document's description of itself, as XML."""
        return next(
            self._stream(number).decode()
            for number, one in self.objects.items()
            if b"/Type/Metadata" in one
        )

    @property
    def tags(self) -> list[str]:
        """The kind of every element of the document's structure."""
        elements = (re.search(rb"/Type/StructElem/S/(\w+)", one) for one in self.objects.values())
        return [one[1].decode() for one in elements if one]

    @property
    def languages(self) -> set[str]:
        """The languages of the document and of its passages, said of an element or within the text."""
        contents = (self._stream(self._reference(page, b"Contents")) for page in self._pages)
        return {
            found.decode()
            for one in (*self.objects.values(), *contents)
            for found in re.findall(rb"/Lang\((\w+)\)", one)
        }

    @property
    def words(self) -> str:
        """All text in the order of the content, with single spaces."""
        return " ".join(" ".join(self._text_of(page) for page in self._pages).split())

    @property
    def _pages(self) -> list[bytes]:
        return [one for one in self.objects.values() if one.startswith(b"<</Type/Page/")]

    def _text_of(self, page: bytes) -> str:
        fonts = {
            name: self._letters(self._reference(self.objects[number], b"ToUnicode"))
            for name, number in self._fonts(page)
        }
        text: list[str] = []
        letters: dict[int, str] = {}
        content = self._stream(self._reference(page, b"Contents"))
        at = 0
        while token := TOKEN.search(content, at):
            at = token.end()
            if token[1]:
                letters = fonts[token[1]]
            elif token[2]:
                text.append(" ")
            else:
                codes, at = _string(content, at)
                text += [letters[codes[i] << 8 | codes[i + 1]] for i in range(0, len(codes), 2)]
        return "".join(text)

    def _fonts(self, page: bytes) -> list[tuple[bytes, int]]:
        resources = self.objects[self._reference(page, b"Resources")]
        return [
            (name, int(number)) for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
        ]

    def _letters(self, number: int) -> dict[int, str]:
        """What each glyph of a font stands for."""
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", self._stream(number))
        return {
            int(glyph, 16): bytes.fromhex(letters.decode()).decode("utf-16-be")
            for glyph, letters in pairs
            if len(glyph) == 4 and glyph != b"0000"
        }

    def _reference(self, one: bytes, key: bytes) -> int:
        found = re.search(rb"/" + key + rb" (\d+) 0 R", one)
        assert found, key
        return int(found[1])

    def _stream(self, number: int) -> bytes:
        head, _, rest = self.objects[number].partition(b"stream\n")
        raw = rest.rpartition(b"\nendstream")[0]
        return zlib.decompress(raw) if b"/FlateDecode" in head else raw


def _string(content: bytes, at: int) -> tuple[bytes, int]:
    """The string that began before `at`, and where it ends (specification, 7.3.4.2)."""
    found, depth = bytearray(), 1
    while depth:
        byte = content[at : at + 1]
        at += 1
        if byte == b"\\":
            escape = re.compile(rb"[0-7]{1,3}|.", re.DOTALL).match(content, at)
            assert escape
            octal = escape[0].isdigit()
            found += bytes([int(escape[0], 8)]) if octal else ESCAPED.get(escape[0], escape[0])
            at = escape.end()
            continue
        depth += {b"(": 1, b")": -1}.get(byte, 0)
        found += byte if depth else b""
    return bytes(found), at
