"""``manage.py import_regions FILE``: networks from a table."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from mintportal.web.scope import SYSTEM, within
from regions import imports


class Command(BaseCommand):
    """Prints every row that is wrong or incomplete, then what became of all rows."""

    help = "Takes MINT networks from a CSV file. Running it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes: Counter[str] = Counter()
        try:
            with within(SYSTEM):
                results = list(imports.read(options["file"]))
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(_("Die Datei ist nicht lesbar: %s") % problem) from problem
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        for result in results:
            outcomes[result.outcome] += 1
            if result.note:
                told = {"line": result.line, "name": result.name, "note": result.note}
                self.stdout.write(_("Zeile %(line)s, %(name)s: %(note)s") % told)
        counts = {name: outcomes[name] for name in ("new", "completed", "unchanged", "error")}
        self.stdout.write(
            _("%(new)s neu, %(completed)s ergänzt, %(unchanged)s unverändert, %(error)s mit Fehler")
            % counts
        )
        if outcomes["error"]:
            raise CommandError(_("Bitte berichtigen Sie die genannten Zeilen."))
