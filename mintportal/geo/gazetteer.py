"""The tables of places in memory, with the indexes that `places` asks: by PLZ, by name, by sound.

Read once, on first use (some 50 ms). Folded names come ready from the file; see `fold`.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from mintportal.geo.areas import KREISE
from mintportal.geo.files import read_table
from mintportal.geo.fold import content, fold, name_keys, untitled

END = "\U0010ffff"
MOST = 60
"""No question is answered with more places than this."""


class Ort(NamedTuple):
    """A town or village: middle in degrees, Kreis (AGS), rough size in people, number of PLZ."""

    name: str
    lat: float
    lon: float
    kreis: str
    size: int
    plz_count: int


class PlzArea(NamedTuple):
    """A postcode: its middle in degrees, Kreis (AGS), its places (main one first), the source."""

    plz: str
    lat: float
    lon: float
    kreis: str
    orte: tuple[str, ...]
    src: str


class Gazetteer:
    """All postcodes and places. Made once by `gazetteer()`."""

    def __init__(self) -> None:
        self._plz = {row[0]: (*row, "osm") for row in read_table("plz/plz.csv")}
        self._plz |= {row[0]: (*row, "geonames") for row in read_table("geonames/plz.csv")}
        self.codes = sorted(self._plz)
        self._orte = read_table("plz/orte.csv")
        self.by_key: dict[str, list[int]] = {}
        for number, row in enumerate(self._orte):
            for key in row[-1].split("|"):
                self.by_key.setdefault(key, []).append(number)
        self.keys = sorted(self.by_key)

    def __len__(self) -> int:
        return len(self._orte)

    def ort(self, number: int) -> Ort:
        """Return a place by its number; the rows lie in order of size, the biggest first."""
        name, lat, lon, kreis, size, plz_count, _ = self._orte[number]
        return Ort(name, float(lat), float(lon), kreis, int(size), int(plz_count))

    def area(self, plz: str) -> PlzArea | None:
        """Return a postcode's area, None if no source lists it."""
        row = self._plz.get(plz)
        if row is None:
            return None
        _, lat, lon, kreis, orte, src = row
        return PlzArea(plz, float(lat), float(lon), kreis, tuple(orte.split("|")), src)

    def areas_of(self, kreis: str) -> list[PlzArea]:
        """Return the postcodes of a Kreis (AGS)."""
        codes = [plz for plz, row in self._plz.items() if row[3] == kreis]
        return [area for area in map(self.area, codes) if area]

    def named(self, key: str) -> list[Ort]:
        """Return the places that go by a folded name, the biggest first."""
        return [self.ort(number) for number in self.by_key.get(key, ())]

    def called(self, key: str) -> list[Ort]:
        """Return the places a folded name means, also shortened or with „Stadt“ in front."""
        plain = untitled(key)
        return (
            self.named(key)
            or self.named(content(key))
            or (self.named(plain) if plain != key else [])
            or self.abbreviated(key)
        )

    def starting(self, prefix: str) -> list[Ort]:
        """Return the places with a name that starts so, the biggest first."""
        keys = self.keys[bisect_left(self.keys, prefix) : bisect_left(self.keys, prefix + END)]
        return self._merged(keys)

    def containing(self, word: str) -> list[Ort]:
        """Return the places with a later word that starts so („Kreuznach“), the biggest first."""
        inner = f" {word}"
        return self._merged(key for key in self.keys if inner in key)

    def similar(self, key: str, *, begun: bool = False) -> list[Ort]:
        """Return places spelled almost so: fewest slips first, then the biggest.

        Optimal string alignment: a slip is a letter too many, too few, wrong, or two swapped.
        With `begun` the key is the beginning of a name that is still being typed.
        """
        slips = allowed_slips(key)
        if not slips:
            return []
        names = [name[: len(key)] for name in self.keys] if begun else self.keys
        best: dict[int, float] = {}
        for _, distance, position in extract(
            key, names, scorer=OSA.distance, score_cutoff=slips, limit=None if begun else 60
        ):
            for number in self.by_key[self.keys[position]]:
                best[number] = min(distance, best.get(number, distance))
        return [self.ort(number) for number in sorted(best, key=lambda n: (best[n], n))[:MOST]]

    def abbreviated(self, key: str) -> list[Ort]:
        """Return places whose words all start like those of the key: `frankfurt a m`."""
        words = key.split()
        if len(words) < 2:
            return []
        return [ort for ort in self.named(words[0]) if _starts_alike(words, fold(ort.name).split())]

    def codes_starting(self, prefix: str) -> list[str]:
        """Return the postcodes that start with these digits, in order."""
        return self.codes[bisect_left(self.codes, prefix) : bisect_left(self.codes, prefix + END)]

    def _merged(self, keys: Iterator[str] | list[str]) -> list[Ort]:
        numbers = {number for key in keys for number in self.by_key[key]}
        return [self.ort(number) for number in sorted(numbers)[:MOST]]


def allowed_slips(key: str) -> int:
    """Return how many slips a name of this length may hold and still be recognised."""
    return 0 if len(key) < 4 else 1 if len(key) < 7 else 2 if len(key) < 14 else 3


@cache
def gazetteer() -> Gazetteer:
    """Return the one gazetteer of this process."""
    return Gazetteer()


@cache
def kreis_names() -> dict[str, str]:
    """Return folded name of a Landkreis without its type („harburg“) → AGS."""
    return {fold(kreis.name): kreis.ags for kreis in KREISE.values() if not kreis.is_city}


@cache
def kreis_keys() -> dict[str, str]:
    """Return folded name of a Kreis with its type („landkreis harburg“) → AGS."""
    keys: dict[str, str] = {}
    for kreis in KREISE.values():
        if not kreis.is_city:
            kinds = {kreis.official, kreis.label, f"Landkreis {kreis.name}", f"Kreis {kreis.name}"}
            keys |= {key: kreis.ags for name in kinds for key in name_keys(name)[:1]}
    return keys


def _starts_alike(short: list[str], full: list[str]) -> bool:
    if len(short) > len(full):
        return False
    rest = iter(full)
    return all(any(word.startswith(start) for word in rest) for start in short)
