"""The tables of places: which PLZ lies where, which places there are, how big they roughly are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import cos, hypot, radians
from statistics import fmean

from shapely import STRtree
from shapely.geometry import Point

from mintportal.geo.build.readers import Gemeinde
from mintportal.geo.fold import fold, name_keys

LatLon = tuple[float, float]
NEAR_KM = 25.0
"""How far from a PLZ's point a Gemeinde of the right name may be to be taken for its place."""
TOWN_SHARE = 5
"""How many villages a town counts for, when a PLZ's people are dealt out to its places."""
TOWN = "Stadt"
MANY_PLZ = 5
WITHOUT_PEOPLE = "Gemeindefreies Gebiet"


@dataclass
class Ort:
    """A place as visitors know it: a Gemeinde, or a name from OpenStreetMap that matches none."""

    name: str
    kreis: str
    kind: str
    point: LatLon
    plz: list[str] = field(default_factory=list)
    points: list[LatLon] = field(default_factory=list)
    people: float = 0


@dataclass(frozen=True)
class PlzRow:
    """A line of plz.csv; `orte` with the most important place first."""

    plz: str
    point: LatLon
    orte: tuple[str, ...]
    kreis: str


class Gazetteer:
    """Finds the Gemeinde of a point, and the Gemeinde that a name near a point means."""

    def __init__(self, gemeinden: list[Gemeinde]) -> None:
        self.gemeinden = gemeinden
        self.tree = STRtree([gemeinde.shape for gemeinde in gemeinden])
        self.points = [_point(gemeinde) for gemeinde in gemeinden]
        self.by_key: dict[str, set[int]] = defaultdict(set)
        for number, gemeinde in enumerate(gemeinden):
            for key in name_keys(gemeinde.name):
                self.by_key[key].add(number)

    def at(self, point: LatLon) -> int:
        """Return the number of the Gemeinde at a point, or the nearest one."""
        return int(self.tree.nearest(Point(point[1], point[0])))

    def named(self, name: str, near: LatLon) -> int | None:
        """Return the nearest Gemeinde within `NEAR_KM` that goes by this name.

        A name that agrees word for word beats a nearer one that only shares the short form.
        """
        for keys in ([fold(name)], name_keys(name)):
            found = {number for key in keys for number in self.by_key.get(key, ())}
            reach = [(_km(self.points[number], near), number) for number in found]
            reach = [(km, number) for km, number in reach if km <= NEAR_KM]
            if reach:
                return min(reach)[1]
        return None

    def anywhere_in(self, kreis: str, name: str) -> int | None:
        """Return the Gemeinde of this very name in a Kreis (Neuwerk, far out, is Hamburg)."""
        numbers = self.by_key.get(fold(name), ())
        return next((n for n in sorted(numbers) if self.gemeinden[n].kreis == kreis), None)


def build_places(
    orte: Mapping[str, list[str]], points: Mapping[str, LatLon], gazetteer: Gazetteer
) -> tuple[list[PlzRow], list[Ort]]:
    """Return one row per PLZ of `points`, and all places; PLZ without names get their Gemeinde's.

    The Kreis of a PLZ is that of its main place; see `_main_first`.
    """
    places: dict[object, Ort] = {}
    rows: list[tuple[str, LatLon, list[Ort], Ort | None]] = []
    for plz, point in sorted(points.items()):
        here = gazetteer.at(point)
        names = orte.get(plz) or [gazetteer.gemeinden[here].name]
        named = [(name, gazetteer.named(name, point)) for name in names]
        kreis = gazetteer.gemeinden[here].kreis
        found = [_place(places, gazetteer, name, n, kreis, point) for name, n in named]
        for place in found:
            place.plz.append(plz)
            place.points.append(point)
        home = next((p for p, (_, n) in zip(found, named, strict=True) if n == here), None)
        rows.append((plz, point, found, home))
    table = []
    for plz, point, found, home in rows:
        sorted_orte = _main_first(found, home)
        unique = tuple(dict.fromkeys(place.name for place in sorted_orte))
        table.append(PlzRow(plz, point, unique, sorted_orte[0].kreis))
    return table, list(places.values())


