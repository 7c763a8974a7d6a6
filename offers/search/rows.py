"""What filters and counts need of all published offers, in the memory of this process.

A snapshot never changes; a change of the projection makes a new one that shares what stayed. Each
search first asks which changes are new (one small query), so what is published is found at once,
in every process.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

import numpy as np
from django.db import connection
from pyroaring import BitMap

from mintportal.geo.areas import LAENDER
from offers.facets import FACETS
from offers.search import synonyms
from offers.search.synonyms import Synonyms

COLUMNS = {
    "offer_id": "i8",
    "region_id": "i8",
    "institution_id": "i8",
    "kreis": "i4",
    "land": "i2",
    "x": "f8",
    "y": "f8",
    "age_min": "i2",
    "age_max": "i2",
    "by_arrangement": "?",
    "places": "i2",
    "start": "f8",
    "valid_until": "i4",
    "grades": "i4",
    **{facet.column: "i4" for facet in FACETS},
    "version": "i8",
}
SQL = {
    "version": "0",
    "institution_id": "coalesce(institution_id, 0)",
    "kreis": "coalesce(nullif(kreis, ''), '0')::int",
    "land": "coalesce(array_position(%s, land::text), 0)",
    "x": "coalesce(x, 'NaN')",
    "y": "coalesce(y, 'NaN')",
    "start": "coalesce(extract(epoch FROM next_start), 'Infinity')::float",
    "valid_until": "coalesce(valid_until - date '1970-01-01', 2147483647)",
}
DATE_COLUMNS = {"row_id": "i8", "day": "i4", "weekday": "i2", "in_holidays": "?", "free": "i2"}
DATE_SQL = {"day": "day - date '1970-01-01'"}
LAND_CODES = {land: number for number, land in enumerate(LAENDER, start=1)}
EPOCH = date(1970, 1, 1)
NOTHING = BitMap()
NOWHERE = np.empty(0, dtype=np.int32)
MOST_REMEMBERED = 500
Key = tuple[str, int]
Made = TypeVar("Made")


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


@dataclass(frozen=True)
class Rows:
    """A snapshot: columns by position, the position of each offer, offers by group.

    ``order`` is each position's rank by next date; ``groups`` has the offers of each (column,
    value), for a bit mask of each (column, bit).
    """

    change: tuple[int, datetime] | None
    columns: np.ndarray
    dates: np.ndarray
    position: np.ndarray
    order: np.ndarray
    groups: dict[Key, BitMap]
    everything: BitMap
    remembered: dict[Any, Any] = field(default_factory=dict)
    lasting: dict[str, Synonyms] = field(default_factory=dict)

    @property
    def synonyms(self) -> Synonyms:
        """What means the same; read when it is first asked for."""
        if not self.lasting:
            self.lasting["synonyms"] = synonyms.load()
        return self.lasting["synonyms"]

    def group(self, column: str, value: int) -> BitMap:
        """The offers with this value, or with this bit of a mask."""
        return self.groups.get((column, value), NOTHING)

    def masked(self, column: str, mask: int) -> BitMap:
        """The offers that have any bit of a mask."""
        bits = [bit for bit in range(mask.bit_length()) if mask >> bit & 1]
        return BitMap.union(NOTHING, *(self.group(column, bit) for bit in bits))

    def version(self, offer: int) -> int:
        """The change since which the offer's row is what it is."""
        return int(self.columns["version"][self.position[offer]])

    def where(self, key: Any, test: Callable[[np.ndarray], np.ndarray]) -> BitMap:
        """The offers whose columns pass a test; remembered as long as nothing changes."""
        return self.remember(key, lambda: _bitmap(self.columns["offer_id"][test(self.columns)]))

    def with_date(self, key: Any, test: Callable[[np.ndarray], np.ndarray]) -> BitMap:
        """The offers that have a date which passes a test."""
        return self.remember(key, lambda: _bitmap(self.dates["row_id"][test(self.dates)]))

    def remember(self, key: Any, make: Callable[[], Made]) -> Made:
        """What was made under this key; as long as nothing changes, and not too much of it."""
        if key not in self.remembered:
            if len(self.remembered) >= MOST_REMEMBERED:
                self.remembered.clear()
            self.remembered[key] = make()
        return self.remembered[key]

    def at(self, offers: BitMap) -> np.ndarray:
        """The positions of some offers, in the order of their ids."""
        if not offers:
            return NOWHERE
        return self.position[np.frombuffer(offers.to_array(), dtype=np.uint32)]


def _bitmap(ids: np.ndarray) -> BitMap:
    return BitMap(np.unique(ids).astype(np.uint32))


