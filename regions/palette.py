"""A region's one or two colours become the portal's tokens, if all of them can be read.

``FIXED`` repeats values of static/css/tokens.css that a region cannot change; a test compares.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from mintportal.web.colours import BLACK, WHITE, contrast, mix

TEXT, CONTROL = 4.5, 3.0
SUN = "#ffcf3f"
"""The second colour of a region that chose only one."""
FIXED = {
    "light": {
        **{"ink": "#0d2f2b", "ink-2": "#40605b", "paper": "#ffffff", "raised": "#ffffff"},
        **{"wash": "#f3f8f5", "ok-bg": "#dcf4e3", "warn-bg": "#fff0cd", "note-bg": "#e3f0fb"},
        **{"bad-bg": "#fde8e5", "line-strong": "#64827c", "focus": "#0d2f2b"},
        "on-sun": "#16302c",
    },
    "dark": {
        **{"ink": "#e8f5ef", "ink-2": "#a5c4bb", "paper": "#0b1c1a", "raised": "#13302c"},
        **{"wash": "#0f2523", "ok-bg": "#123a24", "warn-bg": "#3d2c0b", "note-bg": "#12304c"},
        **{"bad-bg": "#45191a", "line-strong": "#7fa79d", "focus": "#ffcf3f"},
        "on-sun": "#16302c",
    },
}
# Text above its grounds, with the least contrast; every ground or text here is the region's.
PAIRS = (
    ("on-primary", "primary primary-hover", TEXT),
    ("link", "paper raised wash mint mint-soft ok-bg warn-bg note-bg bad-bg sun-soft", TEXT),
    ("ink", "mint mint-soft sun-soft", TEXT),
    ("ink-2", "mint mint-soft sun-soft", TEXT),
    ("mint", "ink", TEXT),
    ("on-deep", "deep", TEXT),
    ("deep-2", "deep", TEXT),
    ("sun", "deep", TEXT),
    ("on-sun", "sun", TEXT),
    ("primary", "paper raised", CONTROL),
    ("line-strong", "mint", CONTROL),
    ("focus", "mint", CONTROL),
    ("ink", "sun", CONTROL),
)
# In the dark, yellow carries dark type: the pair of the theme's own ink does not occur there.
LIGHT_ONLY = {("ink", "sun")}
ACCENT = {"sun", "sun-soft"}
WORDS: dict[str, str | Promise] = {
    "on-primary": __("Schrift auf Knöpfen"),
    "primary": __("Knöpfe"),
    "primary-hover": __("Knöpfe unter dem Mauszeiger"),
    "link": __("Links"),
    "ink": __("Schrift"),
    "ink-2": __("Nebentexte"),
    "mint": __("getönte Flächen"),
    "mint-soft": __("leicht getönte Flächen"),
    "deep": __("dunkle Flächen"),
    "deep-2": __("Nebentexte auf dunklen Flächen"),
    "on-deep": __("Schrift auf dunklen Flächen"),
    "sun": __("die zweite Farbe"),
    "sun-soft": __("Flächen in der zweiten Farbe"),
    "on-sun": __("Schrift auf der zweiten Farbe"),
    "line-strong": __("Ränder von Feldern"),
    "focus": __("Rahmen beim Bedienen mit der Tastatur"),
}
GROUND = __("der Seite")
THEMES: dict[str, str | Promise] = {"light": __("hellen"), "dark": __("dunklen")}


def tokens(main: str, accent: str = "") -> dict[str, dict[str, str]]:
    """The region's tokens by theme (``light``, ``dark``) and name."""
    accent = accent or SUN
    night = FIXED["dark"]["paper"]
    light = {
        **{"mint": mix(main, WHITE, 86), "mint-soft": mix(main, WHITE, 92)},
        **{"mint-dot": mix(main, WHITE, 50), "deep": mix(main, BLACK, 55)},
        **{"on-deep": mix(main, WHITE, 95), "deep-2": mix(main, WHITE, 70)},
        **{"primary": main, "primary-hover": mix(main, BLACK, 30), "on-primary": WHITE},
        **{"link": mix(main, BLACK, 20), "sun": accent, "sun-soft": mix(accent, WHITE, 78)},
    }
    dark = {
        **{"mint": mix(main, night, 72), "mint-soft": mix(main, night, 80)},
        **{"mint-dot": mix(main, night, 30), "deep": mix(main, BLACK, 88)},
        **{"on-deep": mix(main, WHITE, 95), "deep-2": mix(main, WHITE, 70)},
        **{"primary": mix(main, WHITE, 60), "primary-hover": mix(main, WHITE, 75)},
        **{"on-primary": mix(main, BLACK, 88), "link": mix(main, WHITE, 70)},
        **{"sun": accent, "sun-soft": mix(accent, night, 80)},
    }
    return {"light": light, "dark": dark}


@dataclass(frozen=True)
class Weak:
    """Two colours that cannot be told apart well enough, and whether the second one is to blame."""

    theme: str
    above: str
    below: str
    colours: tuple[str, str]
    ratio: float
    needed: float

    @property
    def is_accents(self) -> bool:
        """Whether the pair depends on the second colour."""
        return bool(ACCENT & {self.above, self.below})

    @property
    def sentence(self) -> str:
        """What fails, by how much, and what to do."""
        words = {
            "theme": THEMES[self.theme],
            "above": WORDS[self.above],
            "below": WORDS.get(self.below, GROUND),
            "one": self.colours[0],
            "other": self.colours[1],
            # Rounded down, so that 4.49 is not told as 4.5.
            "ratio": f"{int(self.ratio * 10) / 10:.1f}".replace(".", ","),
            "needed": f"{self.needed:.1f}".replace(".", ","),
        }
        return (
            _(
                "Im %(theme)s Design haben „%(above)s“ (%(one)s) und „%(below)s“ (%(other)s) nur "
                "einen Kontrast von %(ratio)s : 1, nötig sind %(needed)s : 1."
            )
            % words
        )


def weak(main: str, accent: str = "") -> Iterator[Weak]:
    """The pairs of the palette that are too weak, the light theme first."""
    for theme, own in tokens(main, accent).items():
        colours = FIXED[theme] | own
        for above, grounds, needed in PAIRS:
            for below in grounds.split():
                pair = (colours[above], colours[below])
                if theme == "dark" and (above, below) in LIGHT_ONLY:
                    continue
                if (ratio := contrast(*pair)) < needed:
                    yield Weak(theme, above, below, pair, ratio, needed)


def stylesheet(main: str, accent: str = "") -> str:
    """The tokens as CSS, to be loaded after tokens.css; old browsers keep the light theme."""
    light, dark = tokens(main, accent).values()
    plain = " ".join(f"--{name}: {value};" for name, value in light.items())
    both = " ".join(
        f"--{name}: light-dark({value}, {dark[name]});" for name, value in light.items()
    )
    supports = "@supports (color: light-dark(#000, #fff))"
    return f":root {{ {plain} }}\n{supports} {{ :root {{ {both} }} }}\n"
