"""A list's headings: each a link that sorts by it, and the other way round when followed again."""

from dataclasses import dataclass

from reports.employees import SORT_LABELS


@dataclass(frozen=True)
class Heading:
    """A column's name, the address's query that sorts by it, and how it is sorted now (or "")."""

    label: str
    query: str
    sorted: str


def headings(sort: str, query: str) -> dict[str, Heading]:
    """The headings by the name they sort by; `query` is the rest of the address."""
    return {name: _heading(name, sort, query) for name in SORT_LABELS}


def _heading(name: str, sort: str, query: str) -> Heading:
    is_current, is_backwards = sort.removeprefix("-") == name, sort.startswith("-")
    following = f"-{name}" if is_current and not is_backwards else name
    now = ("descending" if is_backwards else "ascending") if is_current else ""
    return Heading(str(SORT_LABELS[name]), f"{query}sortering={following}", now)
