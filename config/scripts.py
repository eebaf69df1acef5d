"""The site's scripts: one small file for each behaviour in `static/js`, served as one."""

from django.conf import settings

from config.joined import MadeFinder

NAME = "js/site.js"


class ScriptFinder(MadeFinder):
    """Finds all scripts in the order of their names; each keeps its own words to itself."""

    folder = "scripts"

    def made(self) -> dict[str, bytes]:
        """The one file."""
        files = sorted((settings.BASE_DIR / "static" / "js").glob("*.js"))
        return {NAME: b"\n".join(path.read_bytes() for path in files)}
