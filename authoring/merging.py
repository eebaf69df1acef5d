"""Two people's changes of one part, brought together: what only one of them changed is kept. Pure."""

from collections.abc import Iterator
from typing import Any


def merged(base: Any, theirs: Any, mine: Any) -> Any:
    """Mine, with theirs wherever I changed nothing. Where both did, mine: theirs is shown beside it."""
    if mine == base:
        return theirs
    if theirs in (base, mine):
        return mine
    if all(isinstance(one, dict) for one in (base, theirs, mine)) and theirs.keys() == mine.keys():
        return {key: merged(base.get(key), theirs[key], mine[key]) for key in mine}
    if _alike(base, theirs, mine):
        return [merged(*items) for items in zip(base, theirs, mine, strict=True)]
    return mine


def _alike(base: Any, theirs: Any, mine: Any) -> bool:
    """Whether all three are lists of the same items: nobody added, removed or moved any."""
    if not all(isinstance(one, list) for one in (base, theirs, mine)):
        return False
    ids = [[_id(item) for item in one] for one in (base, theirs, mine)]
    return ids[0] == ids[1] == ids[2]


def _id(item: Any) -> Any:
    return item.get("id") if isinstance(item, dict) else None


def differences(one: Any, other: Any, steps: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The steps to each value that differs, however deep; a list of other items differs whole."""
    if one == other:
        return
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from differences(one[key], other[key], (*steps, str(key)))
    elif _alike(one, other, other):
        for at, (item, another) in enumerate(zip(one, other, strict=True), 1):
            yield from differences(item, another, (*steps, str(_id(item) or at)))
    else:
        yield steps
