"""What typed words may mean: themselves, synonyms, parts of compounds, or what was meant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from offers.search.alternative import Alternative, Why, meant
from offers.search.guesses import Guess
from offers.search.synonyms import Stems, Synonyms
from offers.search.text import LITTLE, WRITTEN_PARTS, parts
from offers.search.typed import Typed, Word

SHORTEST_TOPIC = 4
LONGEST_ENTRY = 4


@dataclass(frozen=True)
class Term:
    """A typed word and what offers may say for it.

    ``fallback`` counts where hardly an offer says that; ``similar`` are words that look like it.
    ``is_noise``: the word only counts beside another that it stands with.
    """

    written: str
    alternatives: tuple[Alternative, ...]
    fallback: tuple[Alternative, ...] = ()
    similar: tuple[str, ...] = ()
    is_noise: bool = False

    @property
    def correction(self) -> str:
        """The word that was searched instead, "" if it is the typed one."""
        first = self.alternatives[0] if self.alternatives else None
        return first.shown if first and first.why == Why.SLIP else ""


def terms(typed: Typed, synonyms: Synonyms) -> list[Term]:
    """The typed words as terms. What means the same as several of them answers each of them.

    Words that say nothing by themselves count in an entry of several: „Erste Hilfe“.
    """
    meanings: dict[str, list[Alternative]] = {word.stem: [] for word in typed.said}
    counting = {word.stem: word for word in typed.words}
    for some in _runs(typed.said):
        same = next((_same(one, synonyms) for one in _entries(some) if one in synonyms), [])
        for word in {word.stem: word for word in some if same}.values():
            meanings[word.stem] += same
            if len(some) > 1:
                counting.setdefault(word.stem, word)
    return [_term(word, meanings[word.stem]) for word in counting.values()]


def _runs(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """Words that follow each other, the most of them first."""
    for length in range(min(LONGEST_ENTRY, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            yield words[first : first + length]


def _entries(words: tuple[Word, ...]) -> Iterator[Stems]:
    """The words as an entry, with what hyphens join as one word or as several."""
    yield tuple(word.stem for word in words)
    yield tuple(stem for word in words for stem in word.pieces or (word.stem,))


def _term(word: Word, meanings: list[Alternative]) -> Term:
    said = [meant((word.stem,), Why.EXACT), *meanings]
    if word.pieces:
        said.append(meant(word.pieces, Why.EXACT))
    return Term(word.written, tuple(said), tuple(_of_parts(word)), is_noise=word.is_noise)


def _same(entry: Stems, synonyms: Synonyms, times: float = 1.0) -> list[Alternative]:
    return [meant(stems, why, times) for stems, why in synonyms.get(entry, {}).items()]


def _of_parts(word: Word) -> Iterable[Alternative]:
    """What a compound says in other words: all of its parts, or the first, its topic."""
    split = parts(word.written)
    if not LITTLE.issuperset(split):
        yield meant(split, Why.COMPOUND)
    if split and split[0] not in LITTLE and len(split[0]) >= SHORTEST_TOPIC:
        yield meant(split[:1], Why.PART)


def with_guess(term: Term, guess: Guess, synonyms: Synonyms, *, known: bool) -> Term:
    """The term with what was probably meant, and what means the same as that.

    A ``known`` word, if rare, is searched as well, and only beginnings are added to it. A German
    word that we know is no slip, even if no offer has it: „Latein“ is not „Laterne“.
    """
    if known:
        begun = (one for one in guess.alternatives if one.why == Why.BEGINNING)
        more = tuple(one for one in begun if one not in term.alternatives)
        return replace(term, alternatives=(*term.alternatives, *more))
    slips = [one for one in guess.alternatives if one.why == Why.SLIP]
    if not guess.alternatives or (slips and term.written in WRITTEN_PARTS):
        return replace(term, similar=guess.similar)
    same = [more for one in slips for more in _same(one.stems, synonyms, one.weight)]
    return replace(term, alternatives=(*guess.alternatives, *same))


def stems_of(found: Iterable[Term]) -> set[str]:
    """All stems that the terms ask for."""
    asked = (one for term in found for one in (*term.alternatives, *term.fallback))
    return {stem for one in asked for stem in one.stems}
