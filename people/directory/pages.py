"""What the import's pages show: the preview a part at a time, and what the last import did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import Event
from lib.addresses import FilterLink
from people.directory.apply import too_many_leave
from people.directory.known import APPLIED
from people.directory.preview import UNITS, Change, Detail, Kind, Preview, said
from people.directory.problems import Problem
from people.directory.staging import preview_of
from people.models import StagedImport

PER_PAGE = 50
PARTS = {
    **{kind.value: kind.label for kind in Kind},
    "units": gettext_lazy("Departments"),
    "notes": gettext_lazy("Worth knowing"),
}


@dataclass(frozen=True)
class PreviewPage:
    """The preview, one of its parts, and what is asked before it is applied."""

    preview: Preview
    fingerprint: str
    expires_at: datetime
    part: str
    parts: list[FilterLink]
    rows: "Page[Any]"
    stop: str
    problems: list[Problem]
    look_alikes: list[tuple[Change, Change]]
    is_overtaken: bool

    @property
    def can_apply(self) -> bool:
        """Whether there is something to apply, and nothing wrong."""
        return not (self.preview.problems or self.preview.is_empty)

    @property
    def query(self) -> str:
        """The address's part that stays from page to page of the rows."""
        return f"vis={self.part}&"

    @property
    def more_problems(self) -> int:
        """How many problems are not shown."""
        return len(self.preview.problems) - len(self.problems)


@dataclass(frozen=True)
class ChangeRow:
    """A change with its details in words."""

    change: Change
    details: list[tuple[str, str, str]]


def preview_page(staged: StagedImport, part: str, number: str) -> PreviewPage:
    """The page of a file that waits; without a part the first that has something."""
    preview = preview_of(staged)
    rows = _parts(preview)
    if part not in rows:
        part = next((name for name, found in rows.items() if found), Kind.JOIN.value)
    page = Paginator(rows[part], PER_PAGE).get_page(number)
    page.object_list = [_row(one) for one in page.object_list]
    is_beyond = preview.is_beyond(settings.PEOPLE_IMPORT_MOST_LEAVING)
    return PreviewPage(
        preview=preview,
        fingerprint=staged.fingerprint,
        expires_at=staged.expires_at,
        part=part,
        parts=[
            FilterLink(str(PARTS[name]), len(rows[name]), f"?vis={name}#dele", name == part)
            for name in rows
        ],
        rows=page,
        stop=too_many_leave(preview).reason if is_beyond else "",
        problems=preview.problems[:PER_PAGE],
        look_alikes=preview.look_alikes()[:PER_PAGE],
        is_overtaken=staged.is_overtaken,
    )


def _parts(preview: Preview) -> dict[str, Sequence[Any]]:
    return {
        **{kind.value: preview.of_kind(kind) for kind in Kind},
        "units": preview.unit_changes,
        "notes": preview.notes,
    }


def _row(one: Any) -> Any:
    """What a row of the table shows."""
    if isinstance(one, Change):
        return ChangeRow(one, [_told(detail) for detail in one.details])
    if isinstance(one, Problem):
        return one
    return {"what": UNITS[one.what], "name": one.name, "before": one.before, "after": one.after}


def _told(detail: Detail) -> tuple[str, str, str]:
    what, before, after = said(detail)
    return what, before, after or "–"


@dataclass(frozen=True)
class LastImport:
    """When an import was applied last, and what it did."""

    at: datetime
    said: str


def last_import() -> LastImport | None:
    """The last import, None where there was none (one query)."""
    event = Event.objects.filter(kind=APPLIED).order_by("-at", "-pk").first()
    return LastImport(event.at, said_of(event.detail)) if event else None


def said_of(counts: dict[str, Any]) -> str:
    """What an import did, in a sentence."""
    done = _("Imported: %(join)s joined, %(move)s moved, %(change)s changed, %(leave)s left.")
    return done % {kind.value: counts[kind.value] for kind in Kind}
