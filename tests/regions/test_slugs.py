"""Addresses and alphabetical order, the German way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mintportal.web.slugs import free_slug, german_slug, sort_key


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("IST.Bochum.NRW", "ist-bochum-nrw"),
        ("Südliches Taubertal", "suedliches-taubertal"),
        ("Ärzte & Öle", "aerzte-oele"),
        ("Große Straße", "grosse-strasse"),
        ("Science@Seas", "science-seas"),
        ("Rostock / Warnemünde", "rostock-warnemuende"),
        ("Café Curie", "cafe-curie"),
        ("  MINT – Hub  ", "mint-hub"),
        ("😀", "ohne-name"),
        ("", "ohne-name"),
        ("---", "ohne-name"),
    ],
)
def test_german_slugs(text: str, slug: str) -> None:
    assert german_slug(text) == slug


def test_a_long_name_ends_with_a_whole_word() -> None:
    assert german_slug("Wissenschaft erleben", 15) == "wissenschaft"
    assert german_slug("Donaudampfschifffahrt", 5) == "donau"


@given(st.text(max_size=200), st.integers(10, 80))
def test_every_text_gives_an_address(text: str, length: int) -> None:
    slug = german_slug(text, length)
    assert re.fullmatch(r"[a-z0-9_]+(-[a-z0-9_]+)*-?|[a-z0-9_-]+", slug)
    assert 0 < len(slug) <= max(length, len("ohne-name"))


def test_a_taken_slug_is_counted_up_within_the_length() -> None:
    taken = {"x" * 75, "x" * 75 + "-2"}
    assert free_slug("x" * 100, taken.__contains__) == "x" * 75 + "-3"
    assert free_slug("frei", taken.__contains__) == "frei"
    assert len(free_slug("Ü" * 80, lambda slug: not slug.endswith("-9999"))) <= 80


@pytest.mark.parametrize(
    "names",
    [
        ["Aachen", "Ärzte", "Bad Belzig"],
        ["Offenbach", "Öhringen", "Oldenburg"],
        ["Strasburg", "Straßburg", "Stuttgart"],
        ["abc", "Abd", "ABE"],
        ["Anton", "„Berta“", '"Cäsar"', "Dora"],
    ],
)
def test_sort_keys_order_names_as_a_dictionary_does(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=sort_key) == names
