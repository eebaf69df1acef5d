from django.db import migrations
from django.utils import timezone


def add_drafts(apps, schema_editor):
    """What was loaded from files and not published yet can be written on like any draft."""
    revisions = apps.get_model("policy", "Revision").objects.filter(published_at=None)
    drafts = apps.get_model("authoring", "Draft").objects
    for revision in revisions:
        drafts.create(revision=revision, opened_at=timezone.now())


class Migration(migrations.Migration):

    dependencies = [("authoring", "0001_drafts_changes_and_flags")]

    operations = [migrations.RunPython(add_drafts, migrations.RunPython.noop)]
