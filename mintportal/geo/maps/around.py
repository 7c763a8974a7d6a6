"""The map of a place: a circle of the searched radius, Kreis borders, towns, what is offered."""

from collections.abc import Callable, Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mintportal.geo.maps.clusters import PLACES, Cluster, Grouping, Marker, clusters_in, pins_of
from mintportal.geo.maps.labels import Rooms, towns
from mintportal.geo.maps.model import Circle, Control, Map
from mintportal.geo.maps.regional import kreise_in_view, scale_bar
from mintportal.geo.maps.window import NARROWEST_KM, WIDEST_KM, View, Window, view_of

WITHOUT_RADIUS_KM = 40.0
AIR = 1.2
"""How much more than the circle is in view."""


def surroundings(
    lat: float, lon: float, radius_km: float, markers: Iterable[Marker], *, title: str,
    window: Window | None = None, url: Callable[[Window], str] | None = None,
    stack_url: Callable[[Cluster], str] | None = None, noun: str | Promise = PLACES,
    width_px: int = 600, height_px: int = 440, id: str = "karte",
) -> Map:  # fmt: skip
    """Return the surroundings of a place (degrees) with its radius in km (0: no circle).

    `window` shows another part than the circle; `url` gives the address of a window, for the
    controls and for signs that stand for several markers (named `noun`); `stack_url` the address
    of a list of markers at one and the same spot.
    """
    seen = window or window_around(lat, lon, radius_km, width_px, height_px)
    view = view_of(seen, width_px, height_px)
    pins = pins_of(clusters_in(markers, view), seen, Grouping(noun, url, stack_url))
    rooms = Rooms(view)
    bar = scale_bar(view, rooms)
    circle = _circle(view, lat, lon, radius_km)
    rooms.take_all(pins, circle)
    return Map(
        id, "surroundings", title, width_px, height_px,
        kreise_in_view(view, (), {}, {}, rest="land"), pins, tuple(towns(rooms)), circle, bar,
        controls(seen, url) if url else (),
    )  # fmt: skip


def window_around(
    lat: float, lon: float, radius_km: float, width_px: int = 600, height_px: int = 440
) -> Window:
    """Return the window that shows a circle with some air around it."""
    radius = radius_km if radius_km > 0 else WITHOUT_RADIUS_KM / 2
    return Window(lat, lon, 2 * radius * AIR * max(1, width_px / height_px))


def controls(seen: Window, url: Callable[[Window], str]) -> tuple[Control, ...]:
    """Return the links that zoom and pan; those at the end of the range are left out."""
    found = []
    if seen.width_km > NARROWEST_KM:
        found.append(Control("in", _("Karte vergrößern"), url(seen.zoomed(1))))
    if seen.width_km < WIDEST_KM:
        found.append(Control("out", _("Karte verkleinern"), url(seen.zoomed(-1))))
    directions = (
        ("north", _("Nach Norden"), 0, 1), ("west", _("Nach Westen"), -1, 0),
        ("east", _("Nach Osten"), 1, 0), ("south", _("Nach Süden"), 0, -1),
    )  # fmt: skip
    moves = ((kind, label, seen.panned(dx, dy)) for kind, label, dx, dy in directions)
    found += [Control(kind, label, url(to)) for kind, label, to in moves if to != seen]
    return tuple(found)


def _circle(view: View, lat: float, lon: float, radius_km: float) -> Circle | None:
    if radius_km <= 0:
        return None
    x, y = view.place(lat, lon)
    return Circle(x, y, round(radius_km * view.scale, 1))
