"""Dates of the demo's offers, relative to today: inside or outside of their Land's holidays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from mintportal.geo.holidays import is_school_holiday, public_holidays, school_holidays

BERLIN = ZoneInfo("Europe/Berlin")
SOONEST, LATEST = 4, 300
DAY = timedelta(days=1)
WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")


@dataclass(frozen=True)
class Wish:
    """How an offer's file asks for dates: a pattern, a clock time, minutes a day, days a block."""

    pattern: str
    start: str
    minutes: int
    count: int
    seats: int
    days: int = 1
    weekday: str = ""


class Calendar:
    """The days of a Land between soon and ten months ahead."""

    def __init__(self, land: str, today: date) -> None:
        self.first, self.last = today + SOONEST * DAY, today + LATEST * DAY
        self.land = land
        periods = public_holidays(land, self.first, self.last)
        self.public = {period.first for period in periods}
        self.holidays = school_holidays(land, self.first, self.last)

    def days(self) -> Iterator[date]:
        """Every day, in order."""
        day = self.first
        while day <= self.last:
            yield day
            day += DAY

    @cached_property
    def school_days(self) -> list[date]:
        """All days with lessons, in order."""
        return [day for day in self.days() if self.is_school_day(day)]

    def is_school_day(self, day: date) -> bool:
        """Monday to Friday, no holiday of either kind."""
        free = day in self.public or is_school_holiday(day, self.land)
        return day.weekday() < 5 and not free


def _spread(days: list[date], count: int, chance: Random) -> list[date]:
    """``count`` days at about equal distances, never the same twice."""
    if len(days) <= count:
        return days
    starts = [i * len(days) // count for i in range(count + 1)]
    return [days[chance.randrange(low, high)] for low, high in pairwise(starts)]


def _school_days(wish: Wish, calendar: Calendar, chance: Random) -> list[date]:
    return _spread(calendar.school_days, wish.count, chance)


def _blocks(wish: Wish, calendar: Calendar, chance: Random) -> list[date]:
    """First days of runs of school days."""
    taught = set(calendar.school_days)
    runs = [
        day
        for day in calendar.school_days
        if all(day + i * DAY in taught for i in range(wish.days))
    ]
    return _spread(runs, wish.count, chance)


def _weekly(wish: Wish, calendar: Calendar, chance: Random) -> list[date]:
    number = WEEKDAYS.index(wish.weekday or "di")
    term = [day for day in calendar.school_days if day.weekday() == number]
    begin = chance.randrange(0, 5)
    return term[begin : begin + wish.count]


def _weekend(wish: Wish, calendar: Calendar, chance: Random) -> list[date]:
    saturdays = [d for d in calendar.days() if d.weekday() == 5 and d not in calendar.public]
    return _spread(saturdays, wish.count, chance)


def _evenings(wish: Wish, calendar: Calendar, chance: Random) -> list[date]:
    return _spread(calendar.school_days, wish.count, chance)


def _in_holidays(wish: Wish, calendar: Calendar, chance: Random) -> list[date]:
    """First days of blocks that lie within one holiday and on weekdays."""
    starts = [
        period.first + offset * DAY
        for period in calendar.holidays
        for offset in range((period.last - period.first).days + 1)
        if _fits(period.first + offset * DAY, wish.days, period.last, calendar)
    ]
    return _spread(starts, wish.count, chance)


def _fits(day: date, length: int, last: date, calendar: Calendar) -> bool:
    block = [day + i * DAY for i in range(length)]
    monday_to_friday = all(d.weekday() < 5 and d not in calendar.public for d in block)
    is_near = calendar.first <= day and block[-1] <= min(last, calendar.last)
    return is_near and (monday_to_friday or length > 5)


PATTERNS: dict[str, Callable[[Wish, Calendar, Random], list[date]]] = {
    "schooldays": _school_days,
    "block": _blocks,
    "weekly": _weekly,
    "weekend": _weekend,
    "evening": _evenings,
    "holidays": _in_holidays,
}


def dates(wish: Wish, calendar: Calendar, chance: Random) -> list[tuple[datetime, datetime]]:
    """(start, end) of every date the wish asks for, in German time, the earliest first."""
    clock = time.fromisoformat(wish.start)
    found = []
    for day in sorted(set(PATTERNS[wish.pattern](wish, calendar, chance))):
        start = datetime.combine(day, clock, BERLIN)
        last = datetime.combine(day + (wish.days - 1) * DAY, clock, BERLIN)
        found.append((start, last + timedelta(minutes=wish.minutes)))
    return found
