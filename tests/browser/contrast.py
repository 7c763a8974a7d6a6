"""The contrast of the tokens' pairs in both themes (WCAG 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
PLAIN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")

TEXT = tuple(
    f"{above}/{below}"
    for above, grounds in {
        "ink": "paper raised wash mint mint-soft ok-bg warn-bg note-bg bad-bg sun-soft",
        "ink-2": "paper raised wash mint mint-soft sun-soft",
        "link": "paper raised wash mint mint-soft ok-bg warn-bg note-bg bad-bg sun-soft",
        "paper": "ink",
        "mint": "ink",
        "on-primary": "primary primary-hover",
        "on-deep": "deep",
        "deep-2": "deep",
        "sun": "deep",
        "on-sun": "sun",
        "ok": "ok-bg raised",
        "warn": "warn-bg raised",
        "bad": "bad-bg paper raised",
        "note": "note-bg",
        "k-ink": "k1 k2 k3 k4 k5 k6",
        **{f"{letter}-ink": f"{letter}-bg {letter}-mid" for letter in "mint"},
    }.items()
    for below in grounds.split()
)
CONTROLS = tuple(
    f"{above}/{below}"
    for above, grounds in {
        "line-strong": "paper raised wash mint",
        "primary": "paper raised",
        "focus": "paper raised mint wash",
        "ink": "mint sun",
    }.items()
    for below in grounds.split()
)
# In the dark, yellow carries dark type: the pair of the theme's own ink does not occur there.
LIGHT_ONLY = {"ink/sun"}


def themes(source: str) -> dict[str, dict[str, str]]:
    """The colours of both themes by their names; a colour with one value is the same in both."""
    light: dict[str, str] = {}
    for name, value in PLAIN.findall(source.split("@supports")[0]):
        light.setdefault(name, value)
    dark = dict(light)
    for name, value, in_the_dark in PAIR.findall(source):
        if light.get(name) != value:
            raise ValueError(f"--{name} is {light.get(name)} above and {value} in light-dark().")
        dark[name] = in_the_dark
    return {"light": light, "dark": dark}


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_weak(source: str) -> list[str]:
    """The pairs that do not reach their contrast: 4.5 for text, 3 for controls."""
    return [
        f"{theme}: {pair} has {value:.2f}, needs {least}"
        for theme, colours in themes(source).items()
        for pairs, least in ((TEXT, 4.5), (CONTROLS, 3.0))
        for pair in pairs
        if theme == "light" or pair not in LIGHT_ONLY
        if (value := contrast(*(colours[name] for name in pair.split("/")))) < least
    ]
