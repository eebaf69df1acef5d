"""The order in which an attempt shows a situation's options. Pure: the same for the same seed."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def in_order_for(options: Sequence[T], *, seed: int, situation: str, shuffle: bool) -> list[T]:
    """The options in the author's order, or shuffled by the attempt's seed where order says nothing."""
    ordered = list(options)
    if shuffle:
        # The situation's id is part of the seed: else every situation would shuffle alike.
        random.Random(f"{seed}:{situation}").shuffle(ordered)  # noqa: S311 - no secret
    return ordered
