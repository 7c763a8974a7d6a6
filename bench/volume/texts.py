"""German sentences from patterns: ``{things} {doing}`` becomes „Sensoren kalibrieren“."""

from collections.abc import Callable
from functools import cache

from bench.volume.chance import Chance, words

SHARE_OF_COMMON_WORD = 0.74
"""The share of texts with a sentence about „Schülerinnen und Schüler“."""
OWN_TOPIC, OWN_FIRST_PART, DOCTORS = 0.7, 0.75, 0.3
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_LINE = 80, 220, 160
ARTICLES = {
    "a": {"m": "einen", "f": "eine", "n": "ein"},
    "the": {"m": "den", "f": "die", "n": "das"},
    "nom": {"m": "der", "f": "die", "n": "das"},
    "in": {"m": "im", "f": "in der", "n": "im"},
}
"""Accusative, accusative, nominative, and dative behind „in“."""


@cache
def _heads() -> tuple[tuple[str, str], ...]:
    """All second parts of compounds with their gender, the three lists interleaved."""
    lists = words("compounds")
    longest = max(len(lists[gender]) for gender in "fmn")
    return tuple(
        (lists[gender][rank], gender)
        for rank in range(longest)
        for gender in "fnm"
        if rank < len(lists[gender])
    )


class Composer(dict[str, str]):
    """Fills patterns with the words of one domain; every bracket draws anew."""

    def __init__(self, chance: Chance, domain: str, town: str, kreis: str) -> None:
        super().__init__(town=town, kreis=kreis)
        self.chance = chance
        self.lists = words("domains")[domain]
        self.rare = words("rare").get(domain) or words("rare")["other"]
        self.main = chance.falling(self.lists["topics"])

    def __missing__(self, name: str) -> str:
        if name in self.lists:
            return self.chance.falling(self.lists[name])
        if name.lower().startswith("compound"):
            return self._with_article(name)
        return MAKERS[name](self)

    def pattern(self, name: str) -> str:
        """One of the patterns of that name, filled."""
        return self.chance.choice(words("sentences")[name]).format_map(self)

    def _compound(self, gender: str = "") -> tuple[str, str]:
        own = self.chance.happens(OWN_FIRST_PART)
        first = self.chance.falling(self.lists["first"] if own else words("compounds")["first"])
        if gender:
            return first + self.chance.falling(words("compounds")[gender]), gender
        head, gender = self.chance.falling(_heads())
        return first + head, gender

    def _with_article(self, name: str) -> str:
        """``compound_a`` → „eine Solarwerkstatt“; ``Compound_f``: of that gender, bare."""
        kind = name.partition("_")[2]
        if kind in ARTICLES:
            compound, gender = self._compound()
            text = f"{ARTICLES[kind][gender]} {compound}"
            return text[0].upper() + text[1:] if name.startswith("C") else text
        return self._compound(kind)[0]

    def topic(self) -> str:
        """The offer's own topic, now and then a neighbouring one."""
        own = self.chance.happens(OWN_TOPIC)
        return self.main if own else self.chance.falling(self.lists["topics"])

    def person(self) -> str:
        """Somebody's name."""
        names = words("names")
        title = "Dr. " if self.chance.happens(DOCTORS) else ""
        return f"{title}{self.chance.falling(names['given'])} {self.chance.choice(names['family'])}"

    def street(self) -> str:
        """A street with a number."""
        return f"{self.chance.choice(words('names')['streets'])} {self.chance.randint(1, 180)}"

    def title(self) -> str:
        """A title, short enough."""
        return _cut(self.pattern("titles"), LONGEST_TITLE)

    def summary(self) -> str:
        """One sentence, short enough."""
        return _cut(self.pattern("summaries"), LONGEST_SUMMARY)

    def description(self) -> str:
        """Two paragraphs."""
        doing = self._different("doing", 5)
        common = self.chance.happens(SHARE_OF_COMMON_WORD)
        first = [self.pattern("openings"), *doing[:3]]
        second = [*self._different("learning", 2), *doing[3:]]
        second += [self.pattern("audience" if common else "others")]
        return f"{' '.join(first)}\n\n{' '.join(second + self._different('practical', 2))}"

    def _different(self, name: str, count: int) -> list[str]:
        """Some of the patterns of that name, filled."""
        chosen = self.chance.sample(words("sentences")[name], count)
        return [pattern.format_map(self) for pattern in chosen]

    def flow(self) -> list[str]:
        """What happens one after the other."""
        lines = self._different("flow", self.chance.randint(3, 5))
        return [_cut(line, LONGEST_LINE) for line in lines]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0].rstrip(",:–„ ")


MAKERS: dict[str, Callable[[Composer], str]] = {
    "topic": Composer.topic,
    "person": Composer.person,
    "street": Composer.street,
    "rare": lambda made: made.chance.falling(made.rare),
    "adj": lambda made: made.chance.falling(words("sentences")["adjectives"]),
    "adj_n": lambda made: made.chance.falling(words("sentences")["adjectives"]) + "n",
    "tool_list": lambda made: f"{made['tools']} und {made['tools']}",
    "n": lambda made: str(made.chance.randint(2, 12)),
    "year": lambda made: str(made.chance.randint(1994, 2024)),
}
"""What the words in brackets become that are no list of the domain."""
