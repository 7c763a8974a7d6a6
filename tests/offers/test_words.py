"""What somebody typed, as queries of the text search."""

import re
from itertools import product

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offers.words import LONGEST_WORD, MOST_WORDS, spellings, tokens, tsqueries


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Roboter BAUEN", ["roboter", "bauen"]),
        ("Robo-ter, 3D; _x_", ["robo", "ter", "3d", "x"]),
        ("A\u0308rzte", ["ärzte"]),
        ("'; DROP--", ["drop"]),
        ("😀 \x00 \ud800", []),
        ("Straße", ["straße"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_only_so_many_words_of_such_a_length_are_read() -> None:
    assert len(tokens("wort " * 100)) == MOST_WORDS
    assert tokens("x" * 10_000) == ["x" * LONGEST_WORD]


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("haus", []),
        ("maedchen", ["mädchen"]),
        ("feuerloescher", ["feuerlöscher"]),
        ("baeuerin", ["bäuerin"]),
        ("quelle", []),
        ("neue", []),
        ("bauer", []),
        ("fuehrer", ["führer"]),
        ("kuechengeraet", ["küchengeraet", "kuechengerät", "küchengerät"]),
        ("aktuell", ["aktüll"]),
    ],
)
def test_spellings(word: str, others: list[str]) -> None:
    assert spellings(word)[0] == word
    assert set(spellings(word)) == {word, *others}


@given(st.lists(st.sampled_from(["ae", "oe", "ue", "b", "q"]), max_size=20))
def test_a_word_has_few_spellings(parts: list[str]) -> None:
    assert 1 <= len(spellings("".join(parts))) <= 8


def test_all_words_must_occur_in_one_of_their_spellings() -> None:
    assert tsqueries("Maedchen bauen") == (
        "('maedchen' | 'mädchen') & ('bauen')",
        "('maedchen':* | 'mädchen':*) & ('bauen':*)",
    )
    assert tsqueries("?!") == (None, None)


@given(st.text(max_size=60))
def test_nothing_typed_is_an_operator(text: str) -> None:
    for query in tsqueries(text):
        if query is not None:
            outside = re.sub(r"'[^']*'", "", query)
            assert not set(outside) - set("()&|:* ")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.text(max_size=80))
def test_the_database_understands_whatever_is_typed(db: None, text: str) -> None:
    exact, prefix = tsqueries(text)
    if exact is not None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT to_tsquery('german', %s) || to_tsquery('german', %s)", [exact, prefix]
            )


def test_every_pair_of_digraphs_is_understood(db: None) -> None:
    for first, second in product(("ae", "oe", "ue"), repeat=2):
        exact, _ = tsqueries(f"b{first}r{second}t")
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_tsquery('german', %s)::text", [exact])
            assert "|" in cursor.fetchone()[0] or first == second
