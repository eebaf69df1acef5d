"""How a part is laid out for editing: fields, groups, lists. One walk makes forms, parts and labels. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from lib.texts import LANGUAGES

Label = str | Promise
Tree = Any


@dataclass(frozen=True, kw_only=True)
class Field:
    """Something to fill in. `kinds` are the kinds of situation it is for; none: every kind.

    `nullable`: empty, it is null in the format.
    """

    name: str
    label: Label
    hint: Label = ""
    kinds: frozenset[str] = frozenset()
    nullable: bool = False


@dataclass(frozen=True, kw_only=True)
class Texts(Field):
    """A text in each language, of `most` characters; a line has no line breaks."""

    most: int = 100_000
    is_line: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of a list: of its choices, or of what the module has under that name."""

    choices: Sequence[tuple[str, Label]] | str
    is_required: bool = False


@dataclass(frozen=True, kw_only=True)
class Ticks(Field):
    """Any of a list."""

    choices: Sequence[tuple[str, Label]]


@dataclass(frozen=True, kw_only=True)
class Tick(Field):
    """Yes or no."""


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A whole number."""

    least: int
    most: int


@dataclass(frozen=True, kw_only=True)
class Word(Field):
    """A short text in no language; a clause id where `is_clause`."""

    most: int = 100
    is_clause: bool = False


@dataclass(frozen=True, kw_only=True)
class Mark(Field):
    """What tells the items of a list apart; not shown. A place in a list where `is_place`."""

    is_place: bool = False


@dataclass(frozen=True, kw_only=True)
class Answers(Field):
    """Yes, no or either to each of the helper's questions."""


@dataclass(frozen=True, kw_only=True)
class Group(Field):
    """Fields that belong together; nothing of it filled in, there is none. `key` must be then."""

    fields: Sequence[Field]
    key: str = ""
    missing: Label = ""


@dataclass(frozen=True, kw_only=True)
class Many(Field):
    """A list of things alike: groups of `fields`, or of the one `field`. New ones get an id."""

    one: Label
    add: Label
    fields: Sequence[Field] = ()
    field: Field | None = None
    most: int
    new_id: str = ""

    @property
    def item(self) -> Sequence[Field]:
        """The fields of one; a single field has no name of its own there."""
        return (self.field,) if self.field else self.fields


def join(prefix: str, name: str | int) -> str:
    """The name of a field within another."""
    return f"{prefix}-{name}" if prefix and name != "" else prefix or str(name)


@dataclass(frozen=True)
class Leaf:
    """A field of the form: its name, what it is, its value, and the labels that lead to it; a
    text's language, and the id of the question that an answer is to.
    """

    name: str
    field: Field
    value: Any
    trail: tuple[Label, ...]
    language: str = ""
    question: str = ""


def leaves(
    fields: Sequence[Field], tree: Tree, prefix: str = "", trail: tuple[Label, ...] = ()
) -> Iterator[Leaf]:
    """The form's fields for what a part holds, in their order."""
    for field in fields:
        name, value = join(prefix, field.name), _of(field, tree)
        here = (*trail, field.label) if field.name and field.label else trail
        if isinstance(field, Group):
            yield from leaves(field.fields, value or {}, name, here)
        elif isinstance(field, Many):
            for at, item in enumerate(value or []):
                yield from leaves(
                    field.item, item, join(name, at), (*trail, f"{field.one} {at + 1}")
                )
        elif isinstance(field, Texts):
            for language in LANGUAGES:
                words = (value or {}).get(language)
                yield Leaf(join(name, language), field, words, here, language)
        elif isinstance(field, Answers):
            for question, answer in (value or {}).items():
                yield Leaf(join(name, question), field, answer, here, question=question)
        else:
            yield Leaf(name, field, value, here)


def _of(field: Field, tree: Tree) -> Any:
    """What a tree holds of a field; a list's single field has no name and is all of its item."""
    return (tree or {}).get(field.name) if field.name else tree


ValueOf = Callable[[str], Any]


def rebuilt(fields: Sequence[Field], tree: Tree, value_of: ValueOf, prefix: str = "") -> Tree:
    """The same tree with other values, which `value_of` gives by the names of the form's fields."""
    built: dict[str, Any] = {}
    for field in fields:
        name = join(prefix, field.name)
        built[field.name] = _rebuilt(field, _of(field, tree), value_of, name)
    return built[""] if list(built) == [""] else built


