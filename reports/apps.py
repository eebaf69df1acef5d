"""The reports room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Nothing is set up at the start."""

    name = "reports"
