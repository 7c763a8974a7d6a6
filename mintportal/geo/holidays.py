"""School holidays and public holidays of a Land, from the package „holidays“ (KMK's calendar).

The package knows single days and ends silently with the last year it has; here they become periods,
and whoever asks beyond the end is told so. Bewegliche Ferientage, which schools choose themselves,
and the islands' own dates are in no calendar.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays
from django.utils.translation import gettext_lazy as _

from mintportal.geo.areas import LAENDER

UNKNOWN = _("noch nicht bekannt")
"""What a page says about days after `last_known_day`."""

GAP = timedelta(days=4)
"""Days of one name this close together are one period: weekends and public holidays lie between."""

_SEARCH_YEARS = 6


class UnknownLand(ValueError):
    """No Land has this ISO code."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days off with a name, first and last day included."""

    name: str
    first: date
    last: date


def school_holidays(land: str, start: date, end: date) -> list[Period]:
    """Return the school holidays of a Land (ISO code) that touch the days from start to end.

    Periods are whole, also where they reach over the ends. Raises UnknownLand.
    """
    known = _school_periods(land, start.year, end.year)
    return [period for period in known if period.first <= end and period.last >= start]


def public_holidays(land: str, start: date, end: date) -> list[Period]:
    """Return the public holidays of a Land (ISO code) from start to end, each of one day.

    With Mariä Himmelfahrt in Bayern, which holds in most Gemeinden there; without the Augsburger
    Friedensfest. Raises UnknownLand.
    """
    found: dict[date, str] = {}
    for year in range(start.year, end.year + 1):
        found |= _public_days(land, year)
    return [Period(name, day, day) for day, name in sorted(found.items()) if start <= day <= end]


def school_holiday_on(day: date, land: str) -> str:
    """Return the name of the school holidays a day lies in, „“ if it is in none.

    Weekends and public holidays between two days off count as off. Raises UnknownLand.
    """
    return next((period.name for period in school_holidays(land, day, day)), "")


def is_school_holiday(day: date, land: str) -> bool:
    """Return whether a day lies in the school holidays of a Land. Raises UnknownLand."""
    return bool(school_holiday_on(day, land))


@cache
def last_known_day(land: str) -> date:
    """Return the last day of the last school holidays that are known. Raises UnknownLand."""
    this_year = date.today().year
    years = range(this_year + _SEARCH_YEARS, this_year - _SEARCH_YEARS, -1)
    return next((max(days) for year in years if (days := _school_days(land, year))), date.min)


def is_known(day: date, land: str) -> bool:
    """Return whether the calendar reaches as far as this day; see `UNKNOWN`. Raises UnknownLand."""
    return day <= last_known_day(land)


def _grouped(years: Iterable[dict[date, str]]) -> list[Period]:
    periods: list[Period] = []
    days = {day: name for year in years for day, name in year.items()}
    for day, name in sorted(days.items()):
        before = periods[-1] if periods else None
        if before and before.name == name and day - before.last <= GAP:
            periods[-1] = Period(name, before.first, day)
        else:
            periods.append(Period(name, day, day))
    return periods


@cache
def _school_periods(land: str, first: int, last: int) -> list[Period]:
    """The school holidays of some years, and of those around them."""
    return _grouped(_school_days(land, year) for year in range(first - 1, last + 2))


@cache
def _school_days(land: str, year: int) -> dict[date, str]:
    return _days(land, year, "school")


@cache
def _public_days(land: str, year: int) -> dict[date, str]:
    return _days(land, year, "public", *(["catholic"] if land in {"BY", "SL"} else []))


def _days(land: str, year: int, *categories: str) -> dict[date, str]:
    if land not in LAENDER:
        raise UnknownLand(f"„{land}“ is no Land; ask with one of {', '.join(LAENDER)}")
    calendar = holidays.Germany(subdiv=land, years=year, categories=categories, language="de")
    return dict(calendar.items())
