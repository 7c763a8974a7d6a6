"""The functions by which row-level security reads a transaction's scope."""

from typing import ClassVar

from django.db import migrations

from mintportal.web import rowsecurity


class Migration(migrations.Migration):
    initial = True

    operations: ClassVar = [rowsecurity.functions()]
