"""``manage.py fill_volume --offers 100000``: an empty database filled for measuring."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from bench import volume


class Command(BaseCommand):
    """Tells its progress; the work is done by bench/volume/."""

    help = (
        "Fills an empty database with invented regions, institutions, offers and dates, to see how "
        "the portal does with many of them. Refuses a database that holds something."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--offers", type=int, default=10_000, metavar="N")
        parser.add_argument("--seed", default="mint", help="the same seed makes the same offers")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                _("Alles davon ist erfunden. Setzen Sie DEMO=1, wenn Sie das wollen.")
            )
        try:
            volume.fill(options["offers"], seed=options["seed"], say=self._say)
        except volume.Refused as refused:
            raise CommandError(str(refused)) from refused

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
