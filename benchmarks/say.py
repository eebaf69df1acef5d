"""What a benchmark prints, at once, so that one sees how far it is."""

import sys


def say(line: str) -> None:
    """Print the line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
