"""Borders: Kreise and Länder in three levels of detail, on the portal's own plane.

Simplifying happens on the whole coverage at once (`shapely.coverage_simplify`), so neighbours keep
the same border and no slivers open. Coordinates are kilometres on `mintportal.geo.projection`,
stored as whole numbers of a step: the first point of a ring, then differences.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from mintportal.geo.build.readers import Gemeinde, read_areas
from mintportal.geo.build.reforms import MERGED_KREISE, MOVED_GEMEINDEN
from mintportal.geo.projection import project


class BrokenBorders(Exception):
    """The Kreise overlap or leave gaps, so borders would not be shared."""


@dataclass(frozen=True)
class Detail:
    """A level of detail: tolerance and step in km, the smallest island kept in km²."""

    name: str
    tolerance_km: float
    step_km: float
    island_km2: float


DETAILS = (
    Detail("low", 2.0, 0.1, 12.0),
    Detail("mid", 0.9, 0.05, 1.5),
    Detail("high", 0.3, 0.01, 0.0),
)
SMALLEST_HOLE = 50.0
"""km²; Berlin, Bremen and Bremerhaven are the only Länder parts that lie inside another Land."""


def on_plane(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry in degrees (lon, lat) as kilometres on the portal's plane."""
    return shapely.transform(
        geometry, lambda points: numpy.array([project(lat, lon) for lon, lat in points])
    )


def kreise_today(file: Path, gemeinden: list[Gemeinde]) -> dict[str, BaseGeometry]:
    """Return Kreis (AGS) → its area in km, with the reforms since 2016; raises BrokenBorders."""
    parts = defaultdict(list)
    for ags, _, geometry in read_areas(file, 5):
        parts[MERGED_KREISE.get(ags, ags)].append(geometry)
    kreise = {ags: shapely.union_all(pieces) for ags, pieces in sorted(parts.items())}
    for gemeinde in gemeinden:
        home = MERGED_KREISE.get(gemeinde.ags_2016[:5], gemeinde.ags_2016[:5])
        if (gemeinde.ags_2016[:5], gemeinde.name) in MOVED_GEMEINDEN:
            kreise[home] = kreise[home].difference(gemeinde.shape)
            kreise[gemeinde.kreis] = kreise[gemeinde.kreis].union(gemeinde.shape)
    kreise = {ags: _areas_only(on_plane(area)) for ags, area in kreise.items()}
    if not shapely.coverage_is_valid(list(kreise.values())):
        raise BrokenBorders("the Kreise are no clean coverage")
    return kreise


def simplified(kreise: Mapping[str, BaseGeometry], detail: Detail) -> dict[str, BaseGeometry]:
    """Return the Kreise with fewer points; small islands are dropped, never the whole Kreis."""
    shapes = shapely.coverage_simplify(list(kreise.values()), detail.tolerance_km)
    return {
        ags: _without_specks(_areas_only(area), detail.island_km2, detail.island_km2)
        for ags, area in zip(kreise, shapes, strict=True)
    }


def laender_of(kreise: Mapping[str, BaseGeometry], detail: Detail) -> dict[str, BaseGeometry]:
    """Return Land (AGS, 2 digits) → the union of its simplified Kreise."""
    parts = defaultdict(list)
    for ags, area in kreise.items():
        parts[ags[:2]].append(area)
    return {
        ags: _without_specks(
            _areas_only(shapely.union_all(areas, grid_size=0.001)), detail.island_km2, SMALLEST_HOLE
        )
        for ags, areas in parts.items()
    }


def write_shapes(shapes: Mapping[str, BaseGeometry], detail: Detail, file: Path) -> None:
    """Write {"step_km", "shapes": {key: [[ring, hole …] …]}}, a ring being x0,y0,dx,dy,…"""
    encoded = {
        key: [
            [_ring(ring, detail.step_km) for ring in (part.exterior, *part.interiors)]
            for part in _polygons(area)
        ]
        for key, area in shapes.items()
    }
    text = json.dumps({"step_km": detail.step_km, "shapes": encoded}, separators=(",", ":"))
    file.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def centre(area: BaseGeometry) -> tuple[float, float]:
    """Return (x, y) in km of the widest spot of an area: a label or a number sits well there."""
    circle = shapely.maximum_inscribed_circle(area, tolerance=0.2)
    return shapely.get_coordinates(circle)[0].tolist()


def _ring(ring, step_km: float) -> list[int]:
    whole = numpy.rint(shapely.get_coordinates(ring)[:-1] / step_km).astype(int)
    keep = numpy.any(whole != numpy.roll(whole, 1, axis=0), axis=1)
    whole = whole[keep]
    return numpy.concatenate([whole[:1], numpy.diff(whole, axis=0)]).ravel().tolist()


def _polygons(area: BaseGeometry) -> list[Polygon]:
    return sorted(getattr(area, "geoms", [area]), key=lambda part: -part.area)


def _areas_only(area: BaseGeometry) -> BaseGeometry:
    found = [deep for part in shapely.get_parts([area]) for deep in shapely.get_parts([part])]
    return MultiPolygon([part for part in found if part.geom_type == "Polygon" and part.area])


def _without_specks(area: BaseGeometry, island_km2: float, hole_km2: float) -> BaseGeometry:
    first, *others = _polygons(area)
    kept = [first, *(part for part in others if part.area >= island_km2)]
    return MultiPolygon(
        [Polygon(p.exterior, [h for h in p.interiors if Polygon(h).area >= hole_km2]) for p in kept]
    )
