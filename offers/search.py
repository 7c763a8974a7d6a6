"""The search: a question in, the ids of a page, the total and the facet counts out.

One statement over the projection of published offers. Every facet group is a bit mask; a row
*misses* a group that it does not fit. Rows without a miss are the result; rows whose only miss is
one group count for the words of that group, so each count says what a click on it would give.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from mintportal.geo.projection import project
from offers.facets import FACETS
from offers.words import tsqueries

PAGE_SIZE = 20
MOST_MARKERS = 2000


@dataclass(frozen=True)
class Question:
    """What is asked, already understood. ``masks`` by facet parameter; a mask of 0 fits nothing.

    ``near`` is (lat, lon) in degrees, ``radius`` km (None: anywhere, but distances are told),
    ``grade`` 0–13, ``age`` years, ``group`` learners, ``weekdays`` 0 = Monday.
    """

    words: str = ""
    near: tuple[float, float] | None = None
    radius: int | None = None
    masks: Mapping[str, int] = field(default_factory=dict)
    grade: int | None = None
    age: int | None = None
    group: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    weekdays: tuple[int, ...] = ()
    in_holidays: bool | None = None
    by_arrangement: bool = False
    institutions: tuple[int, ...] | None = None
    regions: tuple[int, ...] | None = None
    kreise: tuple[str, ...] | None = None
    laender: tuple[str, ...] | None = None
    sort: str = "passend"
    page: int = 1
    impossible: bool = False


@dataclass(frozen=True)
class Found:
    """``ids`` in order, ``distances`` in km by id, ``counts`` by facet parameter and word."""

    ids: list[int]
    total: int
    counts: dict[str, dict[str, int]]
    distances: dict[int, float]

    @property
    def pages(self) -> int:
        """How many pages the result has, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class Condition:
    """A part of the question as SQL over ``r`` (row) and ``t`` (text)."""

    sql: str
    values: tuple[Any, ...] = ()


def _date_condition(question: Question) -> Condition | None:
    """One date must fit all that is asked of dates, and have room for the group."""
    asked: list[tuple[str, Any]] = [
        ("d.day >= %s", question.first_day),
        ("d.day <= %s", question.last_day),
        ("d.weekday = ANY(%s)", list(question.weekdays) or None),
        ("d.in_holidays = %s", question.in_holidays),
    ]
    parts = [part for part in asked if part[1] is not None]
    if not parts:
        return None
    if question.group is not None:
        parts.append(("d.free >= %s", question.group))
    tests = " AND ".join(sql for sql, _ in parts)
    return Condition(
        f"EXISTS (SELECT FROM offers_searchdate d WHERE d.row_id = r.offer_id AND {tests})",
        tuple(value for _, value in parts),
    )


def _near_condition(question: Question) -> Condition | None:
    if question.near is None or question.radius is None:
        return None
    x, y = project(*question.near)
    radius = question.radius
    return Condition(
        "(r.x BETWEEN %s AND %s AND r.y BETWEEN %s AND %s"
        " AND (r.x - %s) ^ 2 + (r.y - %s) ^ 2 <= %s)",
        (x - radius, x + radius, y - radius, y + radius, x, y, radius**2),
    )


def conditions(question: Question) -> list[Condition]:
    """Everything but the facets, as conditions joined by AND."""
    exact, prefix = tsqueries(question.words)
    words = "t.document @@ (to_tsquery('german', %s) || to_tsquery('german', %s))"
    simple = [
        ("(r.grades & %s) <> 0", _bit(question.grade)),
        ("%s BETWEEN r.age_min AND r.age_max", question.age),
        ("r.places >= %s", question.group),
        ("r.by_arrangement = %s", question.by_arrangement or None),
        ("r.institution_id = ANY(%s)", _listed(question.institutions)),
        ("r.region_id = ANY(%s)", _listed(question.regions)),
        ("r.kreis = ANY(%s)", _listed(question.kreise)),
        ("r.land = ANY(%s)", _listed(question.laender)),
    ]
    found = [
        Condition("(r.valid_until IS NULL OR r.valid_until >= %s)", (timezone.localdate(),)),
        Condition(words, (exact, prefix)) if exact else None,
        *(Condition(sql, (value,)) for sql, value in simple if value is not None),
        _near_condition(question),
        _date_condition(question),
        Condition("FALSE") if question.impossible else None,
    ]
    return [one for one in found if one]


def _bit(number: int | None) -> int | None:
    return None if number is None else 1 << number


def _listed(values: tuple[Any, ...] | None) -> list[Any] | None:
    return None if values is None else list(values)


def _misses(question: Question) -> tuple[list[str], list[Any]]:
    """One 0/1 column per facet that is asked for."""
    asked = [facet for facet in FACETS if facet.parameter in question.masks]
    columns = [f"((r.{one.column} & %s) = 0)::int AS miss_{one.parameter}" for one in asked]
    return columns, [question.masks[one.parameter] for one in asked]


