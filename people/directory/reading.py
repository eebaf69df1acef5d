"""From files to the neutral form: which kind of delivery this is, and the reader for it."""

from datetime import date
from pathlib import Path
from typing import BinaryIO

from people.directory.bundles import Source, bundle_at, bundle_of, shown_name
from people.directory.five_files import COLUMNS, kind_of, read_five_files
from people.directory.neutral import Directory
from people.directory.plain_list import read_plain_list
from people.directory.problems import Refused


def read_path(path: Path, *, today: date) -> Directory:
    """The directory in a folder, a ZIP file or a list on this machine; `Refused` if there is none."""
    with bundle_at(path) as sources:
        return _read(shown_name(path.name), sources, today)


def read_upload(name: str, file: BinaryIO, *, today: date) -> Directory:
    """The directory in an uploaded file; `Refused` if there is none."""
    return _read(shown_name(name), bundle_of(name, file), today)


def _read(name: str, sources: list[Source], today: date) -> Directory:
    directory = _read_kind(name, sources, today)
    directory.source = name
    return directory


def _read_kind(name: str, sources: list[Source], today: date) -> Directory:
    if not sources:
        raise Refused("no_files", name)
    if len(sources) == 1 and sources[0].stem not in COLUMNS:
        return read_plain_list(sources[0], today=today)
    if not any(kind_of(source) for source in sources):
        raise Refused("several_lists", name)
    return read_five_files(sources)
