"""Which offers have the words, and how well: bitmaps and scores."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from pyroaring import BitMap

from offers.search import meaning, postings
from offers.search.alternative import Alternative, Why, meant
from offers.search.guesses import SHORTEST_BEGINNING, guesses
from offers.search.meaning import Term
from offers.search.patience import rows_of
from offers.search.postings import Level, Postings
from offers.search.rows import NOTHING, Rows
from offers.search.synonyms import Synonyms
from offers.search.text import WEAK
from offers.search.typed import Phrase, Typed, parse

WEIGHTS = {
    Level.TITLE: 1.0,
    Level.TITLE_PART: 0.7,
    Level.KEYWORD: 0.7,
    Level.LABEL: 0.7,
    Level.NAME: 0.8,
    Level.SUMMARY: 0.45,
    Level.KEYWORD_PART: 0.55,
    Level.SUMMARY_PART: 0.4,
    Level.NAME_PART: 0.45,
    Level.TEXT: 0.32,
    Level.TEXT_PART: 0.25,
}
"""What a word counts where it stands: title above summary above text."""
ENOUGH = 20
"""Offers with all the words, a page of them; where there are fewer, others with some follow."""
FEW = 2
"""Offers with a word, below which we look whether it is the beginning of another."""
MOST_GUESSED = 8
"""Rare words that we think about; who types more of them has pasted a text."""
MOST_OF_IT = 0.25
"""The share of the words' worth that „most of them“ means."""
WEAKNESS = 0.2
SHORTEST_NUMBER = 3
SURE = 0.7
OTHER = 0.75
WHOLE = 0.1
RARE = 10
"""Words that fewer offers have are not more telling than that."""


@dataclass(frozen=True)
class Step:
    """Offers that answer a term equally well, and how well (of 1)."""

    weight: float
    offers: BitMap
    alternative: Alternative
    level: Level


@dataclass(frozen=True)
class Answer:
    """A term, the offers that answer it in steps, and what it counts: rare words count more.

    ``whole`` are the offers that say what was asked, and not just something near to it.
    """

    term: Term
    steps: tuple[Step, ...]
    offers: BitMap
    whole: BitMap
    worth: float
    required: bool = False
    weak: bool = False


