"""Numbers, classes, ages and places in the words of a query: what they say, said as filters.

„Chemie Klasse 8 in Bochum“ → the words „Chemie“, ``klasse=8``, ``ort=Bochum``. Quoted and
excluded words are left alone, and so is whatever the visitor has already set as a filter.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from offers.number_words import READINGS
from offers.place_words import place_in

LONGEST = 300
_QUOTES = '"„“”«»‟‹›'
_PROTECTED = re.compile(rf"[-−–]?[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]?|(?<!\S)[-−–]\S+")
_LEFT_OVER = "()[],.;:/"


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
    if not parts:
        return Understood(rest.words)
    # What is left stands closer together now; read again, it must say nothing new.
    again = understand(rest.words, {*given, *(part.parameter for part in parts)})
    return Understood(again.words, (*parts, *again.parts))


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
        pieces = left.split()
        if any(self.taken):  # brackets and commas around what was taken
            pieces = [piece for piece in pieces if piece.strip(_LEFT_OVER)]
        return " ".join(pieces)


def _place(rest: _Rest) -> Iterator[Part]:
    seen = place_in(rest.readable)
    if seen:
        name = rest.text[seen.start : seen.end]
        rest.take((seen.taken_from, seen.end))
        yield Part("ort", seen.value or name, name)
