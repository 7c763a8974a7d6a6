"""Counters of the limits."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0001_scope")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "key",
                    models.CharField(
                        max_length=64, primary_key=True, serialize=False, verbose_name="Schlüssel"
                    ),
                ),
                ("count", models.PositiveIntegerField(verbose_name="Anzahl")),
                ("ends_at", models.DateTimeField(verbose_name="endet")),
            ],
            options={
                "verbose_name": "Zählerstand",
                "verbose_name_plural": "Zählerstände",
                "indexes": [models.Index(fields=["ends_at"], name="tally_ends")],
            },
        ),
    ]
