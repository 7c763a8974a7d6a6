"""Finds the place a visitor means: a postcode, a town, „44805 Bochum“, or one with a slip in it.

Every function takes any text whatsoever and never raises; what is no place is answered with none.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import fmean

from mintportal.geo.areas import KREISE, LAENDER
from mintportal.geo.fold import LONGEST, fold
from mintportal.geo.gazetteer import Ort, PlzArea, gazetteer, kreis_keys, kreis_names

MOST_CANDIDATES = 12
BIG_CITY, TIMES_BIGGER = 50_000, 20
"""Asked for „Essen“, we take the city that is so much bigger than all others of the name."""

FEW_PLZ = 3
"""A place with fewer postcodes lies at its own middle rather than at that of the postcode."""

_FIRST_PLZ, _LAST_PLZ = "01000", "99998"
_SPLIT = re.compile(r"[(,;]")


@dataclass(frozen=True, slots=True)
class Place:
    """A spot on the map with a name; degrees, Kreis as AGS, Land as ISO code („NW“).

    `plz` is empty when the place was asked for by name. `approximate`: the point is a guess from
    neighbouring postcodes, or the middle of a Kreis or of a Land (whose `kreis` is empty).
    """

    name: str
    plz: str
    lat: float
    lon: float
    kreis: str
    land: str
    approximate: bool = False

    @property
    def label(self) -> str:
        """What stands in a field or a list; `find` of a label gives the same place again."""
        if self.plz:
            return f"{self.plz} {self.name}" + (" (ungefähr)" if self.approximate else "")
        if self.approximate or find(self.name).place == self:
            return self.name
        return f"{self.name} ({KREISE[self.kreis].official})"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a search for a place.

    With `place`, `candidates` are other readings of the text. Without, they are the question
    „Meinten Sie …?“ (several of that name, or a slip); none of both means: unknown. `exact` says
    that the text names the place itself: no slip, no guess, nothing left over.
    """

    text: str
    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    exact: bool = False


def find(text: str) -> Finding:
    """Return what place a text means. Never raises; see `Finding`."""
    shown = text[:LONGEST]
    key = fold(text)
    digits = next((word for word in key.split() if len(word) == 5 and word.isdecimal()), "")
    if digits:
        name = " ".join(w for w in key.split() if w not in {digits, "d", "de", "ungefaehr"})
        return _find_plz(shown, digits, name)
    if not key or not any(char.isalpha() for char in key):
        return Finding(shown)
    return _find_name(shown, key)


def suggest(text: str, limit: int = 8) -> list[Place]:
    """Return up to `limit` places for a text that is still being typed, the likeliest first."""
    key = fold(text)
    if not key or limit < 1:
        return []
    if key[0].isdecimal():
        return _suggest_plz(key, limit)
    known = gazetteer()
    found = [*known.named(key)[:limit], *known.starting(key)]
    if len(found) < limit and len(key) > 2:
        found += [*known.abbreviated(key), *known.containing(key)]
    return _places(found or known.similar(key, begun=True), limit)


def place_of_plz(plz: str) -> Place | None:
    """Return the place of a postcode: exact, a guess from its neighbours, or None."""
    area = gazetteer().area(plz)
    if area:
        return _at(area)
    return _guess(plz)


def _find_plz(text: str, plz: str, name: str) -> Finding:
    known = gazetteer()
    area = known.area(plz)
    if area is None:
        return Finding(text, _guess(plz))
    ort = _matching(area, name)
    if ort or not name:
        return Finding(text, _at(area, ort), exact=True)
    others = _places(known.named(name), MOST_CANDIDATES)
    return Finding(text, _at(area), tuple(others), exact=False)


def _find_name(text: str, key: str) -> Finding:
    known = gazetteer()
    words = key.split()
    found = known.called(key) or _qualified(text)
    if found:
        return _decide(text, found, key)
    area = _middle(key)
    if area:
        return Finding(text, area, exact=True)
    near = known.similar(key) or (known.containing(key) if len(key) > 4 else [])
    if near:
        return Finding(text, None, tuple(_places(near, MOST_CANDIDATES)))
    for length in range(len(words) - 1, 0, -1):
        found = known.named(" ".join(words[:length])) if len(words[0]) > 2 else []
        if found:
            return replace(_decide(text, found), exact=False)
    return Finding(text)


def _decide(text: str, found: list[Ort], key: str = "") -> Finding:
    """Return the finding for places that all bear the name; a Kreis of that name may join in."""
    places = _places(found, MOST_CANDIDATES)
    kreis = kreis_names().get(key)
    if kreis and kreis != found[0].kreis and not KREISE[found[0].kreis].is_city:
        return Finding(text, None, (*places, _middle_of_kreis(kreis)))
    if len(found) == 1:
        return Finding(text, places[0], exact=True)
    if _clear(found, places[0]):
        return Finding(text, places[0], tuple(places[1:]), exact=True)
    return Finding(text, None, tuple(places))


