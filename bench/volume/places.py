"""Where institutions and offers are: real Postleitzahlen, more of them where more people live."""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from bench.volume.chance import Chance
from mintportal.geo.areas import KREISE, Kreis
from mintportal.geo.gazetteer import PlzArea, gazetteer


@cache
def _kreise() -> tuple[tuple[Kreis, ...], tuple[int, ...]]:
    """The Kreise, and running sums of their people."""
    kreise = tuple(KREISE.values())
    return kreise, tuple(accumulate(kreis.population_2018 for kreis in kreise))


@cache
def _areas() -> dict[str, list[PlzArea]]:
    """The Postleitzahlen of each Kreis."""
    found: dict[str, list[PlzArea]] = {ags: [] for ags in KREISE}
    for code in gazetteer().codes:
        area = gazetteer().area(code)
        if area and area.kreis in found:
            found[area.kreis].append(area)
    return found


@dataclass(frozen=True)
class Spot:
    """A place on the map: the fields that institutions and offers share."""

    plz: str
    town: str
    lat: float
    lon: float
    kreis: str
    land: str


def any_kreis(chance: Chance) -> str:
    """The AGS of a Kreis; big ones come often."""
    kreise, people = _kreise()
    return chance.choices(kreise, cum_weights=people)[0].ags


def spot_in(chance: Chance, kreis: str) -> Spot:
    """Somewhere in a Kreis."""
    areas = _areas()[kreis]
    if not areas:
        one = KREISE[kreis]
        return Spot("", one.name, one.lat, one.lon, kreis, one.land)
    area = chance.choice(areas)
    return Spot(area.plz, area.orte[0], area.lat, area.lon, kreis, KREISE[kreis].land)
