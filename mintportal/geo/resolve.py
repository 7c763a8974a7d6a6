"""Reads Kreise out of free text: „Stadt Augsburg, Landkreise Augsburg und Aichach-Friedberg“.

The Land is known and helps to choose among equal names. A town stands for its Kreis, a Land for
all its Kreise, a known landscape for those it covers. What is not understood is handed back.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from mintportal.geo.areas import KREISE, LAENDER, Kreis, borders
from mintportal.geo.fold import fold, name_keys, untitled
from mintportal.geo.gazetteer import gazetteer, kreis_keys
from mintportal.geo.named_areas import NAMED_AREAS

CITY, COUNTY = "city", "county"
LONGEST_TEXT = 2_000

_TWIN = re.compile(r"\bStadt und (Landkreis|Kreis) ([^,;/()]+)")
_PIECES = re.compile(r"\s*(?:[,;/]|\bund\b|\bsowie\b|&)\s*")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BRACKET = re.compile(r"[()]")
_KIND = re.compile(r"^(Städte|Stadt|Landkreise|Landkreis|Kreise|Kreis)\s+(?=\S)")
_NO_PLACE = re.compile(r"^(seit \d{4}|im Aufbau|u\. ?a\.|\W*)$", re.IGNORECASE)
_AROUND = re.compile(r"^(Umlandkreise|Umland|umliegende Kreise)$", re.IGNORECASE)
_DIRECTION = re.compile(r"^(nord|süd|ost|west|nordwest|nordost|südwest|südost)-(?=\w)", re.I)
_BODIES = ("Region", "Regionalverband", "Städteregion")
_PLURALS = {"Städte": CITY, "Landkreise": COUNTY, "Kreise": COUNTY}
_KINDS = _PLURALS | {"Stadt": CITY, "Landkreis": COUNTY, "Kreis": COUNTY}


@dataclass(frozen=True, slots=True)
class Resolution:
    """Kreise (AGS) in order of mention, and the pieces of text that no Kreis was found for.

    `approximate`: the area is not exactly that of its Kreise („Nordwest-Berlin“).
    """

    kreise: tuple[str, ...]
    unresolved: tuple[str, ...] = ()
    approximate: bool = False


@dataclass
class _Reading:
    land: str
    kreise: list[str] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    approximate: bool = False
    carried: str = ""

    def add(self, found: list[str]) -> None:
        """Take Kreise in, each once."""
        self.kreise += [ags for ags in found if ags not in self.kreise]


def resolve_kreise(text: str, land: str) -> list[str]:
    """Return the Kreise (AGS) a text names; `land` is a Land's ISO code or name. Never raises."""
    return list(resolve(text, land).kreise)


def resolve(text: str, land: str) -> Resolution:
    """Return Kreise, leftovers and exactness of a text; see `Resolution`. Never raises."""
    reading = _Reading(_iso(land))
    plain = _TWIN.sub(r"Stadt \2, \1 \2", text[:LONGEST_TEXT])
    if not _read(plain.strip(), reading):
        for piece in _pieces(plain):
            reading.carried = _carried(piece, reading.carried)
            _read_piece(piece, reading)
    return Resolution(tuple(reading.kreise), tuple(reading.unresolved), reading.approximate)


def neighbours(ags: str) -> set[str]:
    """Return the Kreise that share a border with a Kreis (two common points of their outlines)."""
    own = _points()[ags]
    return {other for other, points in _points().items() if other != ags and len(own & points) > 1}


def _pieces(text: str) -> list[str]:
    """Split at commas, slashes, „und“ — outside brackets, so „(Elster)“ stays with its town."""
    whole = _IN_BRACKETS.findall(text)
    pieces = _PIECES.split(_IN_BRACKETS.sub("\0", text.replace("\0", " ")))
    return [_refilled(piece, whole).strip() for piece in pieces if piece]


def _refilled(piece: str, brackets: list[str]) -> str:
    return re.sub("\0", lambda _: brackets.pop(0), piece)


def _read_piece(piece: str, reading: _Reading) -> None:
    if _read(piece, reading):
        return
    outside, *inside = _BRACKET.split(piece)
    names = [part.strip() for text in inside for part in _PIECES.split(text)]
    names = [name for name in names if not _NO_PLACE.match(name)]
    understood = _read(outside.strip(), reading) if inside else False
    leftovers = [name for name in names if not _read(name, reading)]
    if not understood and len(leftovers) == len(names):
        reading.unresolved.append(piece)
    else:
        reading.unresolved += leftovers


