"""Covers are drawn the same each time; linked data cannot break out of its block."""

import json
import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from mintportal.web import covers, jsonld
from mintportal.web.templatetags.web import cover, icon
from tests.pages.reading import read

SEEDS = range(60)
PATTERN = re.compile(r' (?:fill|stroke|style|onload|href)="')


@pytest.mark.parametrize("letter", "mint")
def test_the_same_seed_draws_the_same(letter: str) -> None:
    drawn = {seed: covers.draw(letter, seed) for seed in SEEDS}
    assert drawn == {seed: covers.draw(letter, seed) for seed in SEEDS}
    assert len(set(drawn.values())) > 5


def test_the_letters_look_different() -> None:
    assert len({covers.draw(letter, 7) for letter in "mint"}) == 4


@pytest.mark.parametrize("letter", "mint")
def test_a_drawing_is_small_well_formed_and_has_no_colours(letter: str) -> None:
    for seed in SEEDS:
        drawing = covers.draw(letter, seed)
        assert len(drawing.encode()) <= 2500, seed
        assert not PATTERN.search(drawing)
        shapes = [one for one in read(drawing).walk() if one.tag != "document"]
        assert len(shapes) > 5
        assert {one["class"] for one in shapes} <= {"c-bg", "c-mid", "c-fg", "s-mid", "s-fg"}


def test_a_cover_is_decoration_and_takes_turns_between_letters() -> None:
    assert 'class="cover f-m" aria-hidden="true"' in cover("mi", 0)
    assert 'class="cover f-i"' in cover("mi", 1)
    assert 'class="cover f-t"' in cover("", 3)


def test_an_icon_escapes_its_name() -> None:
    assert "&lt;b&gt;" in icon("<b>")
    assert 'aria-hidden="true"' in icon("x")


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--", "a & b", "\u2028", "'\"", "{{7*7}}", "ü"]
)
def test_linked_data_stays_in_its_block(text: str) -> None:
    written = jsonld.script({"name": text, "list": [{"x": text}]})
    inner = written.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&") & set(inner)
    data = json.loads(inner)
    assert data == {"@context": "https://schema.org", "name": text, "list": [{"x": text}]}


def test_linked_data_leaves_out_what_is_empty() -> None:
    empty = {"a": "", "b": None, "c": [], "d": {"e": None}, "f": 0, "g": False, "h": {"i": 1}}
    inner = jsonld.script(empty).split(">", 1)[1].rsplit("<", 1)[0]
    assert json.loads(inner) == {
        "@context": "https://schema.org",
        "f": 0,
        "g": False,
        "h": {"i": 1},
    }


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/regionen/", ' aria-current="page"'),
        ("/regionen/x/", ' aria-current="true"'),
        ("/", ""),
        ("/regionenx/", ""),
    ],
)
def test_the_current_section_is_marked(path: str, said: str) -> None:
    context = Context({"request": RequestFactory().get(path)})
    assert Template('{% current "/regionen/" %}').render(context) == said
