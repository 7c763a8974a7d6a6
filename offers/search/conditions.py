"""The conditions of a question but its words: for each parameter the offers that fit it."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from django.utils import timezone
from pyroaring import BitMap

from mintportal.geo.projection import project
from offers.facets import FACETS
from offers.search.question import Question
from offers.search.rows import LAND_CODES, NOTHING, Rows, day_number

DATES = "termine"
"""The name of the condition on dates: period, weekday, holidays and places on one and the same."""


def conditions(question: Question, rows: Rows) -> dict[str, BitMap]:
    """The offers that fit, by parameter; parameters that are not asked for are missing."""
    found = {
        "valid": _valid(rows),
        **_facets(question, rows),
        "klasse": None if question.grade is None else rows.group("grades", question.grade),
        "alter": _age(question.age, rows),
        "gruppe": _room(question.group, rows),
        "vereinbarung": rows.group("by_arrangement", 1) if question.by_arrangement else None,
        "anbieter": _any_of(rows, "institution_id", question.institutions),
        "region": _any_of(rows, "region_id", question.regions),
        "kreis": _within("kreis", question.kreise, rows),
        "land": _within("land", question.laender, rows),
        "ort": _there(question, rows),
        DATES: dated(question, rows),
        "impossible": NOTHING if question.impossible else None,
    }
    return {name: offers for name, offers in found.items() if offers is not None}


def land_code(land: str) -> int:
    """The number of a Land in the snapshot's column."""
    return LAND_CODES.get(land, 0)


AREA_NUMBERS: Mapping[str, Callable[[str], int]] = {"kreis": int, "land": land_code}
"""What stands in the snapshot's columns for a Kreis (AGS) and a Land (ISO)."""


def _valid(rows: Rows) -> BitMap:
    today = day_number(timezone.localdate())
    return rows.where(("valid", today), lambda row: row["valid_until"] >= today)


def _facets(question: Question, rows: Rows) -> dict[str, BitMap | None]:
    return {
        facet.parameter: rows.masked(facet.column, question.masks[facet.parameter])
        for facet in FACETS
        if facet.parameter in question.masks
    }


def _age(age: int | None, rows: Rows) -> BitMap | None:
    if age is None:
        return None
    return rows.where(("age", age), lambda row: (row["age_min"] <= age) & (age <= row["age_max"]))


def _room(group: int | None, rows: Rows) -> BitMap | None:
    if group is None:
        return None
    return rows.where(("places", group), lambda row: row["places"] >= group)


def _any_of(rows: Rows, column: str, values: Iterable[int] | None) -> BitMap | None:
    if values is None:
        return None
    return BitMap.union(NOTHING, *(rows.group(column, value) for value in values))


def _within(kind: str, areas: Iterable[str] | None, rows: Rows) -> BitMap | None:
    """The offers in some Kreise or Länder."""
    return _any_of(rows, kind, None if areas is None else map(AREA_NUMBERS[kind], areas))


def _there(question: Question, rows: Rows) -> BitMap | None:
    """The offers in the area or within the radius; None if none is asked for."""
    if question.area:
        kind, key = question.area
        return _within(kind, [key], rows)
    if question.near is None or question.radius is None:
        return None
    x, y = project(*question.near)
    radius = question.radius
    return rows.where(
        ("near", x, y, radius),
        lambda row: (row["x"] - x) ** 2 + (row["y"] - y) ** 2 <= radius**2,
    )


def dated(question: Question, rows: Rows) -> BitMap | None:
    """One date must fit all that is asked of dates, and have room for the group."""
    first = question.first_day and day_number(question.first_day)
    last = question.last_day and day_number(question.last_day)
    weekdays, holidays, group = question.weekdays, question.in_holidays, question.group
    if first is None and last is None and not weekdays and holidays is None:
        return None

    def fits(date: np.ndarray) -> np.ndarray:
        fitting = np.ones(date.shape, dtype=bool)
        if first is not None:
            fitting &= date["day"] >= first
        if last is not None:
            fitting &= date["day"] <= last
        if weekdays:
            fitting &= np.isin(date["weekday"], weekdays)
        if holidays is not None:
            fitting &= date["in_holidays"] == holidays
        if group is not None:
            fitting &= date["free"] >= group
        return fitting

    return rows.with_date(("date", first, last, weekdays, holidays, group), fits)
