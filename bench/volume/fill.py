"""Filling an empty database: regions, institutions, offers, dates, and what the search reads."""

import time
from collections.abc import Callable

from django.utils import timezone

from bench.volume.catalogue import Maker
from bench.volume.chance import Chance
from bench.volume.dates import dates_of
from bench.volume.homes import make_homes, make_regions
from mintportal.web.scope import SYSTEM, within
from offers import projection
from offers.models import Occurrence, Offer
from partners.models import Institution
from regions.models import Region

BATCH = 2000
OFFERS_OF_A_HOME, FEWEST_HOMES = 25, 15
ALSO_DATED = 0.1
"""The share with dates of those that are booked by arrangement."""
FULL = """Diese Datenbank ist nicht leer. Gefüllt wird nur eine leere, frisch migrierte Datenbank.
This database is not empty; only an empty, freshly migrated one is filled."""
Say = Callable[[str], object]


class Refused(Exception):
    """The database holds something already."""


def fill(count: int, *, seed: str, say: Say) -> None:
    """Fill an empty database with so many published offers; tells its progress.

    Past the actions on purpose: with their records of history it would take hours.
    """
    if _holds_something():
        raise Refused(FULL)
    started = time.monotonic()
    with within(SYSTEM):
        _write(count, Chance(seed), lambda text: say(f"{text}, {_since(started)}"))
    started = time.monotonic()
    kept = projection.rebuild()
    say(f"Suche aufgebaut: {_number(kept)} Angebote in {_since(started)}")


def _holds_something() -> bool:
    return (
        Offer.objects.across_regions().exists()
        or Region.objects.exists()
        or Institution.objects.exists()
    )


def _write(count: int, chance: Chance, say: Say) -> None:
    today = timezone.localdate()
    regions = make_regions(chance)
    homes = make_homes(chance, regions, max(FEWEST_HOMES, count // OFFERS_OF_A_HOME), today)
    say(f"{_number(len(regions))} MINT-Regionen, {_number(len(homes))} Einrichtungen")
    maker = Maker(chance, homes, regions, today)
    for start in range(0, count, BATCH):
        made = [maker.offer(number) for number in range(start, min(start + BATCH, count))]
        Offer.objects.bulk_create(made)
        dated = [one for one in made if not one.by_arrangement or chance.happens(ALSO_DATED)]
        dates = [date for offer in dated for date in dates_of(chance, offer, today)]
        Occurrence.objects.bulk_create(dates, batch_size=BATCH)
        say(f"{_number(start + len(made))} von {_number(count)} Angeboten")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _since(started: float) -> str:
    return f"{time.monotonic() - started:.0f} s"
