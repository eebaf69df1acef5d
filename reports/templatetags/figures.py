"""Rows of figures: hundreds stand on a page, and a template takes a hundred times as long to write them."""

from collections.abc import Iterable, Iterator
from functools import cache

from django import template
from django.template.loader import get_template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.status import DepartmentFigures

register = template.Library()

ROW = """<tr>
<th scope="row" class="depth-{depth}"><a href="{address}">{name}</a></th>
<td data-label="{Percentage}">{bar}</td>
<td class="number" data-label="{Acknowledged}">{acknowledged}</td>
<td class="number" data-label="{Overdue}">{overdue}</td>
<td class="number" data-label="{Unassigned}">{unassigned}</td>
<td class="number" data-label="{Employees}">{employees}</td>
</tr>"""


@register.simple_tag
def department_rows(departments: Iterable[DepartmentFigures], query: str) -> SafeString:
    """The rows of `reports/_departments.html`, each linked to its department with the `query`."""
    return format_html_join("\n", ROW, _rows(departments, query))


def _rows(departments: Iterable[DepartmentFigures], query: str) -> Iterator[dict[str, object]]:
    # What every row says is looked up once, and each bar drawn once.
    labels = {
        "Percentage": _("Percentage"),
        "Acknowledged": _("Acknowledged"),
        "Overdue": _("Overdue"),
        "Unassigned": _("Not assigned"),
        "Employees": _("Employees"),
    }
    address, of = reverse("reports:department", args=[0]), _("%(done)s of %(obliged)s")
    bar = cache(_bar)
    for row in departments:
        figures = row.figures
        done, obliged = _number(figures.done), _number(figures.obliged)
        yield labels | {
            "depth": row.depth,
            "address": f"{address.replace('/0/', f'/{row.id}/')}?{query}",
            "name": row.name,
            "bar": bar(figures.percent),
            "acknowledged": of % {"done": done, "obliged": obliged},
            "overdue": _number(figures.overdue),
            "unassigned": _number(figures.not_assigned),
            "employees": _number(figures.headcount),
        }


def _bar(percent: int | None) -> str:
    if percent is None:
        return "–"
    return get_template("components/bar.html").render({"percent": percent, "tone": ""})


def _number(count: int) -> str:
    """As the reader's language groups it; below a thousand there is nothing to group."""
    return str(count) if count < 1000 else str(number_format(count, force_grouping=True))
