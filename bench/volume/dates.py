"""Dates of offers in the coming twelve months."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from bench.volume.chance import Chance
from offers.models import Occurrence, Offer

FIRST_DAY, LAST_DAY = 2, 365
MOST_DATES = 11
"""Of an offer with dates; 6 in the mean, 5 when those without any are counted in."""
UNCOUNTED, CANCELLED, SUNDAYS_LEFT = 0.1, 0.02, 0.3
HOURS = (8, 9, 9, 10, 10, 11, 13, 14, 14, 15, 16, 17)
MINUTES = (60, 90, 90, 120, 180, 240, 330)
TAKEN = (0, 0, 0, 0.2, 0.35, 0.5, 0.6, 0.85, 0.9, 1)


def dates_of(chance: Chance, offer: Offer, today: date) -> Iterator[Occurrence]:
    """The dates of a saved offer; with seats, some full, some cancelled."""
    hour, length = chance.choice(HOURS), timedelta(minutes=chance.choice(MINUTES))
    seats = None if chance.happens(UNCOUNTED) else chance.randint(6, 32)
    for _ in range(chance.randint(1, MOST_DATES)):
        start = datetime.combine(
            _day(chance, today), time(hour), tzinfo=timezone.get_default_timezone()
        )
        yield Occurrence(
            region_id=offer.region_id,
            offer_id=offer.pk,
            starts_at=start,
            ends_at=start + length,
            seats=seats,
            seats_taken=round((seats or 0) * chance.choice(TAKEN)),
            is_cancelled=chance.happens(CANCELLED),
        )


def _day(chance: Chance, today: date) -> date:
    day = today + timedelta(days=chance.randint(FIRST_DAY, LAST_DAY))
    if day.weekday() == 6 and not chance.happens(SUNDAYS_LEFT):
        day += timedelta(days=1)
    return day
