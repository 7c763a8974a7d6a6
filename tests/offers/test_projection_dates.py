"""Dates in the projection, and that it follows the clock."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mintportal.geo.holidays import is_school_holiday
from offers import jobs, projection
from offers.actions import occurrences, offers
from offers.actions.occurrences import OccurrenceData
from offers.models import Offer, SearchDate, SearchRow, SearchText
from offers.projection import write
from tests import cast
from tests.offers.test_projection import live, row

BERLIN = ZoneInfo("Europe/Berlin")


def at(day: int, hour: int = 10, **changes: Any) -> OccurrenceData:
    start = timezone.now().replace(hour=hour, minute=0) + timedelta(days=day)
    return OccurrenceData(start, start + timedelta(hours=2), **changes)


def first_day(fits: Callable[[date], bool]) -> date:
    today = timezone.localdate()
    return next(day for day in (today + timedelta(days=n) for n in range(2, 500)) if fits(day))


def test_school_holidays_are_those_of_the_offers_land(world: cast.World) -> None:
    day = first_day(lambda day: is_school_holiday(day, "BY") > is_school_holiday(day, "NW"))
    start = datetime.combine(day, datetime.min.time(), BERLIN).replace(hour=9)
    data = OccurrenceData(start, start + timedelta(hours=1))
    for half, plz, expected in (
        (world.nord, "44805", False),
        (world.nord, "86150", True),  # a Bavarian place of a region in Nordrhein-Westfalen
        (world.sued, "86150", True),
    ):
        offer = live(half, plz=plz)
        occurrences.plan(offer, [data])
        found = SearchDate.objects.get(row_id=offer.pk)
        assert (found.day, found.weekday, found.in_holidays) == (day, day.weekday(), expected)


def test_a_day_is_a_day_in_germany(world: cast.World) -> None:
    offer = live(world.nord)
    year = timezone.now().year + 1
    for month in (1, 7):  # an hour before midnight UTC it is the next day in Berlin
        late = datetime(year, month, 10, 23, 5, tzinfo=ZoneInfo("UTC"))
        occurrences.plan(offer, [OccurrenceData(late, late + timedelta(hours=1))])
    assert [found.day for found in SearchDate.objects.order_by("day")[:9]][-2:] == [
        date(year, 1, 11),
        date(year, 7, 11),
    ]


@pytest.mark.parametrize(
    ("by_arrangement", "group_max", "dates", "places"),
    [
        (False, 28, [at(2, seats=20, seats_taken=5), at(3, seats=9)], 15),
        (False, 28, [at(2, seats=20), at(3)], 32767),
        (False, 28, [at(2, seats=10, seats_taken=10)], 0),
        (True, 28, [], 28),
        (True, None, [], 32767),
        (True, 28, [at(2, seats=40)], 40),
        (True, 28, [at(2, seats=10)], 28),
    ],
)
def test_places(
    world: cast.World, by_arrangement: bool, group_max: int, dates: list, places: int
) -> None:
    changes = {"by_arrangement": by_arrangement, "group_max": group_max}
    offer = cast.offer(world.nord.region, world.nord.museum, **changes)
    occurrences.plan(offer, dates)
    found = row(offers.publish(offer))
    assert (found.places, found.by_arrangement) == (places, by_arrangement)


def test_the_next_date_is_the_first_that_is_still_to_come(world: cast.World) -> None:
    offer = live(world.nord)
    planned = occurrences.plan(offer, [at(-3), at(5, seats=8, seats_taken=1), at(2), at(9)])
    occurrences.cancel(planned[2])
    found = row(offer)
    assert (found.next_start, found.next_free, found.next_seats, found.upcoming) == (
        *(planned[1].starts_at, 7, 8, 2),
    )
    days = SearchDate.objects.filter(row_id=offer.pk).order_by("day")
    assert [(one.day, one.free) for one in days] == [
        (timezone.localdate(planned[1].starts_at), 7),
        (timezone.localdate(planned[3].starts_at), 32767),
    ]


# --- time -------------------------------------------------------------------------


def everything() -> tuple[list, list, list]:
    return (
        list(SearchRow.objects.order_by("pk").values()),
        list(SearchText.objects.order_by("pk").values()),
        list(SearchDate.objects.order_by("row_id", "day").values("row_id", "day", "free")),
    )


def test_refreshing_again_changes_nothing(world: cast.World) -> None:
    before = everything()
    assert len(before[0]) == len(before[1]) == 2
    assert projection.refresh_all() == 2
    assert everything() == before
    assert projection.refresh([world.nord.offers["published"].pk] * 2) == 1
    assert everything() == before


def test_nothing_unpublished_gets_in(world: cast.World) -> None:
    hidden = [world.nord.offers[state].pk for state in ("draft", "withdrawn")]
    assert projection.refresh(hidden) == 0
    assert projection.refresh([]) == 0
    assert not SearchRow.objects.filter(pk__in=hidden).exists()
    assert not SearchText.objects.filter(pk__in=hidden).exists()


def test_the_night_lets_passed_dates_go(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    yesterday = timezone.now() - timedelta(days=1)
    offer.occurrences.update(starts_at=yesterday, ends_at=yesterday + timedelta(hours=1))
    assert row(offer).upcoming == 1
    assert jobs.refresh_search() == 2
    found = row(offer)
    assert (found.next_start, found.next_free, found.upcoming, found.places) == (None, None, 0, 0)
    assert not SearchDate.objects.filter(row_id=offer.pk).exists()
    assert row(world.sued.offers["published"]).upcoming == 1


def test_the_night_lets_expired_offers_go_and_renewed_ones_come_back(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    mine = Offer.objects.in_region(world.nord.region).filter(pk=offer.pk)
    mine.update(valid_until=timezone.localdate() - timedelta(days=1))
    assert projection.refresh_all() == 1
    assert not SearchRow.objects.filter(pk=offer.pk).exists()
    mine.update(valid_until=timezone.localdate())
    assert projection.refresh_all() == 2
    assert row(offer).valid_until == timezone.localdate()


def test_the_night_takes_out_what_somebody_withdrew_behind_our_back(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    Offer.objects.in_region(world.nord.region).filter(pk=offer.pk).update(status="withdrawn")
    assert projection.refresh_all() == 1
    assert not SearchRow.objects.filter(pk=offer.pk).exists()


def test_the_night_repairs_whatever_is_wrong(world: cast.World) -> None:
    before = everything()
    SearchRow.objects.filter(pk=world.nord.offers["published"].pk).delete()
    SearchRow.objects.update(stages=0, land="XX", upcoming=7)
    SearchDate.objects.all().delete()
    projection.refresh_all()
    assert everything() == before


def test_a_refresh_takes_as_many_statements_for_three_as_for_one(world: cast.World) -> None:
    made = [live(world.nord, title=f"Nummer {number}") for number in range(3)]
    counts = []
    for some in (made[:1], made):
        with CaptureQueriesContext(connection) as statements:
            projection.refresh([one.pk for one in some])
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_many_offers_are_refreshed_in_batches(
    world: cast.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    monkeypatch.setattr(write, "BATCH", 1)
    assert projection.refresh_all() == 2
    assert everything() == before
