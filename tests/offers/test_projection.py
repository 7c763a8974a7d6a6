"""The projection: what the search knows of an offer, and that it follows the clock."""

import re
from decimal import Decimal
from typing import Any

import pytest

from mintportal.geo.projection import project
from offers.actions import offers
from offers.facets import FACETS, Facet
from offers.models import Offer, SearchRow, SearchText
from tests import cast

FIELDS = {
    "stufe": "stages",
    "fach": "subjects",
    "schwerpunkt": "focuses",
    "format": "format",
    "durchfuehrung": "delivery",
    "merkmal": "access",
    "sprache": "languages",
}


def live(half: cast.Half, **changes: Any) -> Offer:
    """A published offer by arrangement, without a date."""
    changes = {"by_arrangement": True, **changes}
    return offers.publish(cast.offer(half.region, half.museum, **changes))


def row(offer: Offer) -> SearchRow:
    return SearchRow.objects.get(pk=offer.pk)


def words(facet: Facet, mask: int) -> set[str]:
    """The mask, read bit by bit."""
    values = facet.vocabulary.values
    assert mask < 1 << len(values)
    return {word for bit, word in enumerate(values) if mask & 1 << bit}


def held(offer: Offer, parameter: str) -> set[str]:
    facet = next(one for one in FACETS if one.parameter == parameter)
    return words(facet, getattr(row(offer), facet.column))


@pytest.mark.parametrize("parameter", FIELDS)
def test_every_word_of_every_vocabulary_is_held(world: cast.World, parameter: str) -> None:
    facet = next(one for one in FACETS if one.parameter == parameter)
    is_single = parameter in {"format", "durchfuehrung"}
    for word in facet.vocabulary.values:
        offer = live(world.nord, **{FIELDS[parameter]: word if is_single else [word]})
        expected = {word} if word != "hybrid" else {"hybrid", "vor-ort", "online"}
        assert held(offer, parameter) == expected
    if not is_single:
        offer = live(world.nord, **{FIELDS[parameter]: facet.vocabulary.values})
        assert held(offer, parameter) == set(facet.vocabulary.values)


@pytest.mark.parametrize(
    ("subjects", "letters"),
    [
        (["mathematik"], "m"),
        (["informatik"], "i"),
        (["biologie"], "n"),
        (["sachunterricht"], "n"),
        (["technik", "physik"], "nt"),
        (["mint"], "mint"),
        (["berufsorientierung"], ""),
    ],
)
def test_letters_follow_from_subjects(world: cast.World, subjects: list[str], letters: str) -> None:
    assert held(live(world.nord, subjects=subjects), "bereich") == set(letters)


@pytest.mark.parametrize(
    ("cost", "amount", "group_max", "expected"),
    [
        ("free", None, 20, {"kostenlos", "bis-5", "bis-10", "bis-20"}),
        ("person", "0.50", 20, {"bis-5", "bis-10", "bis-20"}),
        ("person", "5", 20, {"bis-5", "bis-10", "bis-20"}),
        ("person", "5.01", 20, {"bis-10", "bis-20"}),
        ("person", "10.01", 20, {"bis-20"}),
        ("person", "20", 20, {"bis-20"}),
        ("person", "20.01", 20, set()),
        ("group", "100", 20, {"bis-5", "bis-10", "bis-20"}),
        ("group", "100.01", 20, {"bis-10", "bis-20"}),
        ("group", "125", None, {"bis-5", "bis-10", "bis-20"}),  # shared by 25
        ("group", "125.01", None, {"bis-10", "bis-20"}),
        ("group", "60", 2, set()),
    ],
)
def test_cost_limits(
    world: cast.World, cost: str, amount: str | None, group_max: int, expected: set[str]
) -> None:
    price = Decimal(amount) if amount else None
    offer = live(world.nord, cost=cost, amount=price, group_min=None, group_max=group_max)
    assert held(offer, "kosten") == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"grade_min": 7, "grade_max": 9}, {7, 8, 9}),
        ({"grade_min": 0, "grade_max": 13}, set(range(14))),
        ({"grade_min": 13, "grade_max": 13}, {13}),
        ({"stages": ["sek1"]}, {5, 6, 7, 8, 9, 10}),
        ({"stages": ["sek1"], "plz": "10115"}, {7, 8, 9, 10}),
        ({"stages": ["grundschule"], "plz": "14467"}, {1, 2, 3, 4, 5, 6}),
        ({"stages": ["kita", "sek2"]}, {0, 11, 12, 13}),
        ({"stages": ["studium", "beruf"]}, set()),
        ({"stages": ["sek2"], "grade_min": 7}, {11, 12, 13}),
        ({"stages": ["sek2"], "grade_min": 9, "grade_max": 9}, {9}),
    ],
    ids=str,
)
def test_grades(world: cast.World, changes: dict, expected: set[int]) -> None:
    mask = row(live(world.nord, **{"grade_min": None, "grade_max": None, **changes})).grades
    assert {grade for grade in range(16) if mask & 1 << grade} == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(8, 12, (8, 12)), (None, 14, (9, 14)), (14, None, (14, 17)), (None, None, (9, 17))],
)
def test_ages(world: cast.World, low: int, high: int, expected: tuple[int, int]) -> None:
    """What is not said follows from the stage."""
    ages = {"age_min": low, "age_max": high}
    found = row(live(world.nord, grade_min=None, grade_max=None, stages=["sek1"], **ages))
    assert (found.age_min, found.age_max) == expected


@pytest.mark.parametrize("delivery", ["vor-ort", "mobil", "hybrid", "online"])
def test_what_is_only_online_has_no_place(world: cast.World, delivery: str) -> None:
    offer = live(world.nord, delivery=delivery)
    found = row(offer)
    assert offer.lat is not None
    expected = (None, None) if delivery == "online" else project(offer.lat, offer.lon)
    assert (found.x, found.y) == expected
    assert (found.kreis, found.land) == ("05911", "NW")


def test_what_has_no_postcode_has_no_place_but_a_land(world: cast.World) -> None:
    data = {"plz": "", "by_arrangement": True}
    found = row(offers.publish(cast.offer(world.sued.region, None, **data)))
    assert (found.x, found.y, found.kreis, found.land) == (None, None, "", "BY")
    assert (found.region_id, found.institution_id) == (world.sued.region.pk, None)


def test_words_weigh_by_where_they_stand(world: cast.World) -> None:
    offer = live(
        world.nord,
        title="Prisma",
        summary="Vulkan",
        description="Quark",
        flow=["Atom|Kristall"],
        curriculum=["Zirkel"],
        material="Ballon",
    )
    document = SearchText.objects.get(pk=offer.pk).document
    weights = {"prisma": "A", "vulkan": "B", "museum": "C", "bochum": "C", "workshop": "C"}
    weights |= dict.fromkeys(("quark", "atom", "kristall", "zirkel", "ballon"), "")
    for word, weight in weights.items():
        assert re.search(rf"'{word}':\d+{weight}(?=[ ,]|$)", document), (word, document)
