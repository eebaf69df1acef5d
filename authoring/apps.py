"""The authoring room."""

from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    """Nothing is set up at the start."""

    name = "authoring"
