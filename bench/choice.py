"""Chooses what is asked: words that many and few offers have, facets, and single offers.

Deterministic: the same database gives the same plan.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from django.db import connection
from django.http import QueryDict

from bench.asked import Asked, Column, Plan
from offers.facets import FACETS
from offers.filters import OfferFilter
from offers.models import Offer, SearchForm
from offers.search import Found, Question, search, synonyms
from offers.search.matching import ENOUGH
from offers.search.text import NOISE, STOP_WORDS, WEAK, stem
from offers.search.typed import parse
from offers.stages import FIRST_GRADE, LAST_GRADE

MOST_WORDS = 40
"""Of a band: to see what is typed as the portal sees it takes a while."""
MOST_TRIES = 1000
FREQUENCIES = """
SELECT word, ndoc FROM ts_stat('SELECT document FROM offers_searchtext')
WHERE ndoc >= %s AND word ~ '^[a-z]{4,}$' ORDER BY word
"""


@dataclass(frozen=True)
class Band:
    """Words that a share of all offers have, and how many questions use them."""

    name: str
    low: float
    high: float
    questions: int
    pairs: bool = False


BANDS = (
    Band("74 %", 0.55, 0.85, 20),
    Band("5 %", 0.04, 0.06, 80),
    Band("1 %", 0.008, 0.013, 60),
    Band("0.1 %", 0.0004, 0.002, 30),
    Band("two words", 0.04, 0.10, 10, pairs=True),
)
Words = tuple[str, str]
"""Some words as typed, and as PostgreSQL's tsquery."""


def columns() -> tuple[Column, ...]:
    """The facets that are kept as bit masks, as the floor is told them; grades are the last."""
    grades = tuple(str(grade) for grade in range(FIRST_GRADE, LAST_GRADE + 1))
    facets = (
        Column(
            facet.column,
            facet.parameter,
            tuple(facet.vocabulary.values),
            tuple(str(label) for label in facet.vocabulary.labels),
        )
        for facet in FACETS
    )
    return (*facets, Column("grades", "klasse", grades, grades))


def plan(searches: int = 200, details: int = 300) -> Plan:
    """What a run asks; ``searches`` scales the bands."""
    chance = Random(searches)  # noqa: S311 - the same questions each time, no secret
    known = columns()
    words = _words(chance)
    share = searches / sum(band.questions for band in BANDS)
    chosen = {
        band.name: tuple(
            _searches(chance, words[band], max(1, round(band.questions * share)), known)
        )
        for band in BANDS
    }
    return Plan(known, chosen, tuple(_details(chance, details)))


def _words(chance: Random) -> dict[Band, list[Words]]:
    """By band the words whose meaning is plain: no place, no class, nothing to guess.

    Left out are words that hardly any offer has, as the search also looks for similar ones, and
    those with the stem of a stop word („werder“), which the text has but the search does not count.
    """
    with connection.cursor() as cursor:
        cursor.execute(FREQUENCIES, [ENOUGH])
        counts = dict(cursor.fetchall())
        cursor.execute("SELECT count(*) FROM offers_searchtext")
        everything = cursor.fetchone()[0]
    same = synonyms.load()
    stopped = {stem(word) for word in STOP_WORDS}
    found: dict[Band, list[Words]] = {}
    for band in BANDS:
        low, high = max(ENOUGH, band.low * everything), band.high * everything
        stems = [one for one, n in counts.items() if low <= n <= high and one not in stopped]
        chance.shuffle(stems)
        plain = list(islice(_plain(stems, same), MOST_WORDS))
        found[band] = _pairs(plain) if band.pairs else plain
    return found


def _plain(stems: list[str], same: synonyms.Synonyms) -> Iterator[Words]:
    written = dict(
        SearchForm.objects.filter(word__in=stems)
        .order_by("-written")
        .values_list("word", "written")
    )
    for one in stems:
        word = written.get(one, "")
        if word and word not in STOP_WORDS | NOISE and _is_plain(word, one):
            yield word, _tsquery(one, same)


def _is_plain(word: str, stemmed: str) -> bool:
    """Whether a typed word is read as this stem and nothing else."""
    read = parse(word)
    understood = OfferFilter(_query({"q": word})).understood
    plain = [(one.stem, one.pieces) for one in read.words] == [(stemmed, ())]
    return plain and not (understood.parts or read.phrases or read.without)


def _tsquery(stemmed: str, same: synonyms.Synonyms) -> str:
    """The word or what means the same, as the search understands it."""
    meant = [(stemmed,), *same.get((stemmed,), ())]
    return " | ".join("(" + " & ".join(f"'{one}'" for one in stems) + ")" for stems in meant)


def _pairs(plain: list[Words]) -> list[Words]:
    """Two words each, that both must be there; without synonyms, which may mean both together."""
    alone = [one for one in plain if "|" not in one[1] and stem(one[0]) not in WEAK]
    pairs = zip(alone[::2], alone[1::2], strict=False)
    return [(f"{first} {second}", f"{one} & {two}") for (first, one), (second, two) in pairs]


def _searches(
    chance: Random, words: list[Words], count: int, known: tuple[Column, ...]
) -> Iterator[Asked]:
    """Words with two facets each."""
    tries = 0
    while words and count and tries < MOST_TRIES:
        tries += 1
        typed, tsquery = chance.choice(words)
        facets = {one.parameter: (_word(chance, one),) for one in chance.sample(known, 2)}
        asked = Asked(typed, tsquery, facets)
        if _has_all_words(search(question(asked))):
            count -= 1
            yield asked


def _has_all_words(found: Found) -> bool:
    """Whether there are results, and none that has only some of the words."""
    return found.total > 0 and found.partly is None and not found.corrections


def _word(chance: Random, column: Column) -> str:
    """A word of a vocabulary; the first ones more often, as they are the common ones."""
    return column.words[int(len(column.words) * chance.random() ** 2)]


def question(asked: Asked) -> Question:
    """What the portal makes of the address."""
    return OfferFilter(QueryDict(asked.portal().partition("?")[2])).question


def _query(values: dict[str, str]) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(values)
    return query


def _details(chance: Random, count: int) -> Iterator[tuple[str, str]]:
    """Some offers' addresses at the portal and at the floor."""
    known = Offer.objects.across_regions().published()
    ids = sorted(known.values_list("pk", flat=True))
    chosen = chance.sample(ids, min(count, len(ids)))
    for offer in known.filter(pk__in=chosen).select_related("region").order_by("pk"):
        yield offer.get_absolute_url(), f"/angebot/{offer.pk}"
