"""Shows and changes the words that mean the same in the search."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from offers.actions import synonyms
from offers.models import Synonym


class Command(BaseCommand):
    """``synonyms Kita`` · ``synonyms --add "Kita, Kindergarten > Krippe"`` · ``--remove 17``."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("word", nargs="?", help="entries with this word")
        parser.add_argument(
            "--add", metavar="A, B", help="A and B mean the same; „A, B > C“: both find C as well"
        )
        parser.add_argument("--remove", type=int, metavar="NUMBER")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["add"] is not None:
            self.stdout.write(self.told(self.added(options["add"])))
        elif options["remove"] is not None:
            self.removed(options["remove"])
        else:
            for entry in Synonym.objects.order_by("pk"):
                both = [word.casefold() for word in (*entry.words, *entry.narrower)]
                if not options["word"] or options["word"].casefold() in both:
                    self.stdout.write(self.told(entry))

    def told(self, entry: Synonym) -> str:
        """The entry with its number."""
        return f"{entry.pk}: {entry}"

    def added(self, text: str) -> Synonym:
        """A new entry from „A, B > C“."""
        words, _, narrower = text.partition(">")
        try:
            return synonyms.add(words.split(","), narrower.split(","))
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from None

    def removed(self, number: int) -> None:
        """The entry with this number goes."""
        entry = Synonym.objects.filter(pk=number).first()
        if entry is None:
            raise CommandError(f"There is no entry {number}.")
        synonyms.remove(entry)
