"""The state that a page keeps in its address: filters with their counts, the order, the way back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

ORDER = "sortering"
PAGE = "side"


def query_without(query: QueryDict, *names: str) -> str:
    """The address's other parts, ready to have more put behind them: "" or "a=1&b=2&"."""
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""


def query_with(query: QueryDict, *names: str) -> str:
    """Only these of the address's parts, ready to have more put behind them."""
    return query_without(query, *(query.keys() - set(names)))


@dataclass(frozen=True)
class FilterLink:
    """A filter as a link with how many it leaves."""

    label: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class Heading:
    """A column's heading that sorts by it; `direction` is what `aria-sort` says, or nothing."""

    label: str
    url: str
    direction: str


@dataclass(frozen=True)
class Sorting:
    """By which column the address asks to sort, and every column's heading by its name."""

    column: str
    is_descending: bool
    headings: dict[str, Heading]


def sorting(query: QueryDict, columns: Mapping[str, object], *, default: str) -> Sorting:
    """The order that `?sortering=frist` or `?sortering=-frist` asks for; `columns` are name → label.

    An unknown column means `default`, which may begin with a minus. The current column's link turns the
    order round; every link leads to the first page.
    """
    asked = query.get(ORDER, "")
    chosen = asked if asked.removeprefix("-") in columns else default
    column, is_descending = chosen.removeprefix("-"), chosen.startswith("-")
    rest = query_without(query, ORDER, PAGE)

    def heading(name: str, label: object) -> Heading:
        if name != column:
            return Heading(str(label), f"?{rest}{ORDER}={name}", "")
        direction = "descending" if is_descending else "ascending"
        return Heading(
            str(label), f"?{rest}{ORDER}={'' if is_descending else '-'}{name}", direction
        )

    return Sorting(column, is_descending, {name: heading(name, columns[name]) for name in columns})


def on_this_site(address: str) -> str:
    """The address if it is a path of this site, else "": no link of ours leads a reader away."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return address if is_ours else ""
