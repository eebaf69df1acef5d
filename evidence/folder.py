"""Checkpoints as files, for an archive that takes them out of the organisation's hands."""

import os
from pathlib import Path

from django.conf import settings

from evidence.models import Checkpoint


def write_checkpoints() -> list[Path]:
    """Write every checkpoint that the configured folder lacks, with its timestamp; returns the new files."""
    if not settings.EVIDENCE_FOLDER:
        return []
    folder = Path(settings.EVIDENCE_FOLDER)
    written = []
    for row in Checkpoint.objects.select_related("timestamp"):
        name = f"checkpoint-{row.size:010}"
        parts = {f"{name}.txt": row.note.encode()}
        if hasattr(row, "timestamp"):
            parts[f"{name}.tsr"] = bytes(row.timestamp.token)
        written += [path for file, data in parts.items() if (path := _write(folder / file, data))]
    return written


def _write(path: Path, data: bytes) -> Path | None:
    """The file, if it was not there: none is ever written over, whatever it says."""
    if path.exists():
        return None
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return path
