"""Questions that people may ask, made up at random."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from offers.filters import OfferFilter
from tests import cast
from tests.offers.generated import WORDS, some
from tests.offers.oracle import FACETS

Asked = dict[str, list[str]]
TOWNS = ("44805", "Bochum", "45127", "80331 München", "10115", "Köln", "01067")
WHOLE = ("Bayern", "Nordrhein-Westfalen", "Kreis Unna")
IN_TOWN = tuple(
    f"{word} in {town}" for word in WORDS for town in ("Bochum", "Essen", "Köln", "Bayern")
)
RADII = ("0", "5", "10", "25", "50", "100", "500")
TYPED = (*WORDS, "pris", "vul", "nord", "prisma vulkan", "der quark", "atom zirkel")
AREAS = ("05911", "05113", "09761", "09162", "11000", "12054")


def ask(asked: Asked | str) -> OfferFilter:
    """What the pages make of parameters or of an address."""
    text = asked if isinstance(asked, str) else urlencode(asked, doseq=True)
    return OfferFilter(QueryDict(text.removeprefix("?")))


def day(chance: Random) -> str:
    """A day of the next three months."""
    return (timezone.localdate() + timedelta(days=chance.randint(-3, 90))).isoformat()


def makers(world: cast.World) -> dict[str, Callable[[Random], list[str]]]:
    """For every parameter a way to make up values."""

    def one(*words: str) -> Callable[[Random], list[str]]:
        return lambda chance: [chance.choice(words)]

    def several(*words: str) -> Callable[[Random], list[str]]:
        return lambda chance: some(chance, list(words), 3, least=1)

    numbers = [str(number) for number in range(14)]
    return {
        **{name: several(*words) for name, words in FACETS.items() if name != "kosten"},
        "kosten": one(*FACETS["kosten"]),
        "q": one(*TYPED, *IN_TOWN),
        "ort": one(*TOWNS, *WHOLE),
        "klasse": one(*numbers),
        "alter": one(*numbers, "18", "99"),
        "gruppe": one("1", "5", "6", "12", "13", "28", "31", "2000"),
        "von": lambda chance: [day(chance)],
        "bis": lambda chance: [day(chance)],
        "wochentag": several("mo", "di", "mi", "do", "fr", "sa", "so"),
        "ferien": one("ja", "nein"),
        "vereinbarung": one("ja"),
        "anbieter": several("schule", world.nord.museum.slug, world.sued.museum.slug),
        "region": several(world.nord.region.slug, world.sued.region.slug),
        "kreis": several(*AREAS),
        "land": several("NW", "BY", "BE", "BB", "HH"),
        "sort": one("passend", "entfernung", "datum"),
    }


def question(chance: Random, world: cast.World) -> Asked:
    """Up to five parameters with values, and a radius where there may be a place."""
    made = makers(world)
    names = chance.sample(sorted(made), chance.choice([0, 1, 1, 2, 2, 3, 4, 5]))
    asked = {name: made[name](chance) for name in names}
    if {"ort", "q"} & set(asked) and chance.random() < 0.8:
        asked["umkreis"] = [chance.choice(RADII)]
    return asked


def possible(asked: Asked) -> bool:
    """Whether the days do not run backwards, which is a problem and not a question."""
    return asked.get("von", ["0"])[0] <= asked.get("bis", ["9"])[0]


def questions(seed: int, number: int, world: cast.World) -> list[Asked]:
    """So many possible questions, the same for each seed."""
    chance = Random(seed)
    found: list[Asked] = []
    while len(found) < number:
        asked = question(chance, world)
        if possible(asked):
            found.append(asked)
    return found
