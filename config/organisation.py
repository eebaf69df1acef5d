"""What is an organisation's own on every page: its colours, derived from one or two, and its logo."""

from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from lib.colours import contrast, lightness_of, shade

# WCAG 2.2, 1.4.3: text against its ground.
LEAST_CONTRAST = 4.5
# What links have in the dark: ours by day have more, and a lit letter needs it.
READS_EASILY = 7
# A first view has 20 kB to spend, and the logo is its icon too.
MOST_LOGO_BYTES = 3_000
LOGOS = (".svg", ".png")
WHITE = "#ffffff"


@dataclass(frozen=True)
class Grounds:
    """What an organisation's colours meet on the pages (static/css/base.css has the same)."""

    page: str
    wash: str
    ink: str


LIGHT = Grounds(page="#ffffff", wash="#f1f5f6", ink="#16242b")
DARK = Grounds(page="#111c21", wash="#1a282f", ink="#e8eff2")


@dataclass(frozen=True)
class Scheme:
    """The organisation's tokens, by day or in the dark."""

    brand: str
    brand_deep: str
    on_brand: str
    accent: str
    accent_soft: str
    on_accent: str

    def pairs(self, on: Grounds) -> list[tuple[str, str, str]]:
        """Text and ground wherever they meet: what it is, and the two colours."""
        return [
            ("the text of the header", self.on_brand, self.brand),
            ("the text of the header's second line", self.on_brand, self.brand_deep),
            ("links on the page", self.accent, on.page),
            ("links on a panel", self.accent, on.wash),
            ("links on what is chosen", self.accent, self.accent_soft),
            ("the text on what is chosen", on.ink, self.accent_soft),
            ("the text of a button", self.on_accent, self.accent),
        ]

    def css(self) -> str:
        """As custom properties."""
        names = ("brand", "brand_deep", "on_brand", "accent", "accent_soft", "on_accent")
        return " ".join(f"--{name.replace('_', '-')}: {getattr(self, name)};" for name in names)


@dataclass(frozen=True)
class Palette:
    """An organisation's colours in both schemes."""

    light: Scheme
    dark: Scheme

    def fault(self) -> str:
        """Where text could not be read; "" if nowhere. The dark scheme is made so that it can."""
        for what, text, ground in self.light.pairs(LIGHT):
            if (ratio := contrast(text, ground)) < LEAST_CONTRAST:
                return (
                    f"{what} would be {text} on {ground}, a contrast of {ratio:.2f}:1;"
                    f" WCAG asks {LEAST_CONTRAST}:1. Choose a darker colour"
                )
        return ""

    def css(self) -> str:
        """The tokens as the style sheet's last word on them."""
        dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {self.dark.css()} }} }}"
        return f"@layer tokens {{ :root {{ {self.light.css()} }} {dark} }}\n"


def readable_palette(brand: str, accent: str) -> Palette:
    """The colours; `ImproperlyConfigured` where text could not be read."""
    palette = palette_of(brand, accent)
    if fault := palette.fault():
        raise ImproperlyConfigured(f"ORGANISATION_COLOUR, ORGANISATION_ACCENT: {fault}.")
    return palette


def palette_of(brand: str, accent: str) -> Palette:
    """The colours of the header (`brand`) and of buttons and links (`accent`), by day as written."""
    return Palette(
        light=_scheme(brand, accent, soft=shade(accent, lightness=0.94, most_saturation=0.48)),
        dark=_scheme(
            _dark_ground(brand),
            _light_text(accent),
            soft=shade(accent, lightness=0.165, most_saturation=0.52),
        ),
    )


def _dark_ground(colour: str) -> str:
    """A little darker, and then as much as white text needs."""
    lightness, found = lightness_of(colour) * 0.79, ""
    while not found or contrast(WHITE, found) < LEAST_CONTRAST:
        found = shade(colour, lightness=lightness, most_saturation=0.79)
        lightness -= 0.01
    return found


def _light_text(colour: str) -> str:
    """As light as text on dark grounds looks well, and then as much as it needs."""
    lightness, found = 0.73, ""
    while not found or contrast(found, DARK.wash) < READS_EASILY:
        found = shade(colour, lightness=lightness, most_saturation=0.66)
        lightness += 0.01
    return found


def _scheme(brand: str, accent: str, *, soft: str) -> Scheme:
    on_brand = _readable(brand)
    step = -0.2 if on_brand == WHITE else 0.2 * (1 / lightness_of(brand) - 1)
    return Scheme(
        brand=brand,
        brand_deep=shade(brand, lightness=lightness_of(brand) * (1 + step)),
        on_brand=on_brand,
        accent=accent,
        accent_soft=soft,
        on_accent=_readable(accent),
    )


def _readable(ground: str) -> str:
    """White or ink, whichever reads better on it."""
    return max((WHITE, LIGHT.ink), key=lambda text: contrast(text, ground))


def logo_fault(path: Path) -> str:
    """What is wrong with a logo; "" if nothing."""
    if path.suffix not in LOGOS:
        return "name an .svg or a .png"
    if not path.is_file():
        return "there is no such file"
    if (size := path.stat().st_size) > MOST_LOGO_BYTES:
        return f"it has {size} bytes; {MOST_LOGO_BYTES} are allowed"
    return ""
