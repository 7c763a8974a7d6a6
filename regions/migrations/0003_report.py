"""Reports about pages. Everyone may add one; the region's people and the service office see it."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import regions.models.report
from mintportal.web.rowsecurity import EVERYONE, any_of, in_regions, protect

KINDS = [("barrier", "Barriere"), ("content", "Inhalt")]
STATES = [("open", "offen"), ("done", "erledigt")]
DONE = models.Q(
    models.Q(("ends_on__isnull", True), ("state", "open")),
    models.Q(("ends_on__isnull", False), ("reply_to", ""), ("state", "done")),
    _connector="OR",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("regions", "0002_row_security"), ("web", "0001_scope")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=regions.models.report.new_number,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(choices=KINDS, max_length=8, verbose_name="Art")),
                ("page", models.CharField(blank=True, max_length=500, verbose_name="Seite")),
                ("what", models.TextField(verbose_name="Meldung")),
                (
                    "reply_to",
                    models.EmailField(blank=True, max_length=254, verbose_name="Antwort an"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=STATES, default="open", max_length=4, verbose_name="Stand"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="eingegangen"
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="wird gelöscht am"),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="regions.region",
                        verbose_name="Region",
                    ),
                ),
            ],
            options={
                "verbose_name": "Meldung",
                "verbose_name_plural": "Meldungen",
                "indexes": [
                    models.Index(fields=["state", "created_at"], name="report_state"),
                    models.Index(fields=["ends_on"], name="report_ends"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=DONE, name="report_done_has_an_end_and_no_address"
                    )
                ],
            },
        ),
        protect("regions_report", see=any_of(in_regions()), add=EVERYONE, change=any_of(in_regions())),
    ]
