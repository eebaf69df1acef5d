"""The site's scripts: one small file for each behaviour in `static/js`, served as one."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseStorageFinder
from django.core.files.storage import FileSystemStorage

NAME = "js/site.js"
FOLDER = settings.VAR / "joined"


def joined() -> str:
    """All scripts in the order of their names; each keeps its own words to itself."""
    files = sorted((settings.BASE_DIR / "static" / "js").glob("*.js"))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


class ScriptFinder(BaseStorageFinder):
    """Finds the joined file, written anew into `VAR` wherever a script has changed."""

    storage = FileSystemStorage(FOLDER)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Where the joined file is; nothing for another path."""
        _write()
        return super().find(path, find_all, **kwargs)  # type: ignore[call-overload]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        """The joined file, to be collected."""
        _write()
        return super().list(ignore_patterns)


def _write() -> None:
    path, text = FOLDER / NAME, joined()
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written whole under another name: whoever reads meanwhile sees one text or the other.
    descriptor, draft = tempfile.mkstemp(dir=FOLDER.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    Path(draft).replace(path)
