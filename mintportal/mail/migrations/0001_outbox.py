"""The outbox. Everyone may put a mail in; only the system reads it."""

import uuid
from typing import ClassVar

import django.utils.timezone
from django.db import migrations, models

from mintportal.web.rowsecurity import EVERYONE, EVERYTHING, protect

STATES = [("waiting", "wartet"), ("sent", "gesendet"), ("stuck", "steckt fest")]
NOW = django.utils.timezone.now


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("web", "0001_scope")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=STATES, default="waiting", max_length=8, verbose_name="Stand"
                    ),
                ),
                ("kind", models.CharField(max_length=60, verbose_name="Anlass")),
                ("to", models.EmailField(max_length=254, verbose_name="an")),
                ("subject", models.CharField(max_length=200, verbose_name="Betreff")),
                ("text", models.TextField(verbose_name="Text")),
                ("html", models.TextField(verbose_name="HTML")),
                ("written_at", models.DateTimeField(default=NOW, verbose_name="geschrieben")),
                ("due_at", models.DateTimeField(default=NOW, verbose_name="fällig")),
                (
                    "tries",
                    models.PositiveSmallIntegerField(default=0, verbose_name="Versuche"),
                ),
                (
                    "problem",
                    models.CharField(blank=True, max_length=300, verbose_name="Problem"),
                ),
            ],
            options={
                "verbose_name": "Mail",
                "verbose_name_plural": "Mails",
                "indexes": [models.Index(fields=["state", "due_at"], name="mail_due")],
            },
        ),
        protect("mail_mail", see=EVERYTHING, add=EVERYONE, change=EVERYTHING),
    ]
