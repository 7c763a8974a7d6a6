"""Drawn covers: every offer has a picture made of its subject, the same each time.

M is a wave, I are pixels, N are hexagons, T is a gear between wires. The drawing uses classes only
(``c-`` fills, ``s-`` strokes), so it follows the theme.
"""

import math
from collections.abc import Callable
from random import Random

WIDTH, HEIGHT = 320, 180


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _circle(x: float, y: float, radius: float, css: str, stroke: int = 0) -> str:
    width = f' stroke-width="{stroke}"' if stroke else ""
    return (
        f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}" class="{css}"{width}/>'
    )


def _wave(x: float, height: float) -> float:
    return 70 - height * math.sin(x / WIDTH * math.pi * 3)


def _mathematics(chance: Random) -> str:
    centre, height = chance.choice([0, 160, 320]), chance.choice([34, 46, -40])
    rings = [
        _circle(centre, 180, radius, "c-mid" if i % 2 == 0 else "c-bg")
        for i, radius in enumerate(range(160, 20, -28))
    ]
    points = " ".join(f"{x},{_number(_wave(x, height))}" for x in range(-4, 330, 6))
    line = f'<polyline points="{points}" class="s-fg" stroke-width="9" stroke-linejoin="round"/>'
    dots = [_circle(x, _wave(x, height), 10, "c-fg") for x in (22, 92, 162, 232, 302)]
    return "".join([*rings, line, *dots])


def _informatics(chance: Random) -> str:
    drawn = []
    for row in range(5):
        for column in range(9):
            value, x, y = chance.random(), 5 + column * 35, 4 + row * 35
            if value < 0.5:
                css = "c-mid" if value < 0.34 else "c-fg"
                drawn.append(f'<rect x="{x}" y="{y}" width="31" height="31" rx="4" class="{css}"/>')
            elif value < 0.62:
                drawn.append(_circle(x + 15.5, y + 15.5, 12, "s-fg", 7))
            elif value < 0.72:
                drawn.append(_circle(x + 15.5, y + 15.5, 6, "c-fg"))
    return "".join(drawn)


def _hexagon(x: float, y: float, radius: float, css: str, stroke: int = 0) -> str:
    corners = " ".join(
        f"{_number(x + radius * math.cos(math.pi / 6 + i * math.pi / 3))},"
        f"{_number(y + radius * math.sin(math.pi / 6 + i * math.pi / 3))}"
        for i in range(6)
    )
    width = f' stroke-width="{stroke}" stroke-linejoin="round"' if stroke else ""
    return f'<polygon points="{corners}" class="{css}"{width}/>'


def _science(chance: Random) -> str:
    radius, drawn = 42, []
    step = radius * math.sqrt(3)
    for row in range(4):
        for column in range(5):
            value = chance.random()
            x, y = column * step + (step / 2 if row % 2 else 0) + 10, row * radius * 1.5 + 12
            if value < 0.38:
                drawn.append(_hexagon(x, y, radius - 5, "c-mid"))
            elif value < 0.62:
                drawn.append(_hexagon(x, y, radius - 8, "s-fg", 7))
            elif value < 0.74:
                drawn.append(_hexagon(x, y, radius - 5, "c-fg"))
    return "".join(drawn)


def _wires(chance: Random) -> str:
    drawn, heights = [], (24, 57, 90, 123, 156)
    for i, y in enumerate(heights):
        x, end = chance.choice([90, 130, 170, 210]), y + chance.choice([-33, 33])
        end = min(156, max(24, end))
        css = "s-mid" if i % 2 == 0 else "s-fg"
        drawn.append(
            f'<path d="M-8 {y}H{x - 18}Q{x} {y} {x + 9} {(y + end) // 2}T{x + 40} {end}H328" '
            f'class="{css}" stroke-width="9" stroke-linecap="round"/>'
        )
    for y in heights:
        x = chance.choice([40, 60, 250, 275])
        drawn += [_circle(x, y, 14, "c-bg"), _circle(x, y, 11, "s-fg", 6)]
    return "".join(drawn)


def _technology(chance: Random) -> str:
    wires = _wires(chance)
    x, y, radius = chance.choice([250, 160, 205]), 92, 50
    teeth = "".join(
        f'<rect x="{x - 9}" y="{y - radius - 11}" width="18" height="22" rx="4" class="c-fg" '
        f'transform="rotate({angle} {x} {y})"/>'
        for angle in range(0, 360, 36)
    )
    plate = _circle(x, y, radius + 16, "c-bg")
    return wires + plate + teeth + _circle(x, y, radius, "c-fg") + _circle(x, y, 19, "c-bg")


DRAWINGS: dict[str, Callable[[Random], str]] = {
    "m": _mathematics,
    "i": _informatics,
    "n": _science,
    "t": _technology,
}


def draw(letter: str, seed: int) -> str:
    """The inner SVG (viewBox 0 0 320 180) for a letter m, i, n or t; same seed, same drawing."""
    return DRAWINGS[letter](Random(f"{letter}{seed}"))  # noqa: S311 - a drawing, not a secret
