"""Colours as people write them ("#0b4f6c"): how well two are told apart, and shades of one."""

import colorsys
import re

COLOUR = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Whether it is a colour: a number sign and six hexadecimal digits in small letters."""
    return bool(COLOUR.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), as WCAG 2.2 defines it; the order does not count."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def shade(colour: str, *, lightness: float, most_saturation: float = 1.0) -> str:
    """The same hue, as light as said (0 black, 1 white), and at most so saturated."""
    hue, _lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    return _written(colorsys.hls_to_rgb(hue, lightness, min(saturation, most_saturation)))


def lightness_of(colour: str) -> float:
    """From 0 (black) to 1 (white)."""
    return colorsys.rgb_to_hls(*_parts(colour))[1]


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + bytes(round(part * 255) for part in parts).hex()


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
