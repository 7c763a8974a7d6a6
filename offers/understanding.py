"""Numbers, classes, ages and places in the words of a query: what they say, said as filters.

„Chemie Klasse 8 in Bochum“ → the words „Chemie“, ``klasse=8``, ``ort=Bochum``. Quoted and
excluded words are left alone, and so is whatever the visitor has already set as a filter.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mintportal.geo.fold import fold
from mintportal.geo.gazetteer import gazetteer, kreis_keys
from mintportal.geo.places import find
from offers.number_words import READINGS
from offers.search.text import PARTS, STOP_WORDS, normal, stem

LONGEST = 300
BIG_TOWN = 15_000
LONGEST_NAME = 4
"""Words of a place: „Brandenburg an der Havel“."""
_PREPOSITIONS = frozenset(("in", "bei", "um", "nahe", "aus", "raum", "umkreis", "rund", "nähe"))
_QUOTES = '"„“”«»‟‹›'
_PROTECTED = re.compile(rf"[-−–]?[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]?|(?<!\S)[-−–]\S+")
_RIVERS = frozenset(("ruhr", "rhein", "main", "oder", "saale", "neckar", "donau", "weser", "elbe"))
_PLZ = re.compile(r"(?<!\d)(\d{5})(?!\d)(?:\s+([^\W\d_]+))?")
_NAME = re.compile(r"[^\W\d_]+(?:[-./][^\W\d_]+)*")


@dataclass(frozen=True)
class Part:
    """A piece of the query, and the filter that it says: ``("klasse", "8", "Klasse 8")``."""

    parameter: str
    value: str
    text: str


@dataclass(frozen=True)
class Understood:
    """The filters in a query, and the words that remain."""

    words: str
    parts: tuple[Part, ...] = ()

    @property
    def quoted(self) -> str:
        """The query in which all that was understood stands in quotes, and so is left alone."""
        text = " ".join([self.words, *(f'"{part.text}"' for part in self.parts)]).strip()
        again = understand(text)
        return again.quoted if again.parts else text


def understand(text: str, given: Collection[str] = ()) -> Understood:
    """Reads the filters out of a query; ``given`` parameters are already set and stay.

    Never raises; a text longer than 300 characters is left as it is.
    """
    if not text.strip() or len(text) > LONGEST:
        return Understood(text)
    rest = _Rest(text)
    parts: list[Part] = []
    taken = set(given)
    for parameter, pattern, read in READINGS:
        if parameter in taken:
            continue
        found = pattern.search(rest.readable)
        if found:
            parts.append(Part(parameter, read(found.group(1)), rest.take(found.span())))
            taken.add(parameter)
    if "ort" not in taken:
        parts += _place(rest)
    return Understood(rest.words, tuple(parts))


class _Rest:
    """What has not been understood yet; positions stay those of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open = [True] * len(text)
        for protected in _PROTECTED.finditer(text):
            self._close(*protected.span())
        self.kept = list(self.open)
        self.taken = [False] * len(text)

    def _close(self, start: int, end: int) -> None:
        self.open[start:end] = [False] * (end - start)

    @property
    def readable(self) -> str:
        """In small letters, with blanks for what is not to be read."""
        small = "".join(one if len(one) == 1 else "?" for one in (c.lower() for c in self.text))
        return "".join(c if is_open else " " for c, is_open in zip(small, self.open, strict=True))

    def take(self, span: tuple[int, int]) -> str:
        """Marks a piece as understood and returns it."""
        self._close(*span)
        self.taken[span[0] : span[1]] = [True] * (span[1] - span[0])
        return self.text[span[0] : span[1]].strip()

    @property
    def words(self) -> str:
        """The rest of the text."""
        left = "".join(" " if gone else c for c, gone in zip(self.text, self.taken, strict=True))
        return " ".join(left.split())


def _place(rest: _Rest) -> Iterator[Part]:
    code = _PLZ.search(rest.readable)
    if code and find(code.group(1)).place:
        named = code.group(2) and find(code.group()).exact
        yield Part("ort", code.group(1), rest.take(code.span(0 if named else 1)))
        return
    names = list(_NAME.finditer(rest.readable))
    for length in range(LONGEST_NAME, 0, -1):
        for first in range(len(names) - length + 1):
            chosen = names[first : first + length]
            span = (chosen[0].start(), chosen[-1].end())
            before = names[first - 1] if first else None
            if _means_place(rest, span, before, alone=len(names) == length):
                start = before.start() if before and before.group() in _PREPOSITIONS else span[0]
                name = rest.text[slice(*span)]
                rest.take((start, span[1]))
                yield Part("ort", name, name)
                return


def _means_place(
    rest: _Rest, span: tuple[int, int], before: re.Match[str] | None, *, alone: bool
) -> bool:
    """Whether words name a place beyond doubt: after „in“, alone, or a town that all know."""
    name = rest.text[slice(*span)]
    if normal(name) in STOP_WORDS or len(name) < 3:
        return False
    town, _, river = normal(name).partition(" ")
    if river in _RIVERS and _size(town) >= BIG_TOWN:
        return find(name).place is not None
    key = fold(name)
    if not gazetteer().called(key) and key not in kreis_keys():
        return False  # no need to ask what it may be misspelt from
    found = find(name)
    if not found.place or not found.exact or (found.place.approximate and not found.place.kreis):
        return False
    if alone or (before and before.group() in _PREPOSITIONS):
        return True
    return stem(normal(name)) not in PARTS and _size(name) >= BIG_TOWN


def _size(name: str) -> int:
    return max((ort.size for ort in gazetteer().called(fold(name))), default=0)
