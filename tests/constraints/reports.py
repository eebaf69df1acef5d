"""How each rule of reports is broken."""

from collections.abc import Callable

from reports.models import ClosedDay
from tests.constraints.rows import again

BREAK: dict[str, Callable[[], object]] = {
    "reports_closedday_once": lambda: again(ClosedDay.objects.get()),
}
