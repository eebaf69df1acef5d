"""HR's reports: figures, named lists, and what people find hard."""

from django.urls import path

from reports.views import archive, difficulty, employees, evidence, people, status

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
    path("rapporter/medarbejdere.csv", employees.employees_csv, name="employees_csv"),
]
