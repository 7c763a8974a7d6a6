"""School and public holidays per Land."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from mintportal.geo.areas import LAENDER
from mintportal.geo.holidays import (
    UNKNOWN,
    Period,
    UnknownLand,
    is_known,
    is_school_holiday,
    last_known_day,
    public_holidays,
    school_holiday_on,
    school_holidays,
)


@pytest.mark.parametrize("land", LAENDER)
def test_known_for_more_than_a_year(land):
    assert last_known_day(land) > date.today() + timedelta(days=365)
    assert is_known(date.today(), land)
    assert not is_known(date(2100, 1, 1), land)


@pytest.mark.parametrize(
    ("land", "first", "last"),
    [("NW", date(2026, 7, 20), date(2026, 9, 1)), ("BW", date(2026, 7, 30), date(2026, 9, 12)),
     ("BE", date(2026, 7, 9), date(2026, 8, 22))],
)  # fmt: skip
def test_summer(land, first, last):
    summer = school_holidays(land, date(2026, 6, 20), date(2026, 9, 30))
    assert summer == [Period("Sommerferien", first, last)]


def test_a_period_over_new_year_is_whole():
    (found,) = school_holidays("NW", date(2027, 1, 1), date(2027, 1, 2))
    assert (found.first, found.last) == (date(2026, 12, 23), date(2027, 1, 6))
    assert school_holidays("NW", date(2026, 12, 30), date(2026, 12, 30)) == [found]


@pytest.mark.parametrize("land", LAENDER)
def test_periods_are_in_order_and_apart(land):
    found = school_holidays(land, date(2026, 1, 1), date(2028, 12, 31))
    assert len(found) > 12
    assert all(period.first <= period.last for period in found)
    assert all(a.last < b.first for a, b in pairwise(found))
    assert all((p.last - p.first).days < 50 for p in found)


def test_public_holidays_do_not_split_a_period():
    found = school_holidays("NW", date(2026, 3, 15), date(2026, 4, 30))
    assert found == [Period("Oster-/Frühjahrsferien", date(2026, 3, 30), date(2026, 4, 11))]


def test_a_weekend_inside_counts():
    assert school_holiday_on(date(2026, 8, 1), "NW") == "Sommerferien"
    assert is_school_holiday(date(2026, 8, 2), "NW")
    assert not is_school_holiday(date(2026, 9, 2), "NW")
    assert school_holiday_on(date(2026, 9, 15), "NW") == ""


def test_beyond_the_known_there_is_nothing_and_a_word_for_it():
    assert school_holidays("NW", date(2090, 1, 1), date(2090, 12, 31)) == []
    assert str(UNKNOWN) == "noch nicht bekannt"


def test_public_holidays():
    names = [p.name for p in public_holidays("BY", date(2026, 1, 1), date(2026, 12, 31))]
    assert "Heilige Drei Könige" in names
    assert "Mariä Himmelfahrt" in names
    in_north = [p.name for p in public_holidays("SH", date(2026, 1, 1), date(2026, 12, 31))]
    assert "Fronleichnam" not in in_north
    assert "Reformationstag" in in_north
    day = date(2026, 10, 3)
    assert public_holidays("SH", day, day) == [Period("Tag der Deutschen Einheit", day, day)]


@pytest.mark.parametrize("land", ["", "XX", "Augsburg", "nw"])
def test_no_such_land(land):
    for ask in (school_holidays, public_holidays):
        with pytest.raises(UnknownLand):
            ask(land, date(2026, 1, 1), date(2026, 2, 1))