def add_missing(places: list[Ort], gazetteer: Gazetteer) -> list[Ort]:
    """Return the places with the Gemeinden that no PLZ names, so that they can be found too."""
    known = {(key, place.kreis) for place in places for key in name_keys(place.name)}
    missing = [
        Ort(gemeinde.name, gemeinde.kreis, gemeinde.kind, point)
        for gemeinde, point in zip(gazetteer.gemeinden, gazetteer.points, strict=True)
        if gemeinde.kind != WITHOUT_PEOPLE
        and not any((key, gemeinde.kreis) in known for key in name_keys(gemeinde.name))
    ]
    return [*places, *missing]


def estimate_people(places: list[Ort], population: Mapping[str, int]) -> None:
    """Set `people`: each Kreis's population, dealt out evenly to its PLZ, then to their places.

    An estimate that only ranks suggestions and map labels; it is never shown.
    """
    sharing: dict[str, list[Ort]] = defaultdict(list)
    for place in places:
        for plz in place.plz:
            sharing[plz].append(place)
    parts: dict[int, float] = defaultdict(float)
    for here in sharing.values():
        whole = sum(_share(place) for place in here)
        for place in here:
            parts[id(place)] += _share(place) / whole
    per_kreis: dict[str, float] = defaultdict(float)
    for place in places:
        per_kreis[place.kreis] += parts[id(place)]
    for place in places:
        if parts[id(place)]:
            share = parts[id(place)] / per_kreis[place.kreis]
            place.people = round(population[place.kreis] * share)
        if len(place.plz) >= 3:
            place.point = (fmean(p[0] for p in place.points), fmean(p[1] for p in place.points))


def _place(
    places: dict, gazetteer: Gazetteer, name: str, number: int | None, kreis: str, point: LatLon
) -> Ort:
    if number is None:
        number = gazetteer.anywhere_in(kreis, name)
    if number is None:
        return places.setdefault((name, kreis), Ort(name, kreis, "", point))
    gemeinde = gazetteer.gemeinden[number]
    if fold(gemeinde.name).startswith(f"{fold(name)} "):
        name = gemeinde.name
    new = Ort(name, gemeinde.kreis, gemeinde.kind, gazetteer.points[number])
    return places.setdefault(number, new)


def _main_first(orte: Iterable[Ort], home: Ort | None) -> list[Ort]:
    """Return the places of a PLZ with the main one first.

    `home` is the place the PLZ's point lies in, None if it lies in a neighbour (areas in several
    parts). Its Kreis goes before others, unless home is a village and the other a town with few
    PLZ; a city with many PLZ, which this one only touches, goes behind a home with few; then towns
    go before villages.
    """

    def rank(place: Ort) -> tuple:
        """The smaller, the more it is the main place."""
        own_town = place.kind == TOWN and len(place.plz) < MANY_PLZ
        elsewhere = (
            home is not None and place.kreis != home.kreis and not (own_town and home.kind != TOWN)
        )
        touched = (
            home is not None
            and len(place.plz) >= MANY_PLZ > len(home.plz)
            and place.kind == home.kind == TOWN
        )
        return (
            elsewhere,
            touched,
            place.kind != TOWN,
            -len(place.plz),
            place is not home,
            place.name,
        )

    return sorted(orte, key=rank)


def _share(place: Ort) -> int:
    return TOWN_SHARE if place.kind == TOWN else 1


def _point(gemeinde: Gemeinde) -> LatLon:
    middle = gemeinde.shape.centroid
    if not gemeinde.shape.contains(middle):
        middle = gemeinde.shape.representative_point()
    return middle.y, middle.x


def _km(a: LatLon, b: LatLon) -> float:
    return hypot((a[0] - b[0]) * 111.2, (a[1] - b[1]) * 111.2 * cos(radians(a[0])))
