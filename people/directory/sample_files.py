"""Files of invented people, to try the import with: the five files in three states, and a list."""

import io
import zipfile
from pathlib import Path

FOLDER = Path(__file__).with_name("samples")
# What a page calls each, and the name of the file it gives.
FILES = {
    "fem-filer": "fem-filer.zip",
    "fem-filer-senere": "fem-filer-senere.zip",
    "fem-filer-med-fejl": "fem-filer-med-fejl.zip",
    "liste": "liste.csv",
}
# No clock in a file that is the same every time.
MADE = (2026, 11, 1, 0, 0, 0)


def content_of(name: str) -> io.BytesIO:
    """A sample as a file; `name` is one of `FILES`."""
    folder = FOLDER / name
    if not folder.is_dir():
        return io.BytesIO((FOLDER / FILES[name]).read_bytes())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.writestr(zipfile.ZipInfo(path.name, MADE), path.read_bytes())
    out.seek(0)
    return out
