"""The pages that the header leads to: those of the person who is signed in, in the order of their work."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import Employee

# So many stand in one row on a phone; more of them go into a menu there.
MOST_IN_A_ROW = 3


class Page(NamedTuple):
    """The name of its URL, what the link says, and whom it is for."""

    name: str
    label: Promise
    is_for: Callable[[Employee], bool]


PAGES = (
    Page("training:my_training", _("My training"), lambda user: True),
    Page("training:team", _("My team"), lambda user: user.is_manager or user.is_hr),
    Page("reports:status", _("Status"), lambda user: user.reads_figures),
    Page("reports:employees", _("Employees"), lambda user: user.reads_names),
    Page("training:rules", _("Rules"), lambda user: user.is_hr),
    Page("training:reminders", _("Reminders"), lambda user: user.is_hr),
    Page("people:directory", _("Import and roles"), lambda user: user.is_hr),
    Page("authoring:overview", _("Editing"), lambda user: user.is_editor or user.is_hr),
)


def pages(request: HttpRequest) -> dict[str, Any]:
    """The person's pages, and whether they are too many for one row. Asked for by the header alone:
    a page that says what failed must not ask the database who is reading it.
    """
    return {"header": lambda: _header(request.user)}


def _header(user: Employee | AnonymousUser) -> dict[str, Any]:
    own = [page for page in PAGES if isinstance(user, Employee) and page.is_for(user)]
    return {"pages": own, "has_menu": len(own) > MOST_IN_A_ROW}
