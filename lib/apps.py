"""The lib room."""

from django.apps import AppConfig


class LibConfig(AppConfig):
    """Nothing is set up at the start."""

    name = "lib"
