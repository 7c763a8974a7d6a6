"""Prints what a query was taken to mean, and why each of the first ten stands where it does."""

from typing import Any
from urllib.parse import urlencode

from django.core.management.base import BaseCommand, CommandParser
from django.http import QueryDict

from offers.filters import OfferFilter
from offers.forms import readable
from offers.models import Offer
from offers.search.explain import Explained, explain
from offers.search.results import Result

MOST_WORDS = 12
MOST_REASONS = 6


class Command(BaseCommand):
    """``manage.py explain_search "Roboter Klasse 8"``, or an address: ``"?q=Roboter&klasse=8"``."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query")

    def handle(self, *args: Any, **options: Any) -> None:
        query = readable(options["query"])
        text = query.removeprefix("?") if query.startswith("?") else urlencode({"q": query})
        asked = OfferFilter(QueryDict(text))
        result, first = explain(asked.question)
        self.understood(asked, result)
        rows = Offer.objects.across_regions().filter(pk__in=[one.offer_id for one in first])
        titles = dict(rows.values_list("pk", "title"))
        for place, one in enumerate(first, start=1):
            self.offer(place, one, titles[one.offer_id])

    def understood(self, asked: OfferFilter, result: Result) -> None:
        """The filters, the words, and what each word may be answered by."""
        for problem in asked.problems:
            self.stdout.write(f"! {problem.sentence}")
        for name, value in asked.address.pairs:
            self.stdout.write(f"{name} = {value}")
        for answer in result.match.answers if result.match else ():
            kind = "weak" if answer.weak else "phrase" if answer.required else "word"
            known = answer.term.alternatives
            said = ", ".join(f"{'+'.join(one.stems)} ({one.why})" for one in known[:MOST_WORDS])
            more = f" … {len(known) - MOST_WORDS} more" if len(known) > MOST_WORDS else ""
            count, worth = len(answer.offers), answer.worth
            self.stdout.write(
                f"{kind} „{answer.term.written}“: {count} offers, worth {worth:.2f}: {said}{more}"
            )
        self.stdout.write(f"{len(result.offers)} offers")

    def offer(self, place: int, one: Explained, title: str) -> None:
        """One offer of the result with its reasons."""
        away = f", {one.distance:.0f} km" if one.distance == one.distance else ""
        self.stdout.write(f"{place:2}. {title} (score {one.score:.3f}{away})")
        for reason in one.reasons[:MOST_REASONS]:
            self.stdout.write(
                f"      „{reason.typed}“: {reason.said} in {reason.level} ({reason.why}),"
                f" {reason.weight:.2f} of a word worth {reason.worth:.2f}"
            )
