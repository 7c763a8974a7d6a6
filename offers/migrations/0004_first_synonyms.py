"""The first synonyms, from offers/data/synonyms.txt; from then on the service office keeps them."""

from pathlib import Path

from django.db import migrations

FILE = Path(__file__).resolve().parent.parent / "data" / "synonyms.txt"


def _words(text):
    return [word.strip() for word in text.split(",") if word.strip()]


def fill(apps, schema_editor):
    synonyms = apps.get_model("offers", "Synonym")
    lines = (line.strip() for line in FILE.read_text(encoding="utf-8").splitlines())
    entries = (line.partition(">") for line in lines if line and not line.startswith("#"))
    synonyms.objects.using(schema_editor.connection.alias).bulk_create(
        synonyms(words=_words(words), narrower=_words(narrower)) for words, _, narrower in entries
    )


class Migration(migrations.Migration):

    dependencies = [("offers", "0003_words_of_the_search")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
