"""What typed words may mean: themselves, synonyms, parts of compounds, or what was meant."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from offers.search.alternative import Alternative, Why, meant
from offers.search.guesses import Guess
from offers.search.synonyms import Stems, Synonyms
from offers.search.text import WEAK, parts
from offers.search.typed import Word

SHORTEST_TOPIC = 4
LONGEST_ENTRY = 4


@dataclass(frozen=True)
class Term:
    """A typed word and what offers may say for it.

    ``fallback`` counts where hardly an offer says that; ``similar`` are words that look like it.
    """

    written: str
    alternatives: tuple[Alternative, ...]
    fallback: tuple[Alternative, ...] = ()
    similar: tuple[str, ...] = ()

    @property
    def correction(self) -> str:
        """The word that was searched instead, "" if it is the typed one."""
        first = self.alternatives[0] if self.alternatives else None
        return first.shown if first and first.why == Why.SLIP else ""


def terms(words: tuple[Word, ...], synonyms: Synonyms) -> list[Term]:
    """The typed words as terms. What means the same as several of them answers each of them."""
    known = [[meant((word.stem,), Why.EXACT)] for word in words]
    for length in range(min(LONGEST_ENTRY, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            entry = tuple(word.stem for word in words[first : first + length])
            for number in range(first, first + length):
                known[number] += _same(entry, synonyms)
    for word, said in zip(words, known, strict=True):
        if word.pieces:
            said.append(meant(word.pieces, Why.EXACT))
    return [
        Term(word.written, tuple(said), tuple(_of_parts(word)))
        for word, said in zip(words, known, strict=True)
    ]


def _same(entry: Stems, synonyms: Synonyms, times: float = 1.0) -> list[Alternative]:
    return [meant(stems, why, times) for stems, why in synonyms.get(entry, {}).items()]


def _of_parts(word: Word) -> Iterable[Alternative]:
    """What a compound says in other words: all of its parts, or the first, its topic."""
    split = parts(word.written)
    if split:
        yield meant(split, Why.COMPOUND)
        if split[0] not in WEAK and len(split[0]) >= SHORTEST_TOPIC:
            yield meant(split[:1], Why.PART)


def with_guess(term: Term, guess: Guess, synonyms: Synonyms, *, known: bool) -> Term:
    """The term with what was probably meant, and what means the same as that.

    A ``known`` word, if rare, is searched as well, and only beginnings are added to it.
    """
    if known:
        begun = (one for one in guess.alternatives if one.why == Why.BEGINNING)
        more = tuple(one for one in begun if one not in term.alternatives)
        return replace(term, alternatives=(*term.alternatives, *more))
    if not guess.alternatives:
        return replace(term, similar=guess.similar)
    slips = [one for one in guess.alternatives if one.why == Why.SLIP]
    same = [more for one in slips for more in _same(one.stems, synonyms, one.weight)]
    return replace(term, alternatives=(*guess.alternatives, *same))


def stems_of(found: Iterable[Term]) -> set[str]:
    """All stems that the terms ask for."""
    asked = (one for term in found for one in (*term.alternatives, *term.fallback))
    return {stem for one in asked for stem in one.stems}
