"""A key has no "aa" any more, which a Danish collation sorts as Å and others don't."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F, Value
from django.db.models.functions import Left, Replace


def rewrite(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write the few that have it as `lib.danish.sort_key` does now."""
    for name in ("Employee", "FormerDetails"):
        found = apps.get_model("people", name).objects.filter(sort_name__contains="aa")
        found.update(sort_name=Left(Replace(F("sort_name"), Value("aa"), Value("zzz")), 600))


class Migration(migrations.Migration):
    dependencies = [("people", "0011_who_has_changed")]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop, elidable=True)]
