"""What the outlets of the reports keep: files that are made, mails on a schedule, tokens of programs."""

from reports.models.choices import NAMED, Format, Problem, Report
from reports.models.files import ReportFile
from reports.models.schedules import ReportSchedule, Rhythm
from reports.models.tokens import ApiToken, Scope

__all__ = [
    "NAMED",
    "ApiToken",
    "Format",
    "Problem",
    "Report",
    "ReportFile",
    "ReportSchedule",
    "Rhythm",
    "Scope",
]
