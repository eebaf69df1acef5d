"""The style sheet with the organisation's colours, and its mark: the logo, else ours in its colour."""

from pathlib import Path

from django.conf import settings

from config.joined import MadeFinder

STYLES = "css/omtanke.css"
# The colour that stands in static/icon.svg for the organisation's.
STAND_IN = "#0b4f6c"


class StyleFinder(MadeFinder):
    """Finds both."""

    folder = "styles"

    def made(self) -> dict[str, bytes]:
        """The style sheet and the mark."""
        static, palette = settings.BASE_DIR / "static", settings.ORGANISATION_PALETTE
        styles = (static / "css" / "site.css").read_text(encoding="utf-8") + palette.css()
        if settings.ORGANISATION_LOGO:
            mark = Path(settings.ORGANISATION_LOGO).read_bytes()
        else:
            icon = (static / "icon.svg").read_text(encoding="utf-8")
            mark = icon.replace(STAND_IN, palette.light.brand).encode()
        return {STYLES: styles.encode(), settings.ORGANISATION_MARK: mark}
