"""The demo's dates: ahead of today, outside or inside of the holidays of their Land."""

from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mintportal.demo.schedule import (
    LATEST,
    PATTERNS,
    SOONEST,
    WEEKDAYS,
    Calendar,
    Wish,
    _spread,
    dates,
)
from mintportal.geo.holidays import is_school_holiday, public_holidays, school_holidays

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 10, 1)
LAENDER = ("NW", "BY", "HH", "SN", "BW")
DAY = timedelta(days=1)


@cache
def calendar(land: str) -> Calendar:
    return Calendar(land, TODAY)


def wish(pattern: str, count: int = 8, days: int = 1, weekday: str = "") -> Wish:
    return Wish(pattern, "09:15", 90, count, 28, days, weekday)


def planned(one: Wish, land: str, seed: str = "x") -> list[tuple[datetime, datetime]]:
    return dates(one, calendar(land), Random(seed))


def days_of(block: tuple[datetime, datetime]) -> list[date]:
    first, last = block[0].date(), block[1].date()
    return [first + i * DAY for i in range((last - first).days + 1)]


def is_free(day: date, land: str) -> bool:
    """A public holiday or a day in the school holidays, asked of the calendar itself."""
    return is_school_holiday(day, land) or bool(public_holidays(land, day, day))


@pytest.mark.parametrize("land", LAENDER)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_all_dates_lie_ahead_in_order_and_at_the_time_wished(pattern: str, land: str) -> None:
    found = planned(wish(pattern), land)
    assert len(found) == 8
    assert [start for start, _ in found] == sorted({start for start, _ in found})
    for start, end in found:
        assert TODAY + SOONEST * DAY <= start.date() <= TODAY + LATEST * DAY
        assert (start.hour, start.minute, start.tzinfo) == (9, 15, BERLIN)
        assert end - start == timedelta(minutes=90)


@pytest.mark.parametrize("land", LAENDER)
@pytest.mark.parametrize("pattern", ["schooldays", "evening"])
def test_school_days_are_outside_of_both_kinds_of_holidays(pattern: str, land: str) -> None:
    for block in planned(wish(pattern, 30), land):
        for day in days_of(block):
            assert day.weekday() < 5
            assert not is_free(day, land), day


@pytest.mark.parametrize("land", LAENDER)
@pytest.mark.parametrize("length", [2, 3, 5])
def test_blocks_are_consecutive_school_days(land: str, length: int) -> None:
    found = planned(wish("block", 6, length), land)
    assert found
    for block in found:
        assert len(days_of(block)) == length
        for day in days_of(block):
            assert day.weekday() < 5
            assert not is_free(day, land), day


@pytest.mark.parametrize("land", LAENDER)
@pytest.mark.parametrize("length", [1, 3, 5])
def test_holiday_dates_lie_in_one_holiday_of_that_land(land: str, length: int) -> None:
    found = planned(wish("holidays", 6, length), land)
    assert found
    for block in found:
        days = days_of(block)
        assert len(days) == length
        periods = school_holidays(land, days[0], days[-1])
        assert any(one.first <= days[0] and days[-1] <= one.last for one in periods), days
        for day in days:
            assert day.weekday() < 5
            assert not public_holidays(land, day, day)


def test_holidays_differ_between_laender() -> None:
    assert planned(wish("holidays", 5, 5), "BY") != planned(wish("holidays", 5, 5), "NW")


@pytest.mark.parametrize("weekday", WEEKDAYS[:5])
def test_weekly_is_the_same_weekday_in_term_without_gaps(weekday: str) -> None:
    found = [start.date() for start, _ in planned(wish("weekly", 10, weekday=weekday), "NW")]
    assert {day.weekday() for day in found} == {WEEKDAYS.index(weekday)}
    for before, after in pairwise(found):
        skipped = [before + n * 7 * DAY for n in range(1, (after - before).days // 7)]
        assert all(is_free(day, "NW") for day in skipped)
    assert not any(is_free(day, "NW") for day in found)


def test_weekends_are_saturdays_without_a_holiday() -> None:
    found = [start.date() for start, _ in planned(wish("weekend", 20), "BY")]
    assert {day.weekday() for day in found} == {5}
    assert not any(public_holidays("BY", day, day) for day in found)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_same_seed_gives_the_same_dates(pattern: str) -> None:
    one = planned(wish(pattern), "NW", "a title")
    assert one == dates(wish(pattern), Calendar("NW", TODAY), Random("a title"))
    others = [planned(wish(pattern), "NW", f"title {n}") for n in range(5)]
    assert any(other != one for other in others)


@given(st.integers(1, 400), st.integers(1, 60), st.randoms(use_true_random=False))
def test_spread_days_are_never_the_same_twice(length: int, count: int, chance: Random) -> None:
    days = [TODAY + i * DAY for i in range(length)]
    found = _spread(days, count, chance)
    assert len(set(found)) == len(found) == min(length, count)
    assert found == sorted(found)


def test_a_clock_change_does_not_move_the_hour() -> None:
    """A block over the last weekend of October ends at the hour it should."""
    long = Wish("holidays", "10:00", 120, 40, 20, days=8)
    hours = {(start.hour, end.hour) for start, end in planned(long, "NW")}
    assert hours <= {(10, 12)}