def _distance(question: Question) -> tuple[str, list[Any]]:
    if question.near is None:
        return "NULL::float", []
    return "sqrt((r.x - %s) ^ 2 + (r.y - %s) ^ 2)", list(project(*question.near))


def _rank(question: Question) -> tuple[str, list[Any]]:
    exact, prefix = tsqueries(question.words)
    if exact is None:
        return "0", []
    sql = (
        "ts_rank(t.document, to_tsquery('german', %s)) * 3"
        " + ts_rank(t.document, to_tsquery('german', %s))"
    )
    return sql, [exact, prefix]


def _order(question: Question) -> str:
    by_date, by_distance = "next_start NULLS LAST", "distance NULLS LAST"
    first = {"datum": by_date, "entfernung": by_distance}.get(question.sort)
    if first is None:
        first = "rank DESC" if question.words else (by_distance if question.near else by_date)
    return f"{first}, {by_date}, offer_id"


def _hits(question: Question) -> tuple[str, list[Any]]:
    """The rows that fit everything but facets, with their misses, as a CTE named ``hits``."""
    asked = conditions(question)
    rank, rank_values = _rank(question)
    distance, distance_values = _distance(question)
    misses, miss_values = _misses(question)
    columns = [
        "r.offer_id",
        "r.next_start",
        "r.x",
        "r.y",
        *(f"r.{facet.column}" for facet in FACETS),
        f"{rank} AS rank",
        f"{distance} AS distance",
        *misses,
    ]
    text = "JOIN offers_searchtext t ON t.row_id = r.offer_id" if question.words else ""
    where = " AND ".join(one.sql for one in asked)
    total = " + ".join(name.rsplit(" ", 1)[-1] for name in misses) or "0"
    sql = (
        f"WITH rows AS (SELECT {', '.join(columns)} FROM offers_searchrow r {text} WHERE {where}), "
        f"hits AS MATERIALIZED (SELECT *, {total} AS misses FROM rows)"
    )
    values = [*rank_values, *distance_values, *miss_values]
    return sql, values + [value for one in asked for value in one.values]


def _count_columns(question: Question) -> list[str]:
    """For every word of every facet: rows that have it and miss no *other* group."""
    columns = []
    for facet in FACETS:
        fits = f"miss_{facet.parameter}" if facet.parameter in question.masks else "0"
        columns += [
            f"count(*) FILTER (WHERE misses = {fits} AND ({facet.column} & {1 << bit}) <> 0)"
            for bit in range(len(facet.vocabulary.values))
        ]
    return columns


def _run(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def search(question: Question) -> Found:
    """The question's page of ids with total and counts, in one statement."""
    hits, values = _hits(question)
    page = (
        f"(SELECT offer_id, distance, row_number() OVER (ORDER BY {_order(question)}) AS place"
        f" FROM hits WHERE misses = 0 ORDER BY {_order(question)} LIMIT {PAGE_SIZE} OFFSET %s)"
    )
    counted = ", ".join(_count_columns(question))
    sql = (
        f"{hits} SELECT (SELECT array_agg(offer_id ORDER BY place) FROM {page} p),"
        f" (SELECT array_agg(distance ORDER BY place) FROM {page} p),"
        f" count(*) FILTER (WHERE misses = 0), {counted} FROM hits"
    )
    offset = (question.page - 1) * PAGE_SIZE
    ids, distances, total, *numbers = _run(sql, [*values, offset, offset])[0]
    remaining = iter(numbers)
    counts = {
        facet.parameter: {word: next(remaining) for word in facet.vocabulary.values}
        for facet in FACETS
    }
    far = zip(ids or [], distances or [], strict=True)
    return Found(ids or [], total, counts, {pk: km for pk, km in far if km is not None})


def positions(question: Question) -> list[tuple[int, float, float]]:
    """(id, x, y) in km of the result's offers that have a place, for the map; at most 2,000."""
    hits, values = _hits(question)
    sql = (
        f"{hits} SELECT offer_id, x, y FROM hits WHERE misses = 0 AND x IS NOT NULL"
        f" ORDER BY {_order(question)} LIMIT {MOST_MARKERS}"
    )
    return _run(sql, values)


def totals(questions: Iterable[Question]) -> list[int]:
    """How many offers each of the questions finds, in one statement."""
    columns: list[str] = []
    values: list[Any] = []
    for question in questions:
        asked = conditions(question) + _facet_conditions(question)
        columns.append(f"count(*) FILTER (WHERE {' AND '.join(one.sql for one in asked)})")
        values += [value for one in asked for value in one.values]
    if not columns:
        return []
    sql = (
        f"SELECT {', '.join(columns)} FROM offers_searchrow r"
        " JOIN offers_searchtext t ON t.row_id = r.offer_id"
    )
    return list(_run(sql, values)[0])


def _facet_conditions(question: Question) -> list[Condition]:
    return [
        Condition(f"(r.{one.column} & %s) <> 0", (question.masks[one.parameter],))
        for one in FACETS
        if one.parameter in question.masks
    ]
