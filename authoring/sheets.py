"""A part's form as its page shows it: texts in three columns, single fields, groups and lists."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _

from authoring.forms import PartForm
from authoring.shapes import Choice, Field, Group, Many, Mark, Texts, Tree, count_name, join
from lib.texts import LANGUAGES, Text

LETTERS_A_LINE = 36
MOST_ROWS = 24


@dataclass(frozen=True)
class Move:
    """A button of a list: what it does, what it says, and where the page stands afterwards."""

    do: str
    label: str
    target: str


@dataclass(frozen=True)
class Cell:
    """A text in one of the languages."""

    bound: BoundField
    language: str
    language_name: str


@dataclass(frozen=True)
class Row:
    """Something to fill in. `kind`: field, texts, group, list or item."""

    kind: str
    id: str
    legend: str
    hint: str = ""
    bound: BoundField | None = None
    texts: Sequence[Cell] = ()
    rows: Sequence["Row"] = ()
    # The name that a list's length is posted under; an item's marks.
    counter: str = ""
    marks: Sequence[BoundField] = ()
    moves: Sequence[Move] = ()
    # The words of the clause that is chosen or quoted.
    original: Sequence[Text] = ()

    @property
    def is_wide(self) -> bool:
        """Whether it needs the page's whole width: all but a single field, and lists of such."""
        if self.kind == "item":
            return [row.kind for row in self.rows] != ["field"]
        return bool(self.bound and self.bound.use_fieldset)

    @cached_property
    def is_filled(self) -> bool:
        """Whether anything stands in it, or is wrong with it."""
        fields = [self.bound] if self.bound else [cell.bound for cell in self.texts]
        if any(one.errors or one.value() for one in fields):
            return True
        return any(self.kind == "list" or row.is_filled for row in self.rows)


@dataclass(frozen=True)
class Sheet:
    """Makes the rows of a form; what is for another kind of situation is left out while empty."""

    form: PartForm

    def rows(self) -> list[Row]:
        """The rows of the page."""
        return self._rows(self.form.layout, self.form.tree, "")

    def _rows(self, fields: Sequence[Field], tree: Tree, prefix: str) -> list[Row]:
        kind = self.form["kind"].value() if "kind" in self.form.fields else ""
        rows = []
        for one in fields:
            if isinstance(one, Mark):
                continue
            row = self._row(one, (tree or {}).get(one.name), join(prefix, one.name))
            if not one.kinds or kind in one.kinds or row.is_filled:
                rows.append(row)
        return rows

    def _row(self, one: Field, tree: Tree, name: str) -> Row:
        if isinstance(one, Many):
            return self._list(one, tree or [], name)
        row = Row("field", f"id_{name}", str(one.label), str(one.hint))
        if isinstance(one, Texts):
            return replace(row, kind="texts", texts=self._cells(name))
        if isinstance(one, Group):
            return self._group(one, tree, row, name)
        if name not in self.form.fields:  # the helper's answers: one to each question
            return replace(row, kind="group", rows=self._answers(name))
        original = self._clause(name)[:1] if _is_clause(one) else ()
        return replace(row, bound=self._labelled(name, row.legend), original=original)

    def _answers(self, name: str) -> list[Row]:
        texts = dict(self.form.editing.lists["questions"])
        start = f"{name}-"
        fields = {key: key.removeprefix(start) for key in self.form.fields if key.startswith(start)}
        return [
            Row("field", f"id_{key}", "", bound=self._labelled(key, texts.get(question, "")))
            for key, question in fields.items()
        ]

    def _labelled(self, name: str, label: str = "") -> BoundField:
        """The field with its own label: the long one, with the way there, is for the errors' list."""
        bound = copy(self.form[name])
        bound.label = label or str(bound.label).rpartition(" · ")[2]
        return bound

    def _group(self, one: Group, tree: Tree, row: Row, name: str) -> Row:
        rows = self._rows(one.fields, tree, name)
        if one.key != "clause":
            return replace(row, kind="group", rows=rows)
        key = join(name, one.key)  # a quotation: its clause stands above it in each language
        rows = [replace(inner, original=()) for inner in rows]
        return replace(row, kind="group", rows=rows, original=self._clause(key))

    def _cells(self, name: str) -> list[Cell]:
        fields = [self.form[join(name, language)] for language in LANGUAGES]
        texts = [str(one.value() or "") for one in fields]
        height = max(len(text) // LETTERS_A_LINE + text.count("\n") + 1 for text in texts)
        for one in fields:
            one.field.widget.attrs["rows"] = max(2, min(height, MOST_ROWS))
        names = dict(settings.LANGUAGES)
        return [Cell(one, code, names[code]) for code, one in zip(LANGUAGES, fields, strict=True)]

    def _list(self, one: Many, items: Sequence[Tree], name: str) -> Row:
        rows = [self._item(one, item, name, at, len(items)) for at, item in enumerate(items)]
        add = Move(f"add:{name}", str(one.add), f"id_{join(name, len(items))}")
        return Row(
            "list",
            f"id_{name}",
            str(one.label),
            str(one.hint),
            rows=rows,
            counter=count_name(name),
            moves=[add] if len(items) < one.most else [],
        )

    def _item(self, one: Many, item: Tree, name: str, at: int, count: int) -> Row:
        here = join(name, at)
        if one.field is not None:
            rows = [replace(self._row(one.field, item, here), legend="", hint="")]
        else:
            rows = self._rows(one.fields, item, here)
        marks = [self.form[join(here, mark.name)] for mark in one.fields if isinstance(mark, Mark)]
        moves = [Move(f"remove:{here}", _("Remove"), f"id_{name}")]
        if at + 1 < count:
            moves.insert(0, Move(f"down:{here}", _("Move down"), f"id_{join(name, at + 1)}"))
        if at:
            moves.insert(0, Move(f"up:{here}", _("Move up"), f"id_{join(name, at - 1)}"))
        clause = self.form[join(here, "clause")].value() if one.name == "blocks" else ""
        legend = f"{one.one} {at + 1}" + (f" · {clause}" if clause else "")
        own = "" if one.field else f"id_{here}"  # a single field has it already
        return Row("item", own, legend, rows=rows, marks=marks, moves=moves)

    def _clause(self, name: str) -> list[Text]:
        """The words of the clause that is chosen, in each language."""
        chosen = self.form[name].value()
        texts = [one["text"] for one in self.form.editing.module["clauses"] if one["id"] == chosen]
        return [Text(text[one] or "–", one) for text in texts for one in LANGUAGES]


def _is_clause(one: Field) -> bool:
    return isinstance(one, Choice) and one.choices == "clauses"
