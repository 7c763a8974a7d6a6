"""A crowd of offers in two regions, with all words of all vocabularies, the same for each seed."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from offers import vocabulary as v
from offers.actions import occurrences, offers
from offers.actions.occurrences import OccurrenceData
from offers.models import Offer, SearchChange, SearchRow, Synonym
from partners.actions import institutions, partnerships
from partners.actions.institutions import InstitutionData
from partners.models import Institution
from regions.models import Region
from tests import cast
from tests.cast import ROBOTS

SIZE = 80
PLACES = (
    *(("44805", "Bochum"), ("44805", "Bochum"), ("45127", "Essen"), ("44135", "Dortmund")),
    *(("50667", "Köln"), ("86150", "Augsburg"), ("80331", "München"), ("10115", "Berlin")),
    *(("14467", "Potsdam"), ("", "")),
)
# Words that are their own stems, so that whole words and beginnings can be told without a stemmer.
WORDS = ("prisma", "vulkanit", "vulkan", "quark", "atom", "kristall", "zirkel")


def some(chance: Random, words: list[str], most: int, least: int = 0) -> list[str]:
    """A few of the words."""
    return chance.sample(words, chance.randint(least, min(most, len(words))))


def span(chance: Random, low: int, high: int) -> tuple[int | None, int | None]:
    """From–to, or only one end, or nothing."""
    first, last = sorted((chance.randint(low, high), chance.randint(low, high)))
    return chance.choice(
        [(first, last), (first, last), (None, None), (first, None), (None, last), (first, first)]
    )


def described(chance: Random, number: int) -> dict[str, Any]:
    """What one offer says of itself."""
    ends = {
        name: span(chance, low, high)
        for name, low, high in (("grade", 0, 13), ("age", 0, 20), ("group", 1, 40))
    }
    cost = chance.choice(v.Cost.values)
    plz, town = chance.choice(PLACES)
    picked = {name: " ".join(some(chance, list(WORDS), 2)) for name in ("a", "b", "d")}
    today = timezone.localdate()
    return {
        "title": f"{picked['a']} Nummer {number}".strip(),
        "summary": f"Ein Satz. {picked['b']}",
        "description": f"Ein Text. {picked['d']}",
        "stages": some(chance, v.Stage.values, 3, least=1),
        "subjects": some(chance, v.Subject.values, 3, least=1),
        "focuses": some(chance, v.Focus.values, 2),
        "access": some(chance, v.Access.values, 4),
        "languages": some(chance, v.Language.values, 3),
        "format": v.Format.values[number % len(v.Format.values)],
        "delivery": chance.choice(v.Delivery.values),
        "cost": cost,
        "amount": None if cost == "free" else Decimal(chance.choice([3, 5, 10, 12, 20, 21, 250])),
        "plz": plz,
        "town": town,
        "by_arrangement": chance.random() < 0.4,
        "valid_until": chance.choice([None, None, today, today + timedelta(days=30)]),
        **{f"{name}_min": low for name, (low, _) in ends.items()},
        **{f"{name}_max": high for name, (_, high) in ends.items()},
    }


def give_dates(chance: Random, offer: Offer) -> None:
    """A few dates, some of them past, full or cancelled."""
    start = timezone.now().replace(minute=0, second=0, microsecond=0)
    dates = []
    for _ in range(chance.choice([0, 1, 1, 2, 4])):
        begin = start + timedelta(days=chance.randint(-5, 90), hours=chance.randint(1, 23))
        seats = chance.choice([None, 0, 5, 12, 30])
        taken = chance.randint(0, seats) if seats else 0
        dates.append(OccurrenceData(begin, begin + timedelta(hours=3), seats, taken))
    for planned in occurrences.plan(offer, dates):
        if chance.random() < 0.15:
            occurrences.cancel(planned)


def homes(world: cast.World) -> list[tuple[Region, Institution | None]]:
    """Who may offer something: two institutions of each region, one of them in both, and itself."""
    found: list[tuple[Region, Institution | None]] = []
    school = institutions.register(InstitutionData("Schule", "schule", plz="45127"))
    for half in (world.nord, world.sued):
        partnerships.approve(partnerships.request(half.region, school))
        found += [(half.region, half.museum), (half.region, school), (half.region, None)]
    return found


def build(seed: int = 1) -> cast.World:
    """The known cast and the crowd: published, withdrawn, drafts, and some that ran out."""
    world = cast.build()
    Synonym.objects.all().delete()
    SearchChange.objects.create()
    chance = Random(seed)
    at = homes(world)
    for number in range(SIZE):
        region, institution = chance.choice(at)
        data = replace(ROBOTS, **described(chance, number))
        offer = offers.draft(region, institution, data)
        give_dates(chance, offer)
        fate = chance.random()
        if fate > 0.92:
            continue
        if offer.by_arrangement or offer.occurrences.exists():
            offers.publish(offer)
        if fate < 0.06:
            offers.withdraw(offer)
        elif fate < 0.12:
            expire(offer)
    return world


def expire(offer: Offer) -> None:
    """What midnight does to an offer before the nightly job has run."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Offer.objects.in_region(offer.region).filter(pk=offer.pk).update(valid_until=yesterday)
    SearchRow.objects.filter(pk=offer.pk).update(valid_until=yesterday)
