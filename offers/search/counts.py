"""How many offers there would be: for each value of each facet, what a click on it gives.

A facet's own choice does not count for its own numbers (its values are joined by OR), every other
filter does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce

import numpy as np
from pyroaring import BitMap

from offers.facets import FACETS
from offers.search.conditions import DATES, dated, land_code
from offers.search.question import Question
from offers.search.rows import LAND_CODES, NOTHING, Rows
from offers.vocabulary import Weekday

LEADERS = {"region": "region_id", "anbieter": "institution_id", "kreis": "kreis"}
"""Parameters with too many values to count them all: those that lead are told, and the chosen."""
MOST_LEADERS = 8
GRADES = range(14)


def all_of(sets: Mapping[str, BitMap], start: BitMap, but: str = "") -> BitMap:
    """The offers of ``start`` in all the sets, one of them left out."""
    asked = sorted((one for name, one in sets.items() if name != but), key=len)
    return reduce(BitMap.intersection, asked, start)


class Counter:
    """Counts for one question: ``start`` are the offers with its words, ``sets`` its conditions."""

    def __init__(
        self, question: Question, rows: Rows, start: BitMap, sets: Mapping[str, BitMap]
    ) -> None:
        self.question, self.rows, self.start, self.sets = question, rows, start, sets
        self.offers = all_of(sets, start)

    def but(self, parameter: str) -> BitMap:
        """The offers that fit everything but one parameter."""
        if parameter not in self.sets:
            return self.offers
        return all_of(self.sets, self.start, parameter)

    def counts(self) -> dict[str, dict[str, int]]:
        """By parameter and value."""
        return {name: self._counted(name, groups) for name, groups in self._groups()}

    def _counted(self, parameter: str, groups: Mapping[str, BitMap]) -> dict[str, int]:
        fitting = self.but(parameter)
        return {value: fitting.intersection_cardinality(one) for value, one in groups.items()}

    def _groups(self) -> Iterator[tuple[str, dict[str, BitMap]]]:
        rows = self.rows
        for facet in FACETS:
            yield (
                facet.parameter,
                {
                    word: rows.group(facet.column, bit)
                    for bit, word in enumerate(facet.vocabulary.values)
                },
            )
        yield "klasse", {str(grade): rows.group("grades", grade) for grade in GRADES}
        yield "land", {land: rows.group("land", land_code(land)) for land in LAND_CODES}
        yield "vereinbarung", {"ja": rows.group("by_arrangement", 1)}

    def dates(self) -> dict[str, dict[str, int]]:
        """For weekdays and holidays: with the date conditions that remain when one is chosen."""
        fitting = self.but(DATES)
        asked = {
            "wochentag": {
                day: replace(self.question, weekdays=(number,))
                for number, day in enumerate(Weekday.values)
            },
            "ferien": {
                word: replace(self.question, in_holidays=inside)
                for word, inside in (("ja", True), ("nein", False))
            },
        }
        return {
            name: {
                word: fitting.intersection_cardinality(dated(one, self.rows) or NOTHING)
                for word, one in values.items()
            }
            for name, values in asked.items()
        }

    def leaders(self) -> dict[str, list[tuple[int, int]]]:
        """(value, count) of regions, institutions and Kreise with the most offers."""
        return {name: self._leading(name, column) for name, column in LEADERS.items()}

    def _leading(self, parameter: str, column: str) -> list[tuple[int, int]]:
        values = self.rows.columns[column][self.rows.at(self.but(parameter))]
        found, counted = np.unique(values[values > 0], return_counts=True)
        first = np.lexsort((found, -counted))[:MOST_LEADERS]
        leading = {int(found[one]): int(counted[one]) for one in first}
        for value in self._chosen(parameter):
            offers = self.but(parameter) & self.rows.group(column, value)
            leading.setdefault(value, len(offers))
        return list(leading.items())

    def _chosen(self, parameter: str) -> Iterable[int]:
        question = self.question
        return {
            "region": question.regions or (),
            "anbieter": question.institutions or (),
            "kreis": [int(ags) for ags in question.kreise or ()],
        }[parameter]
