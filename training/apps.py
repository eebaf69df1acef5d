"""The training room: assignment, progress, completion, the manager's pages."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Nothing is set up at the start."""

    name = "training"
