"""Every pair of colours that the components use is strong enough, in both themes."""

import pytest

from tests.browser.contrast import CONTROLS, TEXT, TOKENS, contrast, themes, too_weak

SOURCE = TOKENS.read_text(encoding="utf-8")


def test_all_pairs_are_strong_enough() -> None:
    assert too_weak(SOURCE) == []


def test_every_text_colour_of_the_tokens_has_a_pair() -> None:
    """A new stage or state colour that nobody checks would slip through."""
    checked = {name for pair in TEXT + CONTROLS for name in pair.split("/")}
    # Lines between things, dots of maps and halos of rings carry no meaning of their own.
    decoration = {"line", "mint-dot", "focus-halo"}
    assert set(themes(SOURCE)["light"]) - checked == decoration


@pytest.mark.parametrize(
    ("one", "other", "value"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)]
)
def test_the_formula(one: str, other: str, value: float) -> None:
    assert contrast(one, other) == pytest.approx(value, abs=0.01)


def test_a_weak_colour_is_found() -> None:
    weak = SOURCE.replace("--ink-2: #40605b", "--ink-2: #90a0ab").replace("#40605b", "#90a0ab")
    assert any(line.startswith("light: ink-2/paper") for line in too_weak(weak))