def _rebuilt(field: Field, value: Any, value_of: ValueOf, name: str) -> Any:
    if isinstance(field, Group):
        return rebuilt(field.fields, value or {}, value_of, name)
    if isinstance(field, Many):
        items = enumerate(value or [])
        return [rebuilt(field.item, item, value_of, join(name, at)) for at, item in items]
    if isinstance(field, Texts):
        return {language: value_of(join(name, language)) for language in LANGUAGES}
    if isinstance(field, Answers):
        return {question: value_of(join(name, question)) for question in value or {}}
    return value_of(name)


def skeleton(fields: Sequence[Field], data: Mapping[str, Any], prefix: str = "") -> Tree:
    """The tree that a posted form has, without its values: how long its lists are."""
    built: dict[str, Any] = {}
    for field in fields:
        name = join(prefix, field.name)
        built[field.name] = None
        if isinstance(field, Group):
            built[field.name] = skeleton(field.fields, data, name)
        elif isinstance(field, Many):
            numbers = range(_count(data, field, name))
            built[field.name] = [skeleton(field.item, data, join(name, at)) for at in numbers]
        elif isinstance(field, Answers):
            start = f"{name}-"
            asked = (key.removeprefix(start) for key in data if key.startswith(start))
            built[field.name] = dict.fromkeys(asked)
    return built[""] if list(built) == [""] else built


def _count(data: Mapping[str, Any], field: Many, name: str) -> int:
    """How many items were posted: a number that nobody could have raised at will."""
    sent = str(data.get(count_name(name), "0"))
    return min(int(sent), field.most) if sent.isascii() and sent.isdecimal() else 0


def count_name(name: str) -> str:
    """The hidden field that says how long a list is."""
    return f"{name}-n"


def part_from(fields: Sequence[Field], tree: Tree) -> Any:
    """What was filled in as the format has it: empty is null, and so is a group with nothing in it."""
    part = {field.name: _value(field, tree[field.name] if field.name else tree) for field in fields}
    return part[""] if list(part) == [""] else part


def _value(field: Field, value: Any) -> Any:
    if isinstance(field, Group):
        return part_from(field.fields, value) if is_filled(value) else None
    if isinstance(field, Many):
        return [part_from(field.item, item) for item in value]
    if isinstance(field, Texts):
        texts = {language: words or None for language, words in value.items()}
        return None if field.nullable and not any(texts.values()) else texts
    if isinstance(field, Answers):
        return {question: answer for question, answer in value.items() if answer}
    if isinstance(field, Choice) or field.nullable:
        return None if value in ("", None) else value
    return value


def is_filled(value: Any) -> bool:
    """Whether anything stands in it, however deep."""
    if isinstance(value, dict):
        return any(is_filled(item) for item in value.values())
    return bool(value)


def half_filled(
    fields: Sequence[Field], tree: Tree, prefix: str = ""
) -> Iterator[tuple[str, Label]]:
    """Groups that hold something but not what they can't do without: its name, and what to say."""
    for field in fields:
        name, value = join(prefix, field.name), _of(field, tree)
        if isinstance(field, Group):
            if field.key and is_filled(value) and not value[field.key]:
                yield join(name, field.key), field.missing
            yield from half_filled(field.fields, value or {}, name)
        elif isinstance(field, Many) and field.fields:
            for at, item in enumerate(value or []):
                yield from half_filled(field.fields, item, join(name, at))


@dataclass(frozen=True)
class Spot:
    """A place within a part as the form has it: the field's name, its labels, a text's language."""

    name: str
    trail: tuple[Label, ...]
    language: str = ""


def find(
    fields: Sequence[Field],
    tree: Tree,
    steps: Sequence[str],
    prefix: str = "",
    trail: tuple[Label, ...] = (),
) -> Spot:
    """The spot of a place that the rules name, as far as the steps lead."""
    field = next((one for one in fields if steps and one.name in ("", steps[0])), None)
    if field is None:
        return Spot(prefix, trail)
    rest = steps[1:] if field.name else steps
    name, value = join(prefix, field.name), _of(field, tree)
    here = (*trail, field.label) if field.name and field.label else trail
    if isinstance(field, Group):
        return find(field.fields, value, rest, name, here)
    if isinstance(field, Many) and rest and (at := _place(value or [], rest[0])) is not None:
        trail = (*trail, f"{field.one} {at + 1}")
        return find(field.item, value[at], rest[1:], join(name, at), trail)
    if isinstance(field, Texts) and rest and rest[0] in LANGUAGES:
        return Spot(join(name, rest[0]), here, rest[0])
    return Spot(name, here)


def _place(items: Sequence[Any], step: str) -> int | None:
    """Where the item stands that a step names by its id, its clause or its number from 1."""
    for at, item in enumerate(items):
        if isinstance(item, dict) and step in (item.get("id"), item.get("clause")):
            return at
    return int(step) - 1 if step.isdecimal() and 0 < int(step) <= len(items) else None