def _fetch(sql: str, values: list[Any], columns: dict[str, str]) -> np.ndarray:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return np.array(cursor.fetchall(), dtype=list(columns.items()))


def _read(ids: list[int] | None) -> tuple[np.ndarray, np.ndarray]:
    """Rows and dates of some offers, or of all."""
    chosen = ", ".join(SQL.get(name, name) for name in COLUMNS)
    dated = ", ".join(DATE_SQL.get(name, name) for name in DATE_COLUMNS)
    only, only_dates = (
        ("", "") if ids is None else (" WHERE offer_id = ANY(%s)", " WHERE row_id = ANY(%s)")
    )
    some = [] if ids is None else [ids]
    rows = _fetch(
        f"SELECT {chosen} FROM offers_searchrow{only}", [list(LAND_CODES), *some], COLUMNS
    )
    dates = _fetch(f"SELECT {dated} FROM offers_searchdate{only_dates}", some, DATE_COLUMNS)
    return rows, dates


def _assembled(
    change: tuple[int, datetime] | None,
    rows: np.ndarray,
    dates: np.ndarray,
    groups: dict[Key, BitMap],
) -> Rows:
    ids = rows["offer_id"]
    position = np.zeros(int(ids.max()) + 1 if len(ids) else 1, dtype=np.int32)
    position[ids] = np.arange(len(ids), dtype=np.int32)
    order = np.empty(len(ids), dtype=np.int64)
    order[np.lexsort((ids, rows["start"]))] = np.arange(len(ids))
    return Rows(change, rows, dates, position, order, groups, _bitmap(ids))


def _groups_of(rows: np.ndarray) -> Iterable[tuple[Key, np.ndarray]]:
    """(group, ids) for each group of some rows."""
    ids = rows["offer_id"]
    for column in ("region_id", "institution_id", "kreis", "land", "by_arrangement"):
        values, which = np.unique(rows[column], return_inverse=True)
        by_value = np.argsort(which, kind="stable")
        cuts = np.searchsorted(which[by_value], np.arange(1, len(values)))
        for value, places in zip(values, np.split(by_value, cuts), strict=True):
            yield (column, int(value)), ids[places]
    for column in ("grades", *(facet.column for facet in FACETS)):
        seen = int(np.bitwise_or.reduce(rows[column])) if len(rows) else 0
        for bit in range(seen.bit_length()):
            yield (column, bit), ids[rows[column] >> bit & 1 == 1]


def _loaded(change: tuple[int, datetime] | None) -> Rows:
    rows, dates = _read(None)
    rows.sort(order="offer_id")
    rows["version"] = change[0] if change else 0
    groups = {key: _bitmap(ids) for key, ids in _groups_of(rows)} if len(rows) else {}
    return _assembled(change, rows, dates, groups)


def _changed(known: Rows, change: tuple[int, datetime], offers: list[int | None]) -> Rows:
    """The snapshot with some offers read anew."""
    ids = [offer for offer in offers if offer is not None]
    new, new_dates = _read(ids)
    new["version"] = change[0]
    touched = np.isin(known.columns["offer_id"], ids)
    groups = dict(known.groups)
    for key, gone in _groups_of(known.columns[touched]) if touched.any() else ():
        groups[key] = groups[key] - _bitmap(gone)
    for key, come in _groups_of(new) if len(new) else ():
        groups[key] = groups.get(key, NOTHING) | _bitmap(come)
    rows = np.concatenate([known.columns[~touched], new])
    rows.sort(order="offer_id")
    dates = np.concatenate([known.dates[~np.isin(known.dates["row_id"], ids)], new_dates])
    return _assembled(change, rows, dates, groups)


_snapshots: dict[str, Rows] = {}
_lock = threading.Lock()


def current() -> Rows:
    """The snapshot that knows all changes of the projection."""
    database = str(connection.settings_dict["NAME"])
    with _lock:
        known = _snapshots.get(database)
        fresh = _refreshed(known)
        if fresh is not known:
            _snapshots[database] = fresh
        return fresh


def _refreshed(known: Rows | None) -> Rows:
    since = known.change[0] if known and known.change else 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, at, offer_id FROM offers_searchchange WHERE number >= %s"
            " OR number = (SELECT max(number) FROM offers_searchchange) ORDER BY number",
            [since],
        )
        changes = cursor.fetchall()
    last = changes[-1][:2] if changes else None
    if known is None or (changes[0][:2] if changes else None) != known.change:
        return _loaded(last)
    if last is None or last == known.change:
        return known
    return _changed(known, last, [offer for _, _, offer in changes[1:]])
