"""A region's colours: derived for both themes, and refused when something cannot be read."""

import re

import pytest
from django.core.exceptions import ValidationError

from mintportal.web.colours import contrast, mix
from regions import palette
from regions.actions import themes
from regions.models import Region, RegionTheme
from tests.browser.contrast import CONTROLS, LIGHT_ONLY, TEXT, TOKENS
from tests.browser.contrast import themes as themes_of

GOOD = ["#0a6b58", "#0b57a4", "#a3195b", "#7a1fa2", "#b00020", "#000000", "#003366", "#8a4b00"]
OWN = set(palette.tokens("#0a6b58")["light"])


def test_the_fixed_colours_are_those_of_the_tokens() -> None:
    known = themes_of(TOKENS.read_text(encoding="utf-8"))
    for theme, colours in palette.FIXED.items():
        assert {name: known[theme][name] for name in colours} == colours
    assert set(known["light"]) >= OWN
    assert palette.tokens("#0a6b58")["light"].keys() == palette.tokens("#0a6b58")["dark"].keys()


def test_every_pair_that_depends_on_the_region_is_checked() -> None:
    for pairs, needed in ((TEXT, palette.TEXT), (CONTROLS, palette.CONTROL)):
        wanted = {pair for pair in pairs if OWN & set(pair.split("/"))}
        wanted -= set(TEXT) if pairs is CONTROLS else set()  # more is asked of those already
        checked = {
            f"{above}/{below}"
            for above, grounds, least in palette.PAIRS
            for below in grounds.split()
            if least == needed
        }
        assert checked == wanted
    assert {f"{one}/{other}" for one, other in palette.LIGHT_ONLY} == LIGHT_ONLY


@pytest.mark.parametrize("main", GOOD)
def test_dark_colours_can_be_read(main: str) -> None:
    assert list(palette.weak(main)) == []


def test_too_bright_a_colour_is_refused_with_pair_and_ratio(region: Region) -> None:
    with pytest.raises(ValidationError) as refused:
        themes.choose(region, "#9acd32")
    said = refused.value.message_dict["main"]
    assert any(
        "Im hellen Design haben „Schrift auf Knöpfen“ (#ffffff) und „Knöpfe“ (#9acd32) nur einen "
        "Kontrast von 1,8 : 1, nötig sind 4,5 : 1." in one
        for one in said
    ), said
    assert not RegionTheme.objects.in_region(region).exists()


def test_too_dark_a_second_colour_is_refused_at_its_field(region: Region) -> None:
    with pytest.raises(ValidationError) as refused:
        themes.choose(region, "#005ca9", "#333333")
    assert set(refused.value.message_dict) == {"accent"}


def test_almost_enough_is_not_rounded_up() -> None:
    assert "4,4 : 1" in palette.Weak("light", "link", "mint", ("#0", "#1"), 4.4999, 4.5).sentence


@pytest.mark.parametrize(
    "colour", ["red", "#fff", "#0a6b5", "0a6b58", "#0a6b58;}", "", "#0a6b58\n\n", "url(x)"]
)
def test_what_is_no_colour_is_refused(region: Region, colour: str) -> None:
    if colour.strip() == "#0a6b58":
        assert themes.choose(region, colour).main == "#0a6b58"
        return
    with pytest.raises(ValidationError):
        themes.choose(region, colour)


def test_another_choice_replaces_the_first_and_has_another_version(region: Region) -> None:
    first = themes.choose(region, "#0B57A4", "#FFB000")
    version = first.version
    assert (first.main, first.accent) == ("#0b57a4", "#ffb000")
    second = themes.choose(region, "#a3195b")
    assert second.pk == first.pk
    assert second.version != version


def test_the_stylesheet_has_both_themes_and_nothing_but_colours() -> None:
    sheet = palette.stylesheet("#0b57a4", "#ffb000")
    assert "--primary: #0b57a4;" in sheet
    assert f"--primary: light-dark(#0b57a4, {mix('#0b57a4', '#ffffff', 60)});" in sheet
    assert len(set(re.findall(r"--[\w-]+", sheet))) == len(OWN)
    assert sheet.count("{") == sheet.count("}") == 3


@pytest.mark.parametrize(
    ("one", "other", "value"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)]
)
def test_the_formula(one: str, other: str, value: float) -> None:
    assert contrast(one, other) == pytest.approx(value, abs=0.01)
