"""The search against an oracle, for hundreds of questions over a generated crowd of offers."""

from collections.abc import Callable, Iterator
from random import Random

import pytest
from django.db import transaction

from mintportal.geo.areas import KREISE
from mintportal.geo.distance import distance_km
from mintportal.geo.places import find
from offers.search import PAGE_SIZE, Found, positions, search, text, totals
from offers.search.counts import MOST_LEADERS
from offers.search.text import parts, stem
from partners.models import Institution
from regions.models import Region
from tests import cast
from tests.offers import generated, questions
from tests.offers.generated import WORDS
from tests.offers.oracle import FACETS, STOP_WORDS, Oracle, read
from tests.offers.questions import Asked, ask

KEYS: dict[str, Callable[[], dict[str, int]]] = {
    "region": lambda: dict(Region.objects.values_list("slug", "pk")),
    "anbieter": lambda: dict(Institution.objects.values_list("slug", "pk")),
    "kreis": lambda: {kreis: int(kreis) for kreis in KREISE},
}


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker) -> Iterator[cast.World]:
    """The crowd, instead of the cast alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield generated.build()
        transaction.set_rollback(True)


@pytest.fixture
def oracle(world: cast.World) -> Oracle:
    """The one who knows."""
    return Oracle()


def pages(asked: Asked, total: int) -> list[int]:
    """The ids of all pages, one after the other, and of one beyond."""
    found: list[int] = []
    for page in range(1, total // PAGE_SIZE + 3):
        found += search(ask({**asked, "seite": [str(page)]}).question).ids
    return found


def check(asked: Asked, oracle: Oracle) -> bool:
    """The search answers all that the oracle does. Returns whether it is anything."""
    question = ask(asked)
    assert not [one for one in question.problems if one.parameter], asked
    found = search(question.question)
    answers = {one.offer.pk: one for one in oracle.answers(asked)}
    assert found.total == len(answers), asked
    assert set(found.ids) <= set(answers), asked
    assert len(found.ids) == min(found.total, PAGE_SIZE), asked
    assert found.counts == oracle.counts(asked), asked
    check_leaders(asked, found, oracle)
    order = oracle.order(asked)
    if order is not None:
        assert found.ids == order[:PAGE_SIZE], asked
    place = read(asked).get("ort", [""])[0]
    away = {pk: answers[pk].distance(place) for pk in found.ids}
    assert found.distances == pytest.approx({pk: km for pk, km in away.items() if km is not None})
    return found.total > 0


def check_leaders(asked: Asked, found: Found, oracle: Oracle) -> None:
    """Those that lead are told with their numbers, and those that were chosen."""
    for name, keys in KEYS.items():
        expected = dict(oracle.leaders(asked, name))
        words = {key: value for value, key in keys().items()}
        told = {words[key]: count for key, count in found.leaders[name]}
        assert {value: expected.get(value, 0) for value in told} == told, (asked, name)
        least = min(told.values(), default=0)
        assert all(value in told or count <= least for value, count in expected.items()), asked
        assert len(told) >= min(MOST_LEADERS, len(expected)), (asked, name)


def test_the_crowd_has_something_for_every_word(oracle: Oracle) -> None:
    counted = oracle.counts({})
    for facet in FACETS:
        assert all(counted[facet].values()), (facet, counted[facet])
    assert len(oracle.offers) > 2 * PAGE_SIZE


def test_the_words_of_the_crowd_are_their_own_stems() -> None:
    assert [stem(word) for word in WORDS] == list(WORDS)
    assert not any(parts(word) for word in WORDS)
    assert STOP_WORDS <= text.STOP_WORDS


@pytest.mark.parametrize("seed", range(4))
def test_the_search_answers_what_the_oracle_answers(
    world: cast.World, oracle: Oracle, seed: int
) -> None:
    some_find_something = 0
    for asked in questions.questions(seed, 90, world):
        some_find_something += check(asked, oracle)
    assert 30 < some_find_something < 90


def test_some_questions_have_a_place_among_the_words(world: cast.World) -> None:
    asked = questions.questions(0, 90, world)
    assert sum("auch" in read(one) for one in asked) >= 3


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 110))
def test_the_search_answers_what_the_oracle_answers_long(
    world: cast.World, oracle: Oracle, seed: int
) -> None:
    for asked in questions.questions(seed, 250, world):
        check(asked, oracle)


def test_every_word_of_every_facet_alone(oracle: Oracle) -> None:
    for facet, words in FACETS.items():
        for word in words:
            check({facet: [word]}, oracle)


def test_the_number_on_the_button_is_what_a_click_gives(world: cast.World) -> None:
    chance = Random(7)
    for asked in questions.questions(8, 60, world):
        counts = search(ask(asked).question).counts
        empty = [facet for facet in FACETS if facet not in asked]
        for facet in chance.sample(empty, 2):
            word = chance.choice(FACETS[facet])
            clicked = search(ask({**asked, facet: [word]}).question)
            assert counts[facet][word] == clicked.total, (asked, facet, word)


def test_a_choice_beside_another_in_its_group_counts_as_if_alone(world: cast.World) -> None:
    for facet, (first, second, *_) in FACETS.items():
        alone = search(ask({facet: [second]}).question).total
        assert search(ask({facet: [first]}).question).counts[facet][second] == alone


@pytest.mark.parametrize("sort", ["passend", "entfernung", "datum"])
@pytest.mark.parametrize(
    "more", [{}, {"q": ["nummer"]}, {"ort": ["44805"], "umkreis": ["0"]}], ids=str
)
def test_pages_in_a_row_are_the_whole_result_in_one_order(
    oracle: Oracle, sort: str, more: Asked
) -> None:
    asked = {**more, "sort": [sort]}
    answers = {one.offer.pk for one in oracle.answers(asked)}
    assert len(answers) > 2 * PAGE_SIZE
    row = pages(asked, len(answers))
    assert len(row) == len(answers)
    assert set(row) == answers
    assert pages(asked, len(answers)) == row
    assert oracle.order(asked) in (None, row)


def test_distances_are_those_on_the_globe(oracle: Oracle) -> None:
    found = search(ask("ort=44805&umkreis=0").question)
    bochum = find("44805").place
    offers = {one.offer.pk: one.offer for one in oracle.offers}
    assert len(found.distances) >= 15
    for pk, away in found.distances.items():
        there = (offers[pk].lat, offers[pk].lon)
        real = distance_km((bochum.lat, bochum.lon), there)
        assert away == pytest.approx(real, rel=0.01, abs=0.01)


def test_positions_are_those_of_all_pages_that_have_a_place(
    world: cast.World, oracle: Oracle
) -> None:
    for asked in [{}, *questions.questions(12, 40, world)]:
        found = positions(ask(asked).question)
        expected = {one.offer.pk: one.spot for one in oracle.answers(asked) if one.spot}
        assert {pk: (x, y) for pk, x, y in found} == expected, asked
        assert len(found) == len(expected)


def test_many_totals_at_once_are_those_of_each(world: cast.World, oracle: Oracle) -> None:
    asked = questions.questions(13, 40, world)
    found = totals(ask(one).question for one in asked)
    assert found == [oracle.total(one) for one in asked]
    assert totals([]) == []
