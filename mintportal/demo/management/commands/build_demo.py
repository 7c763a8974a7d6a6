"""``manage.py build_demo``: a believable Germany, once for each version of its files."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mintportal.demo import world


class Command(BaseCommand):
    """Answers at once when the world stands already."""

    help = (
        "Builds the demo world and replaces what is in the database. Refuses outside of the demo."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This replaces all data. Set DEMO=1 if that is what you want.")
        if world.is_built():
            self.stdout.write("Die Demo-Welt steht schon.")
            return
        for line in world.build():
            self.stdout.write(line)
            self.stdout.flush()
