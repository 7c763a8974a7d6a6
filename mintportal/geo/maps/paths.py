"""Turns areas into short SVG paths: cut to what can be seen, whole tenths, relative steps."""

from collections.abc import Callable
from functools import cache

from mintportal.geo.files import Ring, Shape
from mintportal.geo.maps.window import Box, View

CUT_MARGIN = 12
"""Units beyond the edge where areas are cut, so that the cut itself stays out of sight."""

Crossing = Callable[[tuple[float, float], tuple[float, float]], tuple[float, float]]


def path(shape: Shape, view: View, *, cut: bool = False) -> str:
    """Return an area as an SVG path in units of the view, „“ if nothing of it is left.

    Points closer than a tenth of a unit melt into one. `cut`: clip to the view and its margin.
    """
    box = view.box(CUT_MARGIN) if cut else None
    rings = (clipped(ring, box) if box else ring for polygon in shape for ring in polygon)
    return "".join(_ring_path(ring, view) for ring in rings)


def clipped(ring: Ring, box: Box) -> Ring:
    """Return a ring cut to a box (km), by Sutherland and Hodgman (CACM 17, 1974)."""
    west, south, east, north = box
    edges = ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1))
    for axis, limit, sign in edges:
        if not ring:
            break
        ring = _cut(ring, axis, limit, sign)
    return ring


def touches(a: Box, b: Box) -> bool:
    """Whether two boxes share a point."""
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _cut(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    kept: Ring = []
    before = ring[-1]
    before_in = (before[axis] - limit) * sign >= 0
    for point in ring:
        inside = (point[axis] - limit) * sign >= 0
        if inside != before_in:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append(
                (
                    before[0] + share * (point[0] - before[0]),
                    before[1] + share * (point[1] - before[1]),
                )
            )
        if inside:
            kept.append(point)
        before, before_in = point, inside
    return kept


def _ring_path(ring: Ring, view: View) -> str:
    west, north, scale = view.west, view.north, view.scale * 10
    points = [(round((x - west) * scale), round((north - y) * scale)) for x, y in ring]
    points = [point for point, after in zip(points, points[1:] + points[:1], strict=True)
              if point != after]  # fmt: skip
    if len(points) < 3:
        return ""
    x, y = points[0]
    steps = [f"M{_tenths(x)}{_joined(y)}l"]
    first = True
    for next_x, next_y in points[1:]:
        dx, dy = next_x - x, next_y - y
        steps.append((_tenths(dx) if first else _joined(dx)) + _joined(dy))
        x, y, first = next_x, next_y, False
    return "".join(steps) + "z"


@cache
def _tenths(number: int) -> str:
    whole, rest = divmod(abs(number), 10)
    digits = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{digits}" if number < 0 else digits


@cache
def _joined(number: int) -> str:
    text = _tenths(number)
    return text if text[0] == "-" else f" {text}"
