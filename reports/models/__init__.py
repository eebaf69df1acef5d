"""What reports keep: the figures of days that are over, files, mails on a schedule, tokens of programs."""

from reports.models.choices import UNNAMED, Format, Problem, Report
from reports.models.closed_days import ClosedDay
from reports.models.files import ReportFile
from reports.models.schedules import ReportSchedule, Rhythm
from reports.models.standings import Standing
from reports.models.tokens import ApiToken, Scope

__all__ = [
    "UNNAMED",
    "ApiToken",
    "ClosedDay",
    "Format",
    "Problem",
    "Report",
    "ReportFile",
    "ReportSchedule",
    "Rhythm",
    "Scope",
    "Standing",
]
