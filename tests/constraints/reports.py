"""How each rule of reports is broken."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from people.models import Department, Employee
from reports.models import ApiToken, ClosedDay, ReportFile, ReportSchedule, Standing
from tests.constraints.rows import again
from tests.factories.reports import a_report_file, a_schedule, a_token


def _hr() -> Employee:
    found: Employee = Employee.objects.get(username="karin")
    return found


def _a_file(**changes: Any) -> object:
    file = a_report_file(_hr())
    return ReportFile.objects.filter(pk=file.pk).update(**changes)


def _a_schedule(**changes: Any) -> object:
    schedule = a_schedule(_hr())
    return ReportSchedule.objects.filter(pk=schedule.pk).update(**changes)


def _a_token(**changes: Any) -> object:
    token = a_token(_hr())
    return ApiToken.objects.filter(pk=token.pk).update(**changes)


def _of_a_department() -> None:
    _a_schedule(department=Department.objects.all()[0])
    again(ReportSchedule.objects.get())


BREAK: dict[str, Callable[[], object]] = {
    "reports_closedday_once": lambda: again(ClosedDay.objects.earliest("day")),
    "reports_standing_once_a_person": lambda: again(Standing.objects.earliest("pk")),
    "reports_standing_state_is_one": lambda: Standing.objects.update(state="asleep"),
    "reports_reportfile_expires_later": lambda: _a_file(
        expires_at=timezone.now() - timedelta(days=1)
    ),
    "reports_reportfile_made_at_and_path": lambda: _a_file(path=""),
    "reports_reportfile_leased_until_and_by": lambda: _a_file(
        made_at=None, path="", lease="a", leased_until=None
    ),
    "reports_reportschedule_one_active": _of_a_department,
    "reports_reportschedule_one_active_of_all": lambda: again(a_schedule(_hr())),
    "reports_reportschedule_day_of_rhythm": lambda: _a_schedule(day=6),
    "reports_reportschedule_has_a_name": lambda: _a_schedule(added_by=""),
    "reports_reportschedule_stopped_at_and_by": lambda: _a_schedule(stopped_by="p1"),
    "reports_apitoken_one_name": lambda: again(a_token(_hr()), sha256="0" * 64),
    "reports_apitoken_has_names": lambda: _a_token(made_by=""),
    "reports_apitoken_scope": lambda: _a_token(scope="all"),
    "reports_apitoken_expires_later": lambda: _a_token(
        expires_at=timezone.now() - timedelta(days=1)
    ),
    "reports_apitoken_revoked_at_and_by": lambda: _a_token(revoked_by="p1"),
}
