"""Makes a screenshot small: a PNG's 256 commonest colours as a palette, by the standard library alone."""

import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256
RGB, RGBA, PALETTE = 2, 6, 3
UP = 2

Colour = tuple[int, ...]


def with_palette(png: bytes) -> bytes:
    """The picture (8 bits a channel, not interlaced) with a palette; rare colours as their nearest."""
    chunks = list(_chunks(png))
    width, height, bits, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    if bits != 8 or kind not in (RGB, RGBA):
        raise ValueError(f"a PNG of kind {kind} with {bits} bits is not for this")
    data = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    rows = [_colours(row, 3 if kind == RGB else 4) for row in _rows(data, width, height, kind)]
    counted = Counter(colour for row in rows for colour in row)
    palette = [colour for colour, _count in counted.most_common(COLOURS)]
    index = {colour: number for number, colour in enumerate(palette)}
    for colour in counted:
        if colour not in index:
            index[colour] = min(range(len(palette)), key=lambda one: _apart(palette[one], colour))
    pixels = b"".join(b"\0" + bytes(index[colour] for colour in row) for row in rows)
    return SIGNATURE + b"".join(
        [
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, PALETTE, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(bytes(colour) for colour in palette)),
            _chunk(b"IDAT", zlib.compress(pixels, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _rows(data: bytes, width: int, height: int, kind: int) -> Iterator[bytearray]:
    """The rows without PNG's filters (specification, 9.2)."""
    step = 3 if kind == RGB else 4
    above = bytearray(width * step)
    for number in range(height):
        start = number * (width * step + 1)
        row = bytearray(data[start + 1 : start + 1 + width * step])
        _unfilter(data[start], row, above, step)
        yield row
        above = row


def _unfilter(kind: int, row: bytearray, above: bytearray, step: int) -> None:
    if kind == UP:
        row[:] = bytes((value + guess) & 255 for value, guess in zip(row, above, strict=True))
    elif kind:
        # Each byte needs the one before it, a whole pixel to the left; before the first stands nothing.
        guess, done, corners = GUESSES[kind], bytearray(step), bytes(step) + above
        # A bytearray's iterator goes on over what is added on the way.
        for value, left, over, corner in zip(row, done, above, corners, strict=False):
            done.append((value + guess(left, over, corner)) & 255)
        row[:] = done[step:]


def _paeth(left: int, above: int, corner: int) -> int:
    by_left, by_above = abs(above - corner), abs(left - corner)
    by_corner = abs(left + above - 2 * corner)
    if by_left <= by_above and by_left <= by_corner:
        return left
    return above if by_above <= by_corner else corner


GUESSES: dict[int, Callable[[int, int, int], int]] = {
    1: lambda left, _above, _corner: left,
    3: lambda left, above, _corner: (left + above) // 2,
    4: _paeth,
}


def _colours(row: bytearray, step: int) -> list[Colour]:
    """The row's colours; a screenshot is opaque, so what stands in a fourth channel is dropped."""
    return list(zip(row[::step], row[1::step], row[2::step], strict=True))


def _apart(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
