"""Names on a map: a few big towns for orientation, placed so that nothing covers anything."""

from collections.abc import Collection, Iterable
from functools import cache

from mintportal.geo.areas import KREISE
from mintportal.geo.gazetteer import Ort, gazetteer
from mintportal.geo.maps.model import Circle, Label, Pin
from mintportal.geo.maps.window import View
from mintportal.geo.projection import project

LETTER_PX, LINE_PX = 7.2, 18.0
"""Roughly how much room a name of the stylesheet's 13 units takes."""

SPOTS = ((0, -10), (0, 13), (0, -24), (0, 26))
"""Where a town's name may stand, seen from its dot: above, below, and past a pin on it."""

MOST_TOWNS = 3_000

Room = tuple[float, float, float, float]


class Rooms:
    """The parts of a drawing that are taken. Ask with `fits`, which also takes."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.taken: list[Room] = []

    def take(self, x: float, y: float, half_width: float, half_height: float) -> None:
        """Keep others out of a rectangle around (x, y)."""
        self.taken.append((x - half_width, y - half_height, x + half_width, y + half_height))

    def fits(self, x: float, y: float, text: str) -> bool:
        """Whether a name has room around (x, y); if so, the room is taken."""
        half = len(text) * LETTER_PX / 2 + 4
        room = (x - half, y - LINE_PX / 2, x + half, y + LINE_PX / 2)
        inside = room[0] >= 2 and room[1] >= 2
        inside = inside and room[2] <= self.view.width - 2 and room[3] <= self.view.height - 2
        free = inside and not any(
            room[0] < t[2] and t[0] < room[2] and room[1] < t[3] and t[1] < room[3]
            for t in self.taken
        )
        if free:
            self.taken.append(room)
        return free

    def take_all(self, pins: Iterable[Pin], circle: Circle | None = None) -> None:
        """Keep names away from signs and from the middle of a circle."""
        for pin in pins:
            self.take(pin.x, pin.y, pin.r + 2, pin.r + 2)
        if circle:
            self.take(circle.x, circle.y, 9, 9)


def towns(rooms: Rooms, most: int = 8, without: Collection[str] = ()) -> list[Label]:
    """Return names of the biggest towns in view, at most so many, the biggest first.

    `without`: names that stand on the map already.
    """
    west, south, east, north = rooms.view.box()
    labels: list[Label] = []
    for name, x_km, y_km in _towns():
        if len(labels) == most:
            break
        if west < x_km < east and south < y_km < north and name not in without:
            x, y = rooms.view.xy(x_km, y_km)
            spot = next(((dx, dy) for dx, dy in SPOTS if rooms.fits(x + dx, y + dy, name)), None)
            if spot:
                rooms.take(x, y, 4, 4)
                labels.append(Label(round(x, 1), round(y, 1), name, "town", *spot))
    return labels


def kreis_names(rooms: Rooms, kreise: Iterable[str]) -> list[Label]:
    """Return the names of Kreise that have room at their middle."""
    labels = []
    for ags in kreise:
        kreis = KREISE[ags]
        x, y = rooms.view.place(kreis.lat, kreis.lon)
        if rooms.fits(x, y, kreis.label):
            labels.append(Label(x, y, kreis.label, "area"))
    return labels


@cache
def _towns() -> list[tuple[str, float, float]]:
    known = gazetteer()
    orte = (known.ort(number) for number in range(min(MOST_TOWNS, len(known))))
    return [(_short(ort), *project(ort.lat, ort.lon)) for ort in orte]


def _short(ort: Ort) -> str:
    return ort.name.split(" - ")[0].split(" (")[0].split("/")[0]
