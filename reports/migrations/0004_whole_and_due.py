"""Closed days keep the figures of the whole and the deadlines; the nights count them afresh."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Delete what was kept: it is worked out from the facts, and again the next nights."""
    apps.get_model("reports", "ClosedDay").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_scopes_say_what_they_show")]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop, elidable=True),
        migrations.AddField("closedday", "whole", models.JSONField(default=list), preserve_default=False),
        migrations.AddField("closedday", "due", models.JSONField(default=dict), preserve_default=False),
    ]
