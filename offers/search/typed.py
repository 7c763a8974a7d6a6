"""What somebody typed: words that should occur, phrases that must, words that must not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from offers.search.text import NOISE, STOP_WORDS, stem, tokens, words

MOST_WORDS = 24
LONGEST_TEXT = 1000
_QUOTES = str.maketrans(dict.fromkeys("„“”«»‟‹›", '"'))
_PIECE = re.compile(r'([-−–]?)"([^"]*)"?|(\S+)')
_MINUS = ("-", "−", "–")


@dataclass(frozen=True)
class Word:
    """A typed word and its stem; ``pieces`` are the stems that hyphens join in it."""

    written: str
    stem: str
    pieces: tuple[str, ...] = ()

    @property
    def is_noise(self) -> bool:
        """Whether it says nothing about an offer."""
        return not self.pieces and self.written in NOISE


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other."""

    words: tuple[Word, ...]

    @property
    def tsquery(self) -> str:
        """As PostgreSQL writes it: ``'planet' <-> 'auf' <-> 'dem' <-> 'schulhof'``."""
        return " <-> ".join(f"'{word.stem}'" for word in self.words)

    @property
    def telling(self) -> tuple[Word, ...]:
        """The words with a meaning of their own."""
        return _telling(self.words)


@dataclass(frozen=True)
class Typed:
    """The pieces of a query; ``said`` are all words but stop words, in the order they stand in."""

    said: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    without: tuple[Word, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.said or self.phrases or self.without)

    @property
    def words(self) -> tuple[Word, ...]:
        """Those that count, each once; noise only where nothing else is said."""
        single = _single(self.said)
        counting = tuple(word for word in single if not word.is_noise) or single
        return counting[:MOST_WORDS]


def parse(text: str) -> Typed:
    """Reads a query; anything can be typed, at most 24 words of it count. Never raises."""
    wanted: list[Word] = []
    without: list[Word] = []
    phrases: list[Phrase] = []
    for minus, quoted, plain in _PIECE.findall(text[:LONGEST_TEXT].translate(_QUOTES)):
        leaving = bool(minus) or plain.startswith(_MINUS)
        if quoted and not leaving:
            phrase = _phrase(quoted)
            phrases += [phrase] if phrase else []
            continue
        (without if leaving else wanted).extend(_word(*one) for one in words(quoted or plain))
    return Typed(_telling(wanted), tuple(phrases[:MOST_WORDS]), _single(without)[:MOST_WORDS])


def _word(written: str, pieces: tuple[str, ...] = ()) -> Word:
    kept = tuple(stem(piece) for piece in pieces if piece not in STOP_WORDS)
    return Word(written, stem(written), kept)


def _phrase(text: str) -> Phrase | None:
    kept = [token for token in tokens(text) if not token.is_joined][:MOST_WORDS]
    if all(token.is_stop for token in kept):
        return None
    return Phrase(tuple(_word(one.written) for one in kept))


def _telling(found: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(word for word in found if word.written not in STOP_WORDS)


def _single(found: Iterable[Word]) -> tuple[Word, ...]:
    return tuple({word.stem: word for word in _telling(found)}.values())
