"""How a query names a place: „in Bochum“, „Halle (Saale)“, „44805 Bochum“, „Kreis Unna“, „NRW“."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mintportal.geo.areas import LAENDER
from mintportal.geo.fold import CONNECTORS, fold
from mintportal.geo.gazetteer import gazetteer, kreis_keys
from mintportal.geo.places import find
from offers.search.text import PARTS, STOP_WORDS, WRITTEN_PARTS, normal, stem

BIG_TOWN, KNOWN_TOWN, CITY = 15_000, 30_000, 50_000
"""People in a town that needs no „in“, in one whose name is an ordinary word, in one of parts."""
LONGEST_NAME = 4
"""Words of a place: „Brandenburg an der Havel“."""
_IN = frozenset(("in", "nahe", "raum", "umkreis", "nähe"))
_BEFORE = _IN | {"bei", "um", "aus", "rund"}
"""Words before a place; behind the latter may be a thing as well: „bei Regen“, „aus Sand“."""
_LAENDER = {fold(land.name): land.name for land in LAENDER.values()}
_SHORT = {
    "nrw": "Nordrhein-Westfalen",
    "rlp": "Rheinland-Pfalz",
    "bawü": "Baden-Württemberg",
    "bawue": "Baden-Württemberg",
    "meckpomm": "Mecklenburg-Vorpommern",
}
_RIVERS = frozenset(("ruhr", "rhein", "main", "saale", "neckar", "donau", "weser", "elbe", "lahn"))
_PLZ = re.compile(r"(?<!\d)\d{5}(?!\d)")
_NAME = re.compile(r"[^\W\d_]+(?:[-./][^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+")
_PARTED = re.compile(r"([^\W\d_]{3,})[-/]([^\W\d_]{3,})")
_BETWEEN = re.compile(r"[\s(]*")


class Sight(NamedTuple):
    """A place in a text: where its name stands, and where the words that belong to it start.

    ``value`` is what to look for, if that is not what is written.
    """

    start: int
    end: int
    taken_from: int
    value: str = ""


def place_in(text: str) -> Sight | None:
    """The place that a small-lettered text names beyond doubt; of several the longest name."""
    return _postcode(text) or next(_towns(text), None)


def _postcode(text: str) -> Sight | None:
    code = _PLZ.search(text)
    if not code or not find(code.group()).place:
        return None
    end = code.end()
    for name, last in _names_behind(text, end):
        if gazetteer().named(fold(name)) and find(f"{code.group()} {name}").exact:
            end = last
            break
    return Sight(code.start(), end, code.start(), code.group())


def _names_behind(text: str, start: int) -> Iterator[tuple[str, int]]:
    """What may be the name behind a postcode, the longest first, each with its end."""
    ends: list[int] = []
    for found in _NAME.finditer(text, start):
        before = ends[-1] if ends else start
        if not _BETWEEN.fullmatch(text, before, found.start()) or len(ends) == LONGEST_NAME:
            break
        ends.append(found.end())
    return ((text[start:end], _closed(text, start, end)) for end in reversed(ends))


def _towns(text: str) -> Iterator[Sight]:
    names = list(_NAME.finditer(text))
    for length in range(LONGEST_NAME, 0, -1):
        for first in range(len(names) - length + 1):
            chosen = names[first : first + length]
            start, end = chosen[0].start(), chosen[-1].end()
            before = names[first - 1] if first else None
            if before and not _BETWEEN.fullmatch(text, before.end(), start):
                before = None
            word = before.group() if before else ""
            value = _meant(text[start:end], word, alone=len(names) == length)
            if value:
                taken_from = before.start() if before and word in _BEFORE else start
                other = "" if value == text[start:end] else value
                yield Sight(start, _closed(text, start, end), taken_from, other)


def _closed(text: str, start: int, end: int) -> int:
    """The end of a name, with the bracket or the dot that belongs to it: „a. M.“, „(Saale)“."""
    name = text[start:end]
    is_open = name.count("(") > name.count(")") and text[end : end + 1] == ")"
    is_short = "." in name and text[end : end + 1] == "."
    return end + 1 if is_open or is_short else end


def _meant(name: str, before: str, *, alone: bool) -> str:
    """What to find for words that name a place; "" if they may mean anything else."""
    if name in _SHORT:
        return _SHORT[name]
    if len(name) < 3 or normal(name) in STOP_WORDS:
        return ""
    if _is_called(fold(name)):
        return name if find(name).exact and _is_sure(name, before, alone=alone) else ""
    if _is_on_river(_WORD.findall(name)):
        return name if find(name).place else ""
    parted = _PARTED.fullmatch(name)
    return parted.group(1).capitalize() if parted and _is_city(*parted.groups()) else ""


def _is_on_river(words: list[str]) -> bool:
    """Whether a river tells which town it is: „Essen an der Ruhr“, „Marburg (Lahn)“."""
    little = all(word in STOP_WORDS for word in words[1:-1])
    return words[-1] in _RIVERS and little and len(words) > 1 and _size(words[0]) >= BIG_TOWN


def _is_city(name: str, behind: str) -> bool:
    """Whether it is „Köln-Ehrenfeld“ or „Köln/Bonn“, and not „Essen-Projekt“."""
    return not (_is_ordinary([name]) or _is_ordinary([behind])) and _size(name) >= CITY


def _is_called(key: str) -> bool:
    """Whether this is a whole name, without a little word behind it („Gießen von“)."""
    if key in kreis_keys() or key in _LAENDER or gazetteer().named(key):
        return True
    return key.split(" ")[-1] not in CONNECTORS and bool(gazetteer().called(key))


def _is_sure(name: str, before: str, *, alone: bool) -> bool:
    """Whether it is the place that is meant, not what the words say."""
    words = _WORD.findall(name)
    if before in _IN:
        return True
    if _is_ordinary(words):
        return _size(name) >= BIG_TOWN if len(words) > 1 else alone and _size(name) >= KNOWN_TOWN
    is_area = fold(name) in kreis_keys() or fold(name) in _LAENDER
    return alone or is_area or before in _BEFORE or len(words) > 1 or _size(name) >= BIG_TOWN


def _is_ordinary(words: list[str]) -> bool:
    return all(word in STOP_WORDS or _is_known(normal(word)) for word in words)


def _is_known(word: str) -> bool:
    """Whether it is a word that we know, whole: „Regen“, „Wolken“, but not „Ulm“ (Ulme)."""
    is_cut = any(word + ending in WRITTEN_PARTS for ending in ("e", "en", "er"))
    return stem(word) in PARTS and (word in WRITTEN_PARTS or not is_cut)


def _size(name: str) -> int:
    return max((ort.size for ort in gazetteer().called(fold(name))), default=0)
