"""The style sheet, made of our files and the organisation's colours; and the mark, its logo or ours."""

from pathlib import Path

from django.conf import settings

from config.joined import MadeFinder

STYLES = "css/omtanke.css"
# In their order in the sheet: what comes later in a cascade layer wins.
PARTS = ("base", "layout", "frame", "reading", "lists", "forms", "adapted", "utilities")
# The colour that stands in static/icon.svg for the organisation's.
STAND_IN = "#0b4f6c"


def site_styles() -> str:
    """Our own part of the sheet."""
    folder = settings.BASE_DIR / "static" / "css"
    return "\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in PARTS)


class StyleFinder(MadeFinder):
    """Finds both."""

    folder = "styles"

    def made(self) -> dict[str, bytes]:
        """The style sheet and the mark."""
        static, palette = settings.BASE_DIR / "static", settings.ORGANISATION_PALETTE
        styles = site_styles() + palette.css()
        if settings.ORGANISATION_LOGO:
            mark = Path(settings.ORGANISATION_LOGO).read_bytes()
        else:
            icon = (static / "icon.svg").read_text(encoding="utf-8")
            mark = icon.replace(STAND_IN, palette.light.brand).encode()
        return {STYLES: styles.encode(), settings.ORGANISATION_MARK: mark}
