"""Static files that are made of others, or of settings: found like any, written anew when they change."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.staticfiles.finders import BaseStorageFinder
from django.core.files.storage import FileSystemStorage

FOLDER = settings.VAR / "joined"


class MadeFinder(BaseStorageFinder):
    """Finds what `made()` returns, in a folder of its own below `VAR`."""

    folder: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(FOLDER / self.folder)
        super().__init__(*args, **kwargs)

    def made(self) -> dict[str, bytes]:
        """Each file's name and content."""
        raise NotImplementedError

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Where a file is; nothing for a path of another finder's."""
        self._write()
        return super().find(path, find_all, **kwargs)  # type: ignore[call-overload]  # one overload for each truth value

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        """The files, to be collected."""
        self._write()
        return [(name, self.storage) for name in self.made()]

    def _write(self) -> None:
        for name, content in self.made().items():
            path = FOLDER / self.folder / name
            if path.exists() and path.read_bytes() == content:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            # Written whole under another name: whoever reads meanwhile sees one text or the other.
            descriptor, draft = tempfile.mkstemp(dir=FOLDER)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(draft).replace(path)
