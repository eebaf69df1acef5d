"""What the buttons of a part's form do: add, remove and move items of its lists. Nothing is saved. Pure."""

from collections.abc import Sequence
from typing import Any

from authoring.shapes import Field, Many, Tree, rebuilt

WORDS = ("add", "remove", "up", "down")


def is_move(do: str) -> bool:
    """Whether a button asks for a change of a list, such as "up:options-2"."""
    return do.partition(":")[0] in WORDS


def moved(fields: Sequence[Field], tree: Tree, do: str) -> None:
    """Change the list in the tree; what names no list or no item of it changes nothing."""
    word, _, name = do.partition(":")
    steps: list[str | int] = [int(s) if s.isdecimal() else s for s in name.split("-")]
    at = steps.pop() if word != "add" else None
    found = _list_at(fields, tree, steps)
    if found is None:
        return
    field, items = found
    if word == "add" and len(items) < field.most:
        items.append(_new(field, items))
    elif isinstance(at, int) and at < len(items):
        other = {"up": at - 1, "down": at + 1}.get(word)
        if word == "remove":
            del items[at]
        elif other is not None and 0 <= other < len(items):
            items[at], items[other] = items[other], items[at]


def _list_at(
    fields: Sequence[Field], tree: Tree, steps: Sequence[str | int]
) -> tuple[Many, list[Any]] | None:
    """The list that a field's name leads to, with what it is a list of."""
    if not steps or not isinstance(tree, dict) or not isinstance(steps[0], str):
        return None
    field = next((one for one in fields if one.name == steps[0]), None)
    value, rest = tree.get(steps[0]), steps[1:]
    if isinstance(field, Many) and isinstance(value, list):
        if not rest:
            return field, value
        at = rest[0]
        inside = value[at] if isinstance(at, int) and at < len(value) else None
        return _list_at(field.fields, inside, rest[1:])
    return _list_at(getattr(field, "fields", ()), value, rest)


def _new(field: Many, items: Sequence[Any]) -> Any:
    """An empty item; one that needs an id gets the first that is free."""
    item = rebuilt(field.item, {}, lambda name: "")
    if field.new_id:
        taken = {other["id"] for other in items}
        ids = (f"{field.new_id}-{number}" for number in range(1, len(taken) + 2))
        item["id"] = next(one for one in ids if one not in taken)
    return item
