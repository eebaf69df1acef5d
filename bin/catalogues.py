"""Compiles the translation catalogues named as arguments (.po) beside themselves (.mo)."""

import os
import sys
from pathlib import Path

import polib


def compile_catalogue(source: Path) -> None:
    """Write the compiled catalogue whole, then give it its name: nobody reads half of one."""
    draft = source.with_suffix(f".{os.getpid()}.draft")
    polib.pofile(str(source)).save_as_mofile(str(draft))
    draft.replace(source.with_suffix(".mo"))


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        try:
            compile_catalogue(Path(argument))
        except (OSError, ValueError) as problem:
            sys.exit(f"{argument}: {problem}")
