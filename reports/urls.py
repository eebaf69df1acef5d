"""HR's reports: figures, named lists, what people find hard, and everything as files."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reports.models import Format, Report
from reports.views import (
    api,
    archive,
    difficulty,
    employees,
    evidence,
    files,
    people,
    schedules,
    status,
    tokens,
)


class ReportConverter(StringConverter):
    """One of the reports, as its page's address names it."""

    regex = "|".join(Report.values)

    def to_python(self, value: str) -> Report:
        """The report."""
        return Report(value)


class FormatConverter(StringConverter):
    """The end of a file's name."""

    regex = "|".join(Format.values)

    def to_python(self, value: str) -> Format:
        """The format."""
        return Format(value)


register_converter(ReportConverter, "report")
register_converter(FormatConverter, "suffix")

app_name = "reports"
urlpatterns = [
    path("rapporter/", status.status, name="status"),
    path("rapporter/udvikling/", status.progress, name="progress"),
    path("rapporter/versioner/", status.editions, name="editions"),
    path("rapporter/runder/", status.campaigns, name="campaigns"),
    path("rapporter/nyansatte/", status.cohorts, name="cohorts"),
    path("rapporter/svaert/", difficulty.difficulty, name="difficulty"),
    path("rapporter/svaert/opgave/", difficulty.task, name="task"),
    path("rapporter/afdeling/<int:department>/", people.department, name="department"),
    path("rapporter/rettelser/", people.corrections, name="corrections"),
    path("rapporter/arkiv/", archive.archive, name="archive"),
    path(
        "rapporter/arkiv/<slug:guideline>/version/<int:major>.<int:minor>.<slug:ending>",
        archive.archive_edition,
        name="archive_edition",
    ),
    path(
        "rapporter/arkiv/<slug:guideline>/runde/<slug:assigned_on>.<slug:ending>",
        archive.archive_campaign,
        name="archive_campaign",
    ),
    path("rapporter/beviser/", evidence.evidence, name="evidence"),
    path("rapporter/medarbejder/<int:employee>/", people.person, name="person"),
    path("rapporter/medarbejdere/", employees.employees, name="employees"),
    path("rapporter/<report:report>.<suffix:suffix>", files.export, name="export"),
    path("rapporter/<report:report>.<suffix:suffix>/bestil/", files.order, name="order"),
    path("rapporter/filer/", files.files, name="files"),
    path("rapporter/filer/<int:pk>/", files.file, name="file"),
    path("rapporter/filer/<int:pk>/hent/", files.download, name="download"),
    path("rapporter/paa-mail/", schedules.schedules, name="schedules"),
    path("rapporter/paa-mail/<int:pk>/stop/", schedules.schedule_stop, name="schedule_stop"),
    path("rapporter/adgang/", tokens.tokens, name="tokens"),
    path("rapporter/adgang/<int:pk>/tilbagekald/", tokens.token_revoke, name="token_revoke"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("api/v1/<path:name>", api.endpoint, name="endpoint"),
]
