"""From here on no acknowledgement stands without its record in the log."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policy", "0004_log_what_is_there")]

    operations = [
        migrations.AlterField(
            model_name="acknowledgement",
            name="record",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acknowledgement",
                to="policy.record",
            ),
        ),
        migrations.AlterField(
            model_name="acknowledgement",
            name="recorded_at",
            field=models.DateTimeField(),
        ),
    ]