def _clear(found: list[Ort], place: Place) -> bool:
    """Whether a name that all of `found` bear means this place without saying more."""
    if not found or (found[0].name, found[0].kreis) != (place.name, place.kreis):
        return False
    first, *others = found
    return not others or (first.size >= BIG_CITY and first.size > TIMES_BIGGER * others[0].size)


def _qualified(text: str) -> list[Ort]:
    """Return places for „name (Kreis or Land)“ and „name, Land“."""
    for cut in reversed([match.start() for match in _SPLIT.finditer(text)]):
        wanted = fold(text[cut:])
        name = fold(text[:cut])
        found = [ort for ort in gazetteer().named(name) if _lies_in(ort, wanted)]
        if found:
            return [ort for ort in found if fold(ort.name) == name] or found
    return []


def _lies_in(ort: Ort, wanted: str) -> bool:
    kreis = KREISE[ort.kreis]
    names = (kreis.official, kreis.name, kreis.label, LAENDER[kreis.land].name, kreis.land)
    return any(fold(name) == wanted for name in names)


def _matching(area: PlzArea, name: str) -> str:
    """Return the place of a postcode that a folded name means, „“ if none."""
    if not name:
        return ""
    for ort in area.orte:
        full = fold(ort)
        if full == name or full.startswith(name + " ") or name.startswith(full + " "):
            return ort
    known = gazetteer()
    meant = {ort.name for ort in (*known.named(name), *known.similar(name)[:3])}
    return next((ort for ort in area.orte if ort in meant), "")


def _at(area: PlzArea, name: str = "") -> Place:
    """Return the place of a postcode; one of its smaller places lies at its own spot and Kreis."""
    main = area.orte[0]
    if name and name != main:
        named = [ort for ort in gazetteer().named(fold(name)) if ort.name == name]
        near = min(named, key=lambda o: abs(o.lat - area.lat) + abs(o.lon - area.lon), default=None)
        if near:
            own = _place(near, area.plz)
            return own if near.plz_count < FEW_PLZ else replace(own, lat=area.lat, lon=area.lon)
    return Place(name or main, area.plz, area.lat, area.lon, area.kreis, KREISE[area.kreis].land)


def _guess(plz: str) -> Place | None:
    """Return the mean of the postcodes that share the longest beginning (4 or 3 digits)."""
    if not (len(plz) == 5 and plz.isdecimal() and plz.isascii() and _FIRST_PLZ <= plz <= _LAST_PLZ):
        return None
    known = gazetteer()
    codes = known.codes_starting(plz[:4]) or known.codes_starting(plz[:3])
    if not codes:
        return None
    areas = [area for area in map(known.area, codes) if area]
    name = Counter(area.orte[0] for area in areas).most_common(1)[0][0]
    kreis = Counter(area.kreis for area in areas).most_common(1)[0][0]
    lat, lon = fmean(area.lat for area in areas), fmean(area.lon for area in areas)
    return Place(name, plz, round(lat, 4), round(lon, 4), kreis, KREISE[kreis].land, True)


def _middle(key: str) -> Place | None:
    """Return the middle of the Kreis or Land a folded name means; a Land has no Kreis („“)."""
    if key in kreis_keys():
        return _middle_of_kreis(kreis_keys()[key])
    for land in LAENDER.values():
        if fold(land.name) == key:
            return Place(land.name, "", land.lat, land.lon, "", land.iso, True)
    return None


def _middle_of_kreis(ags: str) -> Place:
    kreis = KREISE[ags]
    return Place(kreis.official, "", kreis.lat, kreis.lon, ags, kreis.land, True)


def _suggest_plz(key: str, limit: int) -> list[Place]:
    digits, _, name = key.partition(" ")
    known = gazetteer()
    codes = known.codes_starting(digits)[:limit] if digits.isdecimal() else []
    areas = [area for area in map(known.area, codes) if area]
    places = [
        _at(area, ort)
        for area in areas
        for ort in area.orte[: limit if len(areas) == 1 else 1]
        if any(part.startswith(name) for part in (fold(ort), *fold(ort).split()))
    ]
    if not places and len(digits) == 5:
        guess = place_of_plz(digits)
        places = [guess] if guess else []
    return places[:limit]


def _places(orte: Iterable[Ort], limit: int) -> list[Place]:
    unique = list(dict.fromkeys(orte))[:limit]
    return [_place(ort, _telling_plz(ort)) for ort in unique]


def _place(ort: Ort, plz: str = "") -> Place:
    return Place(ort.name, plz, ort.lat, ort.lon, ort.kreis, KREISE[ort.kreis].land)


def _telling_plz(ort: Ort) -> str:
    """Return a postcode for a place whose Kreis holds another of the same name, else „“."""
    known = gazetteer()
    same = [o for o in known.named(fold(ort.name)) if (o.name, o.kreis) == (ort.name, ort.kreis)]
    if len(same) == 1:
        return ""
    areas = [area for area in known.areas_of(ort.kreis) if ort.name in area.orte]
    near = min(areas, key=lambda a: abs(a.lat - ort.lat) + abs(a.lon - ort.lon), default=None)
    return near.plz if near else ""
