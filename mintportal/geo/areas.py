"""Länder and Kreise: their names, keys and figures, and which of them a point lies in.

Names and figures are read at import (400 short rows); the borders only when `kreis_at` asks.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mintportal.geo.files import Shape, read_shapes, read_table
from mintportal.geo.projection import project

CELL_KM = 20.0
"""Side of a cell of the grid that tells `kreis_at` which few Kreise to look at."""

_CITY_KINDS = frozenset({"Kreisfreie Stadt", "Stadtkreis"})
_OWN_KIND_IN_NAME = ("kreis", "region", "Region", "Regionalverband")
_NAMED_IN_FULL = frozenset({"03358"})
"""Der Heidekreis calls itself „Landkreis Heidekreis“."""


@dataclass(frozen=True, slots=True)
class Land:
    """One of the 16 Länder; `iso` without „DE-“ (NW), `ags` two digits, the middle in degrees."""

    iso: str
    ags: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Kreis:
    """A Landkreis or kreisfreie Stadt; `land` is an ISO code, the middle lies in the widest part.

    The population is of 31.12.2018, before small reforms of 2019: only for „per 100 000“ figures.
    """

    ags: str
    name: str
    kind: str
    nuts3: str
    land: str
    lat: float
    lon: float
    population_2018: int
    area_km2: float

    @property
    def is_city(self) -> bool:
        """Whether this is a kreisfreie Stadt (a Stadtkreis in Baden-Württemberg)."""
        return self.kind in _CITY_KINDS

    @property
    def label(self) -> str:
        """The name, with the type where the same name exists twice: „München (Landkreis)“."""
        if _NAMES[self.name] == 1:
            return self.name
        return f"{self.name} ({'Stadt' if self.is_city else self.kind})"

    @property
    def official(self) -> str:
        """The name with its type in front: „Landkreis München“, „Stadt Bochum“, „Ilm-Kreis“."""
        if self.is_city:
            return f"Stadt {self.name}"
        if any(word in self.name for word in (*_OWN_KIND_IN_NAME, "Kreis")):
            return f"{self.kind} {self.name}" if self.ags in _NAMED_IN_FULL else self.name
        return f"{self.kind} {self.name}"


def _read_laender() -> dict[str, Land]:
    rows = (Land(i, a, n, float(y), float(x)) for i, a, n, y, x in read_table("bkg/laender.csv"))
    return {land.iso: land for land in rows}


def _read_kreise() -> dict[str, Kreis]:
    kreise = (
        Kreis(ags, name, kind, nuts3, land, float(lat), float(lon), int(people), float(km2))
        for ags, name, kind, nuts3, land, lat, lon, people, km2 in read_table("destatis/kreise.csv")
    )
    return {kreis.ags: kreis for kreis in kreise}


LAENDER: Mapping[str, Land] = MappingProxyType(_read_laender())
"""ISO code → Land, in the official order (by AGS: Schleswig-Holstein … Thüringen)."""

KREISE: Mapping[str, Kreis] = MappingProxyType(_read_kreise())
"""AGS (5 digits, text) → Kreis, in order of the key."""

_NAMES = Counter(kreis.name for kreis in KREISE.values())


def kreise_in(land: str) -> list[Kreis]:
    """Return the Kreise of a Land (ISO code) by label; an unknown Land has none."""
    found = (kreis for kreis in KREISE.values() if kreis.land == land)
    return sorted(found, key=lambda kreis: kreis.label)


def kreis_at(lat: float, lon: float) -> str | None:
    """Return the AGS of the Kreis that contains a point (degrees), None outside Germany.

    Even-odd rule on borders accurate to some 300 m; about 60 µs after the first call (60 ms).
    """
    if not (47.0 < lat < 55.2 and 5.7 < lon < 15.3):
        return None
    x, y = project(lat, lon)
    for ags in _grid().get((int(x // CELL_KM), int(y // CELL_KM)), ()):
        if _contains(borders("high")[ags], x, y):
            return ags
    return None


def land_at(lat: float, lon: float) -> str | None:
    """Return the ISO code of the Land that contains a point (degrees), None outside Germany."""
    ags = kreis_at(lat, lon)
    return KREISE[ags].land if ags else None


@cache
def borders(detail: str) -> dict[str, Shape]:
    """Return AGS → area in km on the plane; `detail` is „low“, „mid“ or „high“."""
    return read_shapes(f"bkg/kreise-{detail}.json.gz")


@cache
def land_borders(detail: str) -> dict[str, Shape]:
    """Return ISO code → area in km on the plane; `detail` is „low“, „mid“ or „high“."""
    return read_shapes(f"bkg/laender-{detail}.json.gz")


@cache
def boxes(detail: str) -> dict[str, tuple[float, float, float, float]]:
    """Return AGS → (west, south, east, north) of the Kreis in km."""
    return {ags: bounds(shape) for ags, shape in borders(detail).items()}


def bounds(shape: Shape) -> tuple[float, float, float, float]:
    """Return (west, south, east, north) of an area in km."""
    xs = [x for polygon in shape for x, _ in polygon[0]]
    ys = [y for polygon in shape for _, y in polygon[0]]
    return min(xs), min(ys), max(xs), max(ys)


@cache
def _grid() -> dict[tuple[int, int], list[str]]:
    cells: dict[tuple[int, int], list[str]] = {}
    for ags, (west, south, east, north) in boxes("high").items():
        for column in range(int(west // CELL_KM), int(east // CELL_KM) + 1):
            for row in range(int(south // CELL_KM), int(north // CELL_KM) + 1):
                cells.setdefault((column, row), []).append(ags)
    return cells


def _contains(shape: Shape, x: float, y: float) -> bool:
    inside = False
    for polygon in shape:
        for ring in polygon:
            x1, y1 = ring[-1]
            for x2, y2 in ring:
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    inside = not inside
                x1, y1 = x2, y2
    return inside