def _read(piece: str, reading: _Reading) -> bool:
    """Add what one name stands for; False if it is not understood."""
    if _NO_PLACE.match(piece):
        return True
    if _AROUND.match(piece):
        reading.add(_around(reading.kreise))
        return bool(reading.kreise)
    match = _KIND.match(piece)
    kind = _KINDS[match.group(1)] if match else reading.carried
    name = piece[match.end() :] if match else piece
    key = fold(name)
    if not match and key in NAMED_AREAS:
        reading.add(list(NAMED_AREAS[key].kreise))
        reading.approximate |= NAMED_AREAS[key].approximate
        return True
    found = _kreise_of(key, kind, reading)
    if not found and _DIRECTION.match(name):
        found = _kreise_of(fold(_DIRECTION.sub("", name)), kind, reading)
        reading.approximate |= bool(found)
    reading.add(found)
    return bool(found)


def _kreise_of(key: str, kind: str, reading: _Reading) -> list[str]:
    kreise = _fitting(kind)
    here = [kreis for kreis in kreise if kreis.land == reading.land]
    for found in (
        [kreis.ags for kreis in here if key in _names(kreis)][:1],
        [ags for ags, kreis in KREISE.items() if key == fold(LAENDER[kreis.land].name)],
        [kreis.ags for kreis in here if key in _short_names(kreis)][:1],
        [kreis.ags for kreis in kreise if key in _names(kreis)],
    ):
        if found:
            return found if len(found) == 1 or key in _land_keys() else []
    return [kreis_keys()[key]] if key in kreis_keys() else _kreis_of_town(key, reading)


def _kreis_of_town(key: str, reading: _Reading) -> list[str]:
    places = gazetteer().called(key)
    towns = [ort for ort in places if KREISE[ort.kreis].land == reading.land]
    known = [ort for ort in towns if ort.kreis in reading.kreise]
    clear = len({ort.kreis for ort in towns}) == 1 or (
        len(towns) > 1 and towns[0].size > 3 * towns[1].size
    )
    return [ort.kreis for ort in (known or (towns if clear else []))[:1]]


def _fitting(kind: str) -> list[Kreis]:
    """Return the Kreise of a kind; kreisfreie Städte stand first."""
    kreise = sorted(KREISE.values(), key=lambda kreis: not kreis.is_city)
    return [kreis for kreis in kreise if not kind or kreis.is_city == (kind == CITY)]


@cache
def _names(kreis: Kreis) -> frozenset[str]:
    """Return a Kreis's own names, folded; „Oldenburg (Oldenburg)“ also goes by the plain one."""
    plain = kreis.name.split(" (")[0] if kreis.is_city else kreis.name
    return frozenset(map(fold, (kreis.name, kreis.official, kreis.label, plain)))


@cache
def _short_names(kreis: Kreis) -> frozenset[str]:
    """Return its shortened names, folded: „freiburg“, „hannover“, „ortenau“."""
    short = {*name_keys(kreis.name), fold(kreis.name.removesuffix("kreis"))}
    short |= {fold(kreis.name.removeprefix(f"{word} ")) for word in _BODIES}
    return frozenset(short | {untitled(key) for key in short})


@cache
def _land_keys() -> dict[str, str]:
    return {fold(land.name): iso for iso, land in LAENDER.items()}


def _around(kreise: list[str]) -> list[str]:
    """Return the Landkreise around, within the same Regierungsbezirk (first three digits)."""
    found = {other for ags in kreise for other in neighbours(ags) if other[:3] == ags[:3]}
    return sorted(ags for ags in found if not KREISE[ags].is_city)


@cache
def _points() -> dict[str, frozenset[tuple[float, float]]]:
    return {
        ags: frozenset(point for polygon in shape for ring in polygon for point in ring)
        for ags, shape in borders("low").items()
    }


def _carried(piece: str, before: str) -> str:
    """Return the kind a plural („Landkreise X, Y und Z“) lends to the names after it."""
    match = _KIND.match(piece)
    return _PLURALS.get(match.group(1), "") if match else before


def _iso(land: str) -> str:
    return _land_keys().get(fold(land), land)
