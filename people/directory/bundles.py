"""What is to be imported as a set of named files: a folder, a ZIP file, or a single list.

Sizes are held against the limits before anything is unpacked, and again while it is: a ZIP file's own
word for how much it holds is only its word.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from lib.cpr import looks_like_cpr
from people.directory.problems import Refused

MEGABYTE = 1024 * 1024
# A hundred thousand people are some 30 MB in five files, and 6 MB as a ZIP file or XLSX.
MOST_PACKED = 32 * MEGABYTE
MOST_UNPACKED = 128 * MEGABYTE
MOST_FILES = 200
CHUNK = 256 * 1024
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
XLSX_MARK = "[Content_Types].xml"
LISTS = {".csv", ".txt", ".xlsx"}


def shown_name(name: str) -> str:
    """A file's name as it may be shown and stored: no folder, nothing odd, no CPR number."""
    bare = "".join(letter for letter in PurePosixPath(name).name if letter.isprintable())[-100:]
    return "…" + PurePosixPath(bare).suffix if looks_like_cpr(bare) else bare


@dataclass(frozen=True)
class Source:
    """One file: its name without a folder, and how it is opened."""

    name: str
    open: Callable[[], BinaryIO]

    @property
    def stem(self) -> str:
        """The name without its ending, in small letters."""
        return PurePosixPath(self.name).stem.casefold()

    @property
    def suffix(self) -> str:
        """The ending with its dot, in small letters."""
        return PurePosixPath(self.name).suffix.casefold()


@contextmanager
def bundle_at(path: Path) -> Iterator[list[Source]]:
    """The files of a folder, of a ZIP file, or a file alone; `Refused` where there is none to read."""
    try:
        if path.is_dir():
            yield _in_folder(path)
            return
        with path.open("rb") as file:
            yield _in_file(shown_name(path.name), file)
    except FileNotFoundError:
        raise Refused("not_found", shown_name(path.name)) from None
    except OSError:
        raise Refused("unreadable", shown_name(path.name)) from None


def bundle_of(name: str, file: BinaryIO) -> list[Source]:
    """The files of what somebody uploaded."""
    return _in_file(shown_name(name), file)


def _in_folder(folder: Path) -> list[Source]:
    paths = sorted(path for path in folder.iterdir() if path.is_file() and _is_wanted(path.name))
    total = 0
    for path in paths:
        total += path.stat().st_size
        if total > MOST_UNPACKED:
            raise _too_large(shown_name(path.name), MOST_UNPACKED)
    return [Source(shown_name(path.name), _opener(path)) for path in paths]


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _is_wanted(name: str) -> bool:
    return PurePosixPath(name).suffix.casefold() in LISTS and not name.startswith((".", "~$"))


def _in_file(name: str, file: BinaryIO) -> list[Source]:
    size = file.seek(0, 2)
    if not size:
        raise Refused("empty", name)
    if size > MOST_PACKED:
        raise _too_large(name, MOST_PACKED)
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    if start in (ZIP, EMPTY_ZIP):
        return _in_zip(name, file)
    return [Source(name, lambda: _again(file))]


def _again(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return BytesIO(file.read())  # the reader may close it


def _in_zip(name: str, file: BinaryIO) -> list[Source]:
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Refused("damaged", name) from None
    _check_members(name, members)
    if any(member.filename == XLSX_MARK for member in members):
        return [Source(PurePosixPath(name).stem + ".xlsx", lambda: _again(file))]
    budget = _Budget(name)
    return [
        Source(shown_name(member.filename), _member_opener(archive, member, budget))
        for member in sorted(members, key=lambda one: one.filename)
        if not member.is_dir()
        and not member.filename.startswith("__MACOSX/")
        and _is_wanted(PurePosixPath(member.filename).name)
    ]


def _check_members(name: str, members: list[zipfile.ZipInfo]) -> None:
    """What the archive says of itself; a lie is found while it is unpacked."""
    if len(members) > MOST_FILES:
        raise Refused("too_many_files", name, most=MOST_FILES)
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise _too_large(name, MOST_UNPACKED, unpacked=True)
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused("locked", name)


class _Budget:
    """How much may still be unpacked of one archive."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._left = MOST_UNPACKED

    def take(self, size: int) -> None:
        """Count some bytes; `Refused` when they are too many in all."""
        self._left -= size
        if self._left < 0:
            raise _too_large(self._name, MOST_UNPACKED, unpacked=True)


def _member_opener(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: _Budget
) -> Callable[[], BinaryIO]:
    def unpack() -> BinaryIO:
        unpacked = BytesIO()
        try:
            with archive.open(member) as packed:
                while chunk := packed.read(CHUNK):
                    budget.take(len(chunk))
                    unpacked.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise Refused("damaged", shown_name(member.filename)) from None
        unpacked.seek(0)
        return unpacked

    return unpack


def _too_large(name: str, most: int, *, unpacked: bool = False) -> Refused:
    code = "too_large_unpacked" if unpacked else "too_large"
    return Refused(code, name, most=most // MEGABYTE)
