"""Where answers go: to whoever wrote a message through the portal."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("mail", "0001_outbox")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="mail",
            name="reply_to",
            field=models.EmailField(blank=True, max_length=254, verbose_name="Antwort an"),
        ),
    ]
