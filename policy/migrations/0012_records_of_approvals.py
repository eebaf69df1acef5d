"""The record of an approval is about a text: it no longer holds whoever approved it back from being erased.

The table's triggers are dropped for it; they are back when the migrating is over.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lib.frozen import thaw


def let_go_of_approvers(apps: Any, schema_editor: Any) -> None:
    records = apps.get_model("policy", "Record").objects.filter(approval__isnull=False)
    if records.exists():
        thaw("policy_record", schema_editor.connection.alias)
        records.update(employee=None)


class Migration(migrations.Migration):
    dependencies = [
        ("policy", "0011_who_has_changed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="record",
            name="employee",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(let_go_of_approvers, migrations.RunPython.noop),
    ]
