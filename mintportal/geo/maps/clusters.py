"""Markers and what becomes of many of them: signs that stand for several, told apart by zooming."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import hypot, sqrt

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mintportal.geo.distance import distance_km
from mintportal.geo.maps.model import Pin
from mintportal.geo.maps.window import NARROWEST_KM, View, Window, view_of

PLACES = _("Orte")
"""What several markers in one sign are called, unless the caller knows better."""

CELL_PX, CLOSEST = 56, 0.95
SAME_SPOT_KM = 0.15
HIT_RADIUS = 26.0
"""Units; a map of 600 units on a phone of 320 px still gives 24 px across."""

SMALLEST, BIGGEST = 16.0, 28.0


@dataclass(frozen=True, slots=True)
class Marker:
    """Something at a spot (degrees). `kind` is a look („hot“), `number` stands in the pin."""

    lat: float
    lon: float
    title: str
    href: str = ""
    kind: str = ""
    key: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Markers drawn as one sign at (x, y) units, which is (lat, lon)."""

    x: float
    y: float
    lat: float
    lon: float
    markers: tuple[Marker, ...]

    @property
    def count(self) -> int:
        """How many markers it stands for."""
        return len(self.markers)

    @property
    def marker(self) -> Marker | None:
        """The marker, if it is the only one."""
        return self.markers[0] if len(self.markers) == 1 else None

    @property
    def same_place(self) -> bool:
        """Whether no zooming can tell the markers apart."""
        here = (self.lat, self.lon)
        return all(distance_km(here, (m.lat, m.lon)) < SAME_SPOT_KM for m in self.markers)

    def window(self, seen: Window) -> Window:
        """Return the closer window that shows the markers apart, at most half of what is seen."""
        here = (self.lat, self.lon)
        reach = max(distance_km(here, (marker.lat, marker.lon)) for marker in self.markers)
        width = min(seen.width_km / 2, max(3.4 * reach, seen.width_km / 8))
        return Window(self.lat, self.lon, width)


@dataclass(frozen=True, slots=True)
class Grouping:
    """How clusters are called and where they lead; `url` gives a window's address."""

    noun: str | Promise
    url: Callable[[Window], str] | None = None
    stack_url: Callable[[Cluster], str] | None = None


def cluster(
    markers: Iterable[Marker],
    window: Window,
    cell_px: float = CELL_PX,
    width_px: int = 600,
    height_px: int = 440,
) -> list[Cluster]:
    """Return the signs of a map: markers of one grid cell become one, at their mean position.

    Signs of neighbouring cells that come too close join too. Markers out of sight are left out.
    Sorted from north to south, then west to east, which is also the order of the tab key.
    """
    return clusters_in(markers, view_of(window, width_px, height_px), cell_px)


def clusters_in(markers: Iterable[Marker], view: View, cell_px: float = CELL_PX) -> list[Cluster]:
    """Return the signs of a view; see `cluster`."""
    cells: dict[tuple[int, int], list[tuple[float, float, Marker]]] = defaultdict(list)
    for marker in markers:
        x, y = view.place(marker.lat, marker.lon)
        if view.holds(x, y):
            cells[int(x // cell_px), int(y // cell_px)].append((x, y, marker))
    groups = sorted(cells.values(), key=lambda group: -len(group))
    merged: list[list[tuple[float, float, Marker]]] = []
    for group in groups:
        near = next((other for other in merged if _gap(group, other) < cell_px * CLOSEST), None)
        if near is None:
            merged.append(list(group))
        else:
            near += group
    return sorted(map(_cluster, merged), key=lambda found: (round(found.y, -1), found.x))


def pins_of(clusters: Iterable[Cluster], seen: Window, grouping: Grouping) -> tuple[Pin, ...]:
    """Return the drawn signs: a single marker as itself, several as a number that leads closer."""
    return tuple(
        _pin(found, found.marker) if found.marker else _heap(found, seen, grouping)
        for found in clusters
    )


def _pin(found: Cluster, marker: Marker) -> Pin:
    r = SMALLEST if marker.number else SMALLEST * 0.7
    return Pin(
        found.x, found.y, r, HIT_RADIUS, marker.title, marker.href, marker.number,
        marker.kind, marker.key,
    )  # fmt: skip


def _heap(found: Cluster, seen: Window, grouping: Grouping) -> Pin:
    r = min(BIGGEST, SMALLEST + 1.6 * sqrt(found.count))
    stuck = found.same_place or seen.width_km <= NARROWEST_KM
    title = format_lazy(_("{count} {noun}, vergrößern"), count=found.count, noun=grouping.noun)
    href = grouping.url(found.window(seen)) if grouping.url and not stuck else ""
    if stuck and grouping.stack_url:
        title = format_lazy(
            _("{count} {noun} an diesem Ort"), count=found.count, noun=grouping.noun
        )
        href = grouping.stack_url(found)
    elif not href:
        title = format_lazy("{count} {noun}", count=found.count, noun=grouping.noun)
    kind = "heap hot" if any(marker.kind == "hot" for marker in found.markers) else "heap"
    return Pin(
        found.x, found.y, round(r, 1), max(r + 2, HIT_RADIUS), title, href, str(found.count), kind
    )


def _cluster(group: list[tuple[float, float, Marker]]) -> Cluster:
    x, y = _middle(group)
    markers = tuple(marker for _, _, marker in group)
    lat = sum(marker.lat for marker in markers) / len(markers)
    lon = sum(marker.lon for marker in markers) / len(markers)
    return Cluster(round(x, 1), round(y, 1), lat, lon, markers)


def _gap(a: list[tuple[float, float, Marker]], b: list[tuple[float, float, Marker]]) -> float:
    (ax, ay), (bx, by) = _middle(a), _middle(b)
    return hypot(ax - bx, ay - by)


def _middle(group: list[tuple[float, float, Marker]]) -> tuple[float, float]:
    return sum(x for x, _, _ in group) / len(group), sum(y for _, y, _ in group) / len(group)
