"""Words that no offer has: beginnings, slips, and what sounds alike."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from offers.actions import offers
from offers.search import Question, search
from offers.search.alternative import WEIGHTS, Why
from offers.search.guesses import MOST_SLIPS, guesses, slip_distance
from offers.search.text import stem
from tests import cast

WORDS = st.text("abcdefghiklmnoprstuvyzäöüß3", min_size=1, max_size=15)
FUNNY = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=30)


def live(half: cast.Half, title: str, **changes: Any) -> int:
    """The id of a published offer by arrangement with plain words."""
    plain = {"summary": "Satz.", "description": "Text.", "by_arrangement": True, **changes}
    return offers.publish(cast.offer(half.region, half.museum, title=title, **plain)).pk


def meant(word: str) -> list[tuple[str, Why]]:
    guess = guesses([word])[word]
    return [(one.stems[0], one.why) for one in guess.alternatives]


# --- distances --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        *(("rythmus", "rhythmus"), ("teorie", "theorie"), ("filosofie", "philosophie")),
        *(("labohr", "labor"), ("reder", "räder"), ("katze", "kaze"), ("zicke", "zike")),
        *(("fogel", "vogel"), ("kwark", "quark"), ("kristal", "kristall"), ("fiber", "fieber")),
    ],
)
def test_what_sounds_alike_is_at_most_an_edit_away(typed: str, word: str) -> None:
    assert slip_distance(typed, word) <= 1
    assert slip_distance(typed, typed + "q" * 6) > slip_distance(typed, word)


@pytest.mark.parametrize(
    ("typed", "word", "distance"),
    [
        ("vulkan", "vulkan", 0),
        ("vulkna", "vulkan", 1),  # turned round
        ("vulka", "vulkan", 1),
        ("vulkann", "vulkan", 0.5),  # sounds the same
        ("mikroskob", "mikroskop", 1),
        ("chmie", "chemie", 1),
        ("hemie", "chemie", 1.5),  # the first letter
        ("wulkan", "vulkan", 1.5),
    ],
)
def test_edits_count_and_the_first_letter_more(typed: str, word: str, distance: float) -> None:
    assert slip_distance(typed, word) == distance


@given(WORDS, WORDS)
def test_a_distance_is_the_same_in_both_directions(one: str, other: str) -> None:
    assert slip_distance(one, other) == slip_distance(other, one)
    assert slip_distance(one, one) == 0
    assert one == other or slip_distance(one, other) >= 0.5


@given(WORDS, st.integers(0, 14))
def test_a_missing_letter_is_one_edit(word: str, place: int) -> None:
    assume(0 < place < len(word))
    assert slip_distance(word[:place] + word[place + 1 :], word) <= 1


@given(FUNNY, FUNNY)
def test_a_distance_of_any_letters_and_digits_is_one(one: str, other: str) -> None:
    assert 0 <= slip_distance(one, other) <= max(len(one), len(other)) + 0.5


# --- guesses ----------------------------------------------------------------------------------


def test_nothing_asked_is_nothing_guessed(db: None) -> None:
    assert guesses([]) == {}


def test_a_beginning_means_all_words_that_begin_so(world: cast.World) -> None:
    live(world.nord, "Xylophone und Xylografie")
    found = meant("xylo")
    assert {word for word, _ in found} == {stem("xylophone"), stem("xylografie")}
    assert {why for _, why in found} == {Why.BEGINNING}


def test_beginnings_come_before_slips(world: cast.World) -> None:
    live(world.nord, "Prismatik und Prisna")
    assert meant("prism") == [(stem("prismatik"), Why.BEGINNING)]


@pytest.mark.parametrize(
    "typed", ["quaggahirsh", "quagahirsch", "quagghairsch", "kwaggahirsch", "quaggahirschs"]
)
def test_slips(world: cast.World, typed: str) -> None:
    pk = live(world.nord, "Quaggahirsch")
    guess = guesses([typed])[typed]
    first = guess.alternatives[0]
    assert (first.stems, first.why) == ((stem("quaggahirsch"),), Why.SLIP)
    assert first.shown == "Quaggahirsch"
    assert first.weight == WEIGHTS[Why.SLIP]
    assert search(Question(words=typed)).ids == [pk]


def test_of_slips_the_nearest_come_first_and_only_a_few(world: cast.World) -> None:
    live(world.nord, "Zwirbelo Zwirbela Zwirbelu Zwirbely Zwirbelxx")
    guess = guesses(["zwirbeli"])["zwirbeli"]
    assert 1 <= len(guess.alternatives) <= MOST_SLIPS
    weights = [one.weight for one in guess.alternatives]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)
    assert guess.alternatives[0].shown == "Zwirbely"
    assert "Zwirbelxx" not in {one.shown for one in guess.alternatives}


def test_of_equal_slips_the_commoner_word_comes_first(world: cast.World) -> None:
    live(world.nord, "Krumpel")
    live(world.nord, "Krumtel")
    live(world.nord, "Noch ein Krumtel")
    assert next(word for word, _ in meant("krumkel")) == "krumtel"


def test_a_typed_word_inside_of_another(world: cast.World) -> None:
    live(world.nord, "Riesenquaggahirsch")
    assert meant("quagga") == [(stem("riesenquaggahirsch"), Why.BEGINNING)]


def test_short_words_are_never_slips(world: cast.World) -> None:
    live(world.nord, "Qux")
    assert meant("quz") == []


def test_what_is_far_from_all_words_is_not_guessed(world: cast.World) -> None:
    live(world.nord, "Quaggahirsch")
    assert meant("zylinderkopf") == []
    assert meant("quokkaherz") == []
    assert guesses(["wyxzywyxzy"])["wyxzywyxzy"].similar == ()


def test_what_looks_alike_is_similar_though_not_meant(world: cast.World) -> None:
    live(world.nord, "Quaggahirsch")
    guess = guesses(["quaggaherde"])["quaggaherde"]
    assert guess.alternatives == ()
    assert guess.similar[0] == "Quaggahirsch"


def test_each_word_has_its_own_guess(world: cast.World) -> None:
    live(world.nord, "Quaggahirsch und Xylophon")
    found = guesses(["quaggahirsh", "xylofon", "wyxzywyxzy"])
    assert list(found) == ["quaggahirsh", "xylofon", "wyxzywyxzy"]
    assert found["quaggahirsh"].alternatives[0].shown == "Quaggahirsch"
    assert found["xylofon"].alternatives[0].shown == "Xylophon"
    assert found["wyxzywyxzy"].alternatives == ()


def test_words_of_withdrawn_offers_are_not_guessed(world: cast.World) -> None:
    offer = cast.published(world.nord.region, world.nord.museum, title="Quaggahirsch")
    assert meant("quaggahirsh")
    offers.withdraw(offer)
    guess = guesses(["quaggahirsh"])["quaggahirsh"]
    assert (guess.alternatives, guess.similar) == ((), ())


def test_a_slip_is_told_and_its_synonyms_are_found(world: cast.World) -> None:
    exact = live(world.nord, "Programmieren mit Stift")
    same = live(world.nord, "Coding mit Stift")
    answer = search(Question(words="Programieren"))
    assert set(answer.ids) == {exact, same}
    assert answer.corrections == (("programieren", "Programmieren"),)
