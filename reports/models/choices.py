"""Which reports there are as files, in which formats, and why one is not made."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Report(models.TextChoices):
    """The reports that can be had as a file; the value is what the address says."""

    STATUS = "status", _("Status")
    DEPARTMENT = "afdeling", _("Department")
    EMPLOYEES = "medarbejdere", _("Employees")
    PROGRESS = "udvikling", _("Over time")
    EDITIONS = "versioner", _("Versions")
    CAMPAIGNS = "runder", _("Rounds")
    COHORTS = "nyansatte", _("New starters")


class Format(models.TextChoices):
    """What a file can be, by the end of its name."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"
    PDF = "pdf", "PDF"


class Problem(models.TextChoices):
    """Why a file was not made."""

    FAILED = "failed", _("The file could not be made. Ask for it once more.")
    NOT_ALLOWED = "not-allowed", _("You may no longer read this report.")


# What those have who read no names (reports/fives.py); every other has rows of a few people, or of one.
UNNAMED = {Report.STATUS}