@dataclass(frozen=True)
class Match:
    """The offers that have the words. ``whole`` have all of them, ``offers`` at least most."""

    answers: tuple[Answer, ...]
    offers: BitMap
    whole: BitMap

    @property
    def corrections(self) -> tuple[tuple[str, str], ...]:
        """Words as typed and as searched."""
        terms = (answer.term for answer in self.answers)
        return tuple((term.written, term.correction) for term in terms if term.correction)

    @property
    def suggestions(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Words that nobody has, and such that look like them."""
        terms = (answer.term for answer in self.answers)
        return tuple((term.written, term.similar) for term in terms if term.similar)

    def scores(self, rows: Rows, ids: BitMap) -> np.ndarray:
        """How well each of some offers fits, in the order of their ids; of 1.

        What is said in several places, or in several words, adds up without ever passing 1.
        """
        total = sum(answer.worth for answer in self.answers) or 1.0
        at = rows.at(ids)
        scores = np.zeros(len(rows.columns), dtype=np.float64)
        for answer in self.answers:
            missing = np.ones((2, len(rows.columns)), dtype=np.float64)
            for step in answer.steps:
                other = step.alternative.why not in (Why.EXACT, Why.PHRASE)
                missing[int(other)][rows.at(step.offers & ids)] *= 1 - step.weight * SURE
            said = 1 - missing[0, at] * (1 - OTHER * (1 - missing[1, at]))
            scores[at] += said * answer.worth
        scores[rows.at(self.whole & ids)] += total * WHOLE
        return scores[at] / ((1 + WHOLE) * total)


def match(text: str, rows: Rows, within: BitMap) -> Match:
    """The offers that answer some typed text, an empty one all.

    Whether there are enough with all the words is decided ``within`` some offers, those near the
    asked place; so that a click on a facet never changes what the words find.
    """
    answers, without = rows.remember(("words", text), lambda: _answers(parse(text), rows))
    whole = _all_of(answers, rows) - without
    offers = whole
    if whole.intersection_cardinality(within) < ENOUGH:
        offers = (whole | _most(answers, rows)) - without
    return Match(answers, offers, whole)


def _answers(typed: Typed, rows: Rows) -> tuple[tuple[Answer, ...], BitMap]:
    """What answers each typed word and phrase, and the offers that have an excluded word."""
    found = meaning.terms(typed, rows.synonyms)
    stored = postings.read(meaning.stems_of(found) | {word.stem for word in typed.without})
    found, stored = _with_guesses(found, stored, rows.synonyms)
    answers = [_answer(term, stored, rows) for term in found]
    answers += [_phrase_answer(phrase, rows) for phrase in typed.phrases]
    excluded = (levels for word in typed.without for levels in stored.get(word.stem, {}).values())
    return tuple(answers), BitMap.union(NOTHING, *excluded)


def _with_guesses(
    found: list[Term], stored: dict[str, Postings], synonyms: Synonyms
) -> tuple[list[Term], dict[str, Postings]]:
    """Words that nobody has, replaced by those that were probably meant."""
    having = {term.written: _having(term, stored) for term in found}
    rare = [
        word for word, count in having.items() if count < FEW and len(word) >= SHORTEST_BEGINNING
    ]
    guessed = guesses(rare[:MOST_GUESSED])
    found = [
        meaning.with_guess(term, guessed[term.written], synonyms, known=having[term.written] > 0)
        if term.written in guessed
        else term
        for term in found
    ]
    missing = meaning.stems_of(found) - set(stored)
    return found, stored | (postings.read(missing) if guessed else {})


def _having(term: Term, stored: dict[str, Postings]) -> int:
    """How many offers answer the term, roughly: of several stems the rarest counts."""
    return sum(
        min(sum(map(len, stored.get(stem, {}).values())) for stem in one.stems)
        for one in (*term.alternatives, *term.fallback)
        if one.why != Why.PART
    )


def _answer(term: Term, stored: dict[str, Postings], rows: Rows) -> Answer:
    answer = _valued(term, _steps(term.alternatives, stored), rows)
    if len(answer.offers) < ENOUGH and term.fallback:
        more = (*term.alternatives, *term.fallback)
        answer = _valued(replace(term, alternatives=more), _steps(more, stored), rows)
    return answer


def _steps(alternatives: Iterable[Alternative], stored: dict[str, Postings]) -> list[Step]:
    return [
        Step(one.weight * WEIGHTS[level], offers, one, level)
        for one in alternatives
        for level, offers in _by_level([stored.get(stem, {}) for stem in one.stems])
    ]


def _valued(term: Term, steps: Iterable[Step], rows: Rows, required: bool = False) -> Answer:
    known = tuple(steps)
    offers = _union(known) & rows.everything
    whole = _union(_close(known)) & rows.everything
    worth = _worth(len(offers), len(rows.everything))
    weak = not required and _says_little(term)
    return Answer(term, known, offers, whole, worth * (WEAKNESS if weak else 1), required, weak)


def _close(steps: tuple[Step, ...]) -> Iterable[Step]:
    """Those that are what was asked for. Where nobody says the word itself, what is narrower is
    only near to it: no „Computerspiel“ is „Minecraft“.
    """
    told = {step.alternative.why for step in steps} - {Why.PART, Why.NARROWER}
    far = {Why.PART} if told else {Why.PART, Why.NARROWER}
    return (step for step in steps if step.alternative.why not in far)


def _union(steps: Iterable[Step]) -> BitMap:
    return BitMap.union(NOTHING, *(step.offers for step in steps))


def _says_little(term: Term) -> bool:
    stems = term.alternatives[0].stems
    return term.is_noise or all(
        stem in WEAK or (stem.isdecimal() and len(stem) < SHORTEST_NUMBER) for stem in stems
    )


def _worth(having: int, everything: int) -> float:
    """How telling a word is: the rarer, the more (inverse document frequency, damped)."""
    return math.log(1 + (everything + 1) / (having + RARE))


def _by_level(each: list[Postings]) -> Iterable[tuple[Level, BitMap]]:
    """The offers that have all the words, at each level where one stands and the others do, or
    stand better.
    """
    if len(each) == 1:
        yield from each[0].items()
        return
    reached = [BitMap() for _ in each]
    for level in Level:
        reached = [
            so_far | one.get(level, NOTHING) for so_far, one in zip(reached, each, strict=True)
        ]
        here = BitMap.union(NOTHING, *(one.get(level, NOTHING) for one in each))
        offers = reduce(BitMap.intersection, reached) & here
        if offers:
            yield level, offers


def _phrase_answer(phrase: Phrase, rows: Rows) -> Answer:
    sql = "SELECT row_id FROM offers_searchtext WHERE document @@ %s::tsquery"
    offers = BitMap(row for (row,) in rows_of(sql, [phrase.tsquery]))
    stems = tuple(word.stem for word in phrase.telling)
    said = meant(stems, Why.PHRASE)
    term = Term(" ".join(word.written for word in phrase.words), (said,))
    stored = postings.read(stems)
    at = _by_level([stored.get(stem, {}) for stem in stems])
    steps = [Step(WEIGHTS[level], found & offers, said, level) for level, found in at]
    return _valued(term, steps, rows, required=True)


def _all_of(answers: tuple[Answer, ...], rows: Rows) -> BitMap:
    """The offers with all the words; words that say little are not needed beside others."""
    telling = tuple(answer for answer in answers if not answer.weak) or answers
    return reduce(BitMap.intersection, (answer.whole for answer in telling), rows.everything)


def _most(answers: tuple[Answer, ...], rows: Rows) -> BitMap:
    """The offers that have the required and, by worth, most of the other words."""
    required = reduce(
        BitMap.intersection, (a.offers for a in answers if a.required), rows.everything
    )
    optional = [answer for answer in answers if not answer.required]
    total = sum(answer.worth for answer in optional)
    reached = np.zeros(len(rows.columns), dtype=np.float64)
    for answer in optional:
        reached[rows.at(answer.offers)] += answer.worth
    enough = rows.columns["offer_id"][reached >= MOST_OF_IT * total]
    return BitMap(enough.astype(np.uint32)) & required
