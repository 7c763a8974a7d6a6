"""How good the search is: nDCG@10 and zero hits on the judgements in tests/search/.

``make judge`` prints the figures and the worst ten queries, against the demo world.
"""

import csv
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from offers.filters import OfferFilter
from offers.models import Offer
from offers.search import search

HERE = settings.BASE_DIR / "tests" / "search"
DEPTH = 10
NOTHING = "nothing"


@dataclass
class Query:
    """A query with its grades by offer id."""

    text: str
    kind: str
    grades: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What came of a query."""

    query: Query
    ids: list[int]
    total: int

    @property
    def ndcg(self) -> float:
        """Normalised discounted cumulative gain of the first ten (gain 2^grade - 1)."""
        best = _gain(sorted(self.query.grades.values(), reverse=True))
        return _gain(self.query.grades.get(pk, 0) for pk in self.ids) / best if best else 1.0


@dataclass(frozen=True)
class Judgement:
    """The verdicts on a file of judgements."""

    verdicts: list[Verdict]

    @property
    def judged(self) -> list[Verdict]:
        """The queries to which something fits."""
        return [one for one in self.verdicts if one.query.kind != NOTHING]

    @property
    def ndcg(self) -> float:
        """The mean."""
        return _mean(one.ndcg for one in self.judged)

    @property
    def zero_hits(self) -> float:
        """The share of queries that find nothing, of 1."""
        return _mean(float(not one.total) for one in self.judged)

    def by_kind(self) -> list[tuple[str, float, int]]:
        """(kind, mean, number of queries), the worst first."""
        kinds: dict[str, list[float]] = defaultdict(list)
        for one in self.judged:
            kinds[one.query.kind].append(one.ndcg)
        rows = [(kind, _mean(values), len(values)) for kind, values in kinds.items()]
        return sorted(rows, key=lambda row: row[1])

    def worst(self, most: int) -> list[Verdict]:
        """The worst queries."""
        return sorted(self.judged, key=lambda one: one.ndcg)[:most]


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


def _gain(grades: Iterable[int]) -> float:
    first = list(grades)[:DEPTH]
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(first))


def read(name: str) -> list[Query]:
    """The queries of a file; raises LookupError for an offer that does not exist."""
    known: dict[str, list[tuple[int, str]]] = defaultdict(list)
    rows = Offer.objects.across_regions().values_list("pk", "region__name", "title")
    for pk, region, title in rows:
        known[title].append((pk, region))
    found: dict[str, Query] = {}
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            query = found.setdefault(row["query"], Query(row["query"], row["kind"]))
            if row["title"]:
                query.grades[_offer(known, row)] = int(row["grade"])
    return list(found.values())


def _offer(known: dict[str, list[tuple[int, str]]], row: dict[str, str]) -> int:
    """The offer's id; of several with one title the one whose region is meant."""
    same = known[row["title"]]
    meant = [pk for pk, region in same if len(same) == 1 or region in row["region"]]
    if len(meant) != 1:
        raise LookupError(f"{row['region']}: {row['title']}")
    return meant[0]


def judge(name: str) -> Judgement:
    """What the search page answers to the queries of a file."""
    return Judgement([_asked(query) for query in read(name)])


def _asked(query: Query) -> Verdict:
    found = search(OfferFilter(QueryDict(urlencode({"q": query.text}))).question)
    return Verdict(query, found.ids, found.total)
