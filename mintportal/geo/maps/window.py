"""Which part of Germany a map shows, and how kilometres become units of its drawing."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from mintportal.geo.projection import project, unproject

Box = tuple[float, float, float, float]
"""West, south, east, north in km on the plane."""

NARROWEST_KM, WIDEST_KM = 3.0, 1000.0
SOUTH, NORTH, WEST, EAST = 47.2, 55.1, 5.8, 15.1

_SCALES = (0.5, 1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Window:
    """The middle of a map (degrees) and the width it shows in km. Links carry it as `text`.

    Values are kept inside Germany and between 3 and 1000 km, and rounded, so equal views have
    equal addresses.
    """

    lat: float
    lon: float
    width_km: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "lat", round(min(max(self.lat, SOUTH), NORTH), 4))
        object.__setattr__(self, "lon", round(min(max(self.lon, WEST), EAST), 4))
        width = min(max(self.width_km, NARROWEST_KM), WIDEST_KM)
        object.__setattr__(self, "width_km", round(width, 1))

    def zoomed(self, steps: int) -> "Window":
        """Return a window of half the width for each step, twice for each negative one."""
        return Window(self.lat, self.lon, self.width_km / 2 ** max(-12, min(12, steps)))

    def panned(self, dx: float, dy: float) -> "Window":
        """Return the window moved east by `dx` and north by `dy` thirds of its width."""
        x, y = project(self.lat, self.lon)
        lat, lon = unproject(x + dx * self.width_km / 3, y + dy * self.width_km / 3)
        return Window(lat, lon, self.width_km)

    @property
    def text(self) -> str:
        """The window as a URL parameter: „51.48,7.22,60“ (latitude, longitude, km)."""
        return f"{self.lat:g},{self.lon:g},{self.width_km:g}"

    @classmethod
    def parse(cls, text: str) -> "Window | None":
        """Return the window a URL parameter names, None if it names none. Never raises."""
        parts = text[:60].split(",")
        try:
            lat, lon, width = map(float, parts)
        except ValueError:
            return None
        if not all(map(isfinite, (lat, lon, width))):
            return None
        return cls(lat, lon, width)

    def bounds(self, ratio: float = 440 / 600) -> Box:
        """Return (south, west, north, east) in degrees of a map of this height : width.

        The corners of a rectangle on the plane, so the box covers all that is seen.
        """
        x, y = project(self.lat, self.lon)
        dx, dy = self.width_km / 2, self.width_km * ratio / 2
        corners = [unproject(x + sx * dx, y + sy * dy) for sx in (-1, 1) for sy in (-1, 1)]
        lats, lons = [lat for lat, _ in corners], [lon for _, lon in corners]
        return min(lats), min(lons), max(lats), max(lons)


@dataclass(frozen=True, slots=True)
class View:
    """A rectangle of the plane on a drawing: west and north edge in km, units per km, size."""

    west: float
    north: float
    scale: float
    width: int
    height: int

    def xy(self, x_km: float, y_km: float) -> tuple[float, float]:
        """Return a point of the plane in units of the drawing, down being positive."""
        return (x_km - self.west) * self.scale, (self.north - y_km) * self.scale

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Return a point in degrees in units of the drawing, rounded to tenths."""
        x, y = self.xy(*project(lat, lon))
        return round(x, 1), round(y, 1)

    def box(self, margin: float = 0) -> Box:
        """Return the plane's rectangle in km, `margin` units wider on every side."""
        more = margin / self.scale
        east = self.west + self.width / self.scale
        south = self.north - self.height / self.scale
        return self.west - more, south - more, east + more, self.north + more

    def holds(self, x: float, y: float, margin: float = 0) -> bool:
        """Whether a point of the drawing can be seen."""
        return -margin <= x <= self.width + margin and -margin <= y <= self.height + margin

    @property
    def detail(self) -> str:
        """The level of detail of borders that is enough here."""
        return "high" if self.scale > 4 else "mid" if self.scale > 1.4 else "low"


def view_of(window: Window, width: int, height: int) -> View:
    """Return the view of a window on a drawing of this size."""
    x, y = project(window.lat, window.lon)
    scale = width / window.width_km
    return View(x - window.width_km / 2, y + height / scale / 2, scale, width, height)


def fitted(
    boxes: Iterable[Box], width: int, height: int, *, margin: float, least_km: float
) -> View:
    """Return the view that shows all boxes, `margin` units free around, at least so many km."""
    west, south, east, north = _around(boxes)
    scale = min(
        (width - 2 * margin) / max(east - west, 1e-6),
        (height - 2 * margin) / max(north - south, 1e-6),
        width / least_km,
    )
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return View(middle_x - width / scale / 2, middle_y + height / scale / 2, scale, width, height)


def framed(boxes: Iterable[Box], width: int, margin: float) -> View:
    """Return the view of a drawing whose height follows from what it shows."""
    west, south, east, north = _around(boxes)
    scale = (width - 2 * margin) / (east - west)
    height = round((north - south) * scale + 2 * margin)
    return View(west - margin / scale, north + margin / scale, scale, width, height)


def bar_km(view: View) -> float:
    """Return the round number of km a scale bar of at most a fifth of the width shows."""
    return max((km for km in _SCALES if km * view.scale <= view.width / 5), default=_SCALES[0])


def _around(boxes: Iterable[Box]) -> Box:
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
