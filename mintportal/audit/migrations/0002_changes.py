"""History tells values, and nobody changes it any more."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import migrations, models
from psycopg2.sql import SQL, Identifier

from mintportal.web.rowsecurity import EVERYTHING, any_of, in_regions, own, protect

NAMES = """
UPDATE audit_entry SET changes = coalesce(
    (SELECT jsonb_object_agg(name, NULL) FROM unnest(fields) AS name), '{}')
"""


def only_append(apps: Any, schema_editor: Any) -> None:
    """The app may add to history, and not change or remove it."""
    app = settings.DATABASES["default"]["USER"]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(SQL("REVOKE UPDATE, DELETE ON audit_entry FROM {}").format(Identifier(app)))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0001_initial"), ("web", "0001_scope")]

    operations: ClassVar = [
        migrations.AddField(
            "entry",
            "changes",
            models.JSONField(
                default=dict, encoder=DjangoJSONEncoder, verbose_name="Änderungen"
            ),
        ),
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
        migrations.RemoveField("entry", "fields"),
        protect(
            "audit_entry",
            see=any_of(in_regions(), own("actor_id")),
            add=EVERYTHING,
            change="false",
        ),
        migrations.RunPython(only_append, migrations.RunPython.noop),
    ]
