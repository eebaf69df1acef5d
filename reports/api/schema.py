"""JSON and JSON Schema of the answers' dataclasses: both follow from the fields' types."""

import dataclasses
from datetime import date
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
}


def plain(value: Any) -> Any:
    """A value as JSON can say it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def schemas_of(*shapes: type) -> dict[str, dict[str, Any]]:
    """The schemas of these dataclasses and of all that stand in them, by name."""
    found: dict[str, dict[str, Any]] = {}
    for shape in shapes:
        _add(shape, found)
    return dict(sorted(found.items()))


def _add(shape: type, found: dict[str, dict[str, Any]]) -> None:
    if shape.__name__ in found:
        return
    found[shape.__name__] = {}
    properties = {}
    for name, hint in get_type_hints(shape, include_extras=True).items():
        kind, description = get_args(hint)
        properties[name] = {**_schema(kind, found), "description": description}
    found[shape.__name__] = {
        "type": "object",
        "description": (shape.__doc__ or "").strip(),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _schema(hint: Any, found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if hint in SIMPLE:
        return dict(SIMPLE[hint])
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        _add(hint, found)
        return {"$ref": f"#/components/schemas/{hint.__name__}"}
    inner = get_args(hint)
    if get_origin(hint) is list:
        return {"type": "array", "items": _schema(inner[0], found)}
    if get_origin(hint) is dict:
        return {"type": "object", "additionalProperties": _schema(inner[1], found)}
    assert get_origin(hint) is UnionType, hint
    (other,) = set(inner) - {NoneType}
    return {"anyOf": [_schema(other, found), {"type": "null"}]}
