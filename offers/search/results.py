"""A question's page of ids, its total, and the counts of all facets."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from pyroaring import BitMap

from mintportal.geo.projection import project
from offers.search import rows as snapshots
from offers.search.conditions import conditions
from offers.search.counts import Counter
from offers.search.matching import Match, match
from offers.search.question import PAGE_SIZE, Found, Question
from offers.search.rows import Rows

MOST_MARKERS = 2000
FEW_NEARBY = 5
"""Offers with the words at the asked place; where there are fewer, the others there may follow."""
NARROWNESS = 0.5
"""What being meant for the asked grade alone adds."""
CLOSENESS = 0.5
"""What being at the asked place itself adds to a score of 1; nothing at the edge."""


class Result:
    """The offers that answer a question, with all that is said about them."""

    def __init__(self, question: Question, rows: Rows | None = None) -> None:
        self.question = question
        self.rows = rows or snapshots.current()
        sets = conditions(question, self.rows)
        there: BitMap = sets["valid"] & sets.get("ort", self.rows.everything)
        words = question.words
        self.match: Match | None = match(words, self.rows, there) if words else None
        having: BitMap = self.match.offers if self.match else self.rows.everything
        few = having.intersection_cardinality(there) < FEW_NEARBY
        others_follow = question.with_others and "ort" in sets and few
        start = having | there if others_follow else having
        self.counter = Counter(question, self.rows, start, sets)
        self.offers = self.counter.offers
        self.nearby = having.intersection_cardinality(self.offers) if others_follow else None

    def distances(self, at: np.ndarray) -> np.ndarray:
        """Kilometres from the asked place, by position; NaN where there is no place."""
        x, y = project(*self.question.near) if self.question.near else (np.nan, np.nan)
        columns = self.rows.columns
        return np.hypot(columns["x"][at] - x, columns["y"][at] - y)

    def _keys(self, at: np.ndarray) -> list[np.ndarray]:
        """What the result is sorted by, the weightiest last (as numpy wants it)."""
        question, date = self.question, self.rows.order[at]
        sort = question.sort
        if sort == "passend":
            sort = "score" if self.match else "entfernung" if question.near else "datum"
        if sort == "entfernung":
            return [date, np.nan_to_num(self.distances(at), nan=np.inf)]
        if sort == "score":
            full = self.rows.columns["places"][at] == 0
            return [date, full, -np.round(self.scores(at), 3)]
        return [date]

    def scores(self, at: np.ndarray) -> np.ndarray:
        """How well the offers fit, by position: words, nearness, being meant for the grade."""
        scores = self.match.scores(self.rows, self.offers) if self.match else np.zeros(len(at))
        if self.question.near and self.question.radius:
            near = 1 - np.nan_to_num(self.distances(at), nan=np.inf) / self.question.radius
            scores = scores + CLOSENESS * np.clip(near, 0, 1)
        if self.question.grade is not None:
            scores = scores + NARROWNESS * self._narrowness(at)
        return scores

    def _narrowness(self, at: np.ndarray) -> np.ndarray:
        """1 for offers that are for one grade alone, nearly 0 for those for all."""
        grades = self.rows.columns["grades"][at]
        return 1 / np.maximum(1, np.bitwise_count(grades))

    def ordered(self, most: int) -> np.ndarray:
        """The positions of the first offers, in order."""
        at = self.rows.at(self.offers)
        keys = self._keys(at)
        if len(at) > most:  # only what may come first by the weightiest key need be sorted
            near = keys[-1] <= np.partition(keys[-1], most - 1)[most - 1]
            at, keys = at[near], [key[near] for key in keys]
        return at[np.lexsort(keys)[:most]]


def search(question: Question, rows: Rows | None = None) -> Found:
    """The question's page of ids with total and counts.

    Those who ask more than once in a request hand on the ``rows`` of the first answer.
    """
    result = Result(question, rows)
    start = (question.page - 1) * PAGE_SIZE
    at = result.ordered(start + PAGE_SIZE)[start:]
    ids = [int(one) for one in result.rows.columns["offer_id"][at]]
    distances = {}
    if question.near:
        away = zip(ids, result.distances(at), strict=True)
        distances = {offer: float(km) for offer, km in away if not np.isnan(km)}
    matched = result.match
    counter, matched = result.counter, result.match
    found = Found(
        ids,
        len(result.offers),
        counter.counts() | counter.dates(),
        distances,
        counter.leaders(),
        result.rows,
    )
    return _explained(found, result, matched) if matched else found


def _explained(found: Found, result: Result, matched: Match) -> Found:
    """With what was made of the words."""
    partly = None
    if matched.offers != matched.whole:
        partly = matched.whole.intersection_cardinality(result.offers)
    return replace(
        found,
        corrections=matched.corrections,
        partly=partly,
        nearby=result.nearby,
        suggestions=() if found.total else matched.suggestions,
    )


def positions(question: Question, rows: Rows | None = None) -> list[tuple[int, float, float]]:
    """(id, x, y) in km of the result's offers that have a place, for the map; at most 2,000."""
    result = Result(question, rows)
    row = result.rows.columns[result.ordered(len(result.offers))]
    placed = row[~np.isnan(row["x"])][:MOST_MARKERS]
    return [(int(one["offer_id"]), float(one["x"]), float(one["y"])) for one in placed]


def by_region(question: Question, rows: Rows | None = None) -> dict[int, int]:
    """How many offers each region (by id) has for the question."""
    result = Result(question, rows)
    regions = result.rows.columns["region_id"][result.rows.at(result.offers)]
    found, counted = np.unique(regions, return_counts=True)
    return {int(region): int(count) for region, count in zip(found, counted, strict=True)}


def totals(questions: Iterable[Question], rows: Rows | None = None) -> list[int]:
    """How many offers each of the questions finds."""
    known = rows or snapshots.current()
    return [len(Result(question, known).offers) for question in questions]


def best(question: Question, most: int, rows: Rows | None = None) -> list[int]:
    """The ids of the first offers alone, without counts."""
    result = Result(question, rows)
    return [int(one) for one in result.rows.columns["offer_id"][result.ordered(most)]]
