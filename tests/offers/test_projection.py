"""The projection: what the search knows of an offer, and that it follows the clock."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mintportal.geo.holidays import is_school_holiday
from mintportal.geo.projection import project
from offers import jobs, projection
from offers.actions import occurrences, offers
from offers.actions.occurrences import OccurrenceData
from offers.facets import FACETS, Facet
from offers.models import Offer, SearchDate, SearchRow, SearchText
from tests import cast

BERLIN = ZoneInfo("Europe/Berlin")
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
    [(8, 12, (8, 12)), (None, 6, (0, 6)), (16, None, (16, 120)), (None, None, (0, 120))],
)
def test_ages(world: cast.World, low: int, high: int, expected: tuple[int, int]) -> None:
    found = row(live(world.nord, age_min=low, age_max=high))
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


# --- dates ------------------------------------------------------------------------------------


def at(day: int, hour: int = 10, **changes: Any) -> OccurrenceData:
    start = timezone.now().replace(hour=hour, minute=0) + timedelta(days=day)
    return OccurrenceData(start, start + timedelta(hours=2), **changes)


def first_day(fits: Callable[[date], bool]) -> date:
    today = timezone.localdate()
    return next(day for day in (today + timedelta(days=n) for n in range(2, 500)) if fits(day))


def test_school_holidays_are_those_of_the_offers_land(world: cast.World) -> None:
    day = first_day(lambda day: is_school_holiday(day, "BY") > is_school_holiday(day, "NW"))
    start = datetime.combine(day, datetime.min.time(), BERLIN).replace(hour=9)
    data = OccurrenceData(start, start + timedelta(hours=1))
    for half, plz, expected in (
        (world.nord, "44805", False),
        (world.nord, "86150", True),  # a Bavarian place of a region in Nordrhein-Westfalen
        (world.sued, "86150", True),
    ):
        offer = live(half, plz=plz)
        occurrences.plan(offer, [data])
        found = SearchDate.objects.get(row_id=offer.pk)
        assert (found.day, found.weekday, found.in_holidays) == (day, day.weekday(), expected)


def test_a_day_is_a_day_in_germany(world: cast.World) -> None:
    offer = live(world.nord)
    year = timezone.now().year + 1
    for month in (1, 7):  # an hour before midnight UTC it is the next day in Berlin
        late = datetime(year, month, 10, 23, 5, tzinfo=ZoneInfo("UTC"))
        occurrences.plan(offer, [OccurrenceData(late, late + timedelta(hours=1))])
    assert [found.day for found in SearchDate.objects.order_by("day")[:9]][-2:] == [
        date(year, 1, 11),
        date(year, 7, 11),
    ]


@pytest.mark.parametrize(
    ("by_arrangement", "group_max", "dates", "places"),
    [
        (False, 28, [at(2, seats=20, seats_taken=5), at(3, seats=9)], 15),
        (False, 28, [at(2, seats=20), at(3)], 32767),
        (False, 28, [at(2, seats=10, seats_taken=10)], 0),
        (True, 28, [], 28),
        (True, None, [], 32767),
        (True, 28, [at(2, seats=40)], 40),
        (True, 28, [at(2, seats=10)], 28),
    ],
)
def test_places(
    world: cast.World, by_arrangement: bool, group_max: int, dates: list, places: int
) -> None:
    changes = {"by_arrangement": by_arrangement, "group_max": group_max}
    offer = cast.offer(world.nord.region, world.nord.museum, **changes)
    occurrences.plan(offer, dates)
    found = row(offers.publish(offer))
    assert (found.places, found.by_arrangement) == (places, by_arrangement)


def test_the_next_date_is_the_first_that_is_still_to_come(world: cast.World) -> None:
    offer = live(world.nord)
    planned = occurrences.plan(offer, [at(-3), at(5, seats=8, seats_taken=1), at(2), at(9)])
    occurrences.cancel(planned[2])
    found = row(offer)
    assert (found.next_start, found.next_free, found.next_seats, found.upcoming) == (
        *(planned[1].starts_at, 7, 8, 2),
    )
    days = SearchDate.objects.filter(row_id=offer.pk).order_by("day")
    assert [(one.day, one.free) for one in days] == [
        (timezone.localdate(planned[1].starts_at), 7),
        (timezone.localdate(planned[3].starts_at), 32767),
    ]


# --- words ------------------------------------------------------------------------------------


def test_words_weigh_by_where_they_stand(world: cast.World) -> None:
    offer = live(
        world.nord,
        title="Magnet",
        summary="Vulkan",
        description="Quark",
        flow=["Atom|Kristall"],
        curriculum=["Zirkel"],
        material="Ballon",
    )
    document = SearchText.objects.get(pk=offer.pk).document
    weights = {"magnet": "A", "vulkan": "B", "museum": "C", "bochum": "C", "workshop": "C"}
    weights |= dict.fromkeys(("quark", "atom", "kristall", "zirkel", "ballon"), "")
    for word, weight in weights.items():
        assert re.search(rf"'{word}':\d+{weight}(?=[ ,]|$)", document), (word, document)


# --- time -------------------------------------------------------------------------------------


def everything() -> tuple[list, list, list]:
    return (
        list(SearchRow.objects.order_by("pk").values()),
        list(SearchText.objects.order_by("pk").values()),
        list(SearchDate.objects.order_by("row_id", "day").values("row_id", "day", "free")),
    )


def test_refreshing_again_changes_nothing(world: cast.World) -> None:
    before = everything()
    assert len(before[0]) == len(before[1]) == 2
    assert projection.refresh_all() == 2
    assert everything() == before
    assert projection.refresh([world.nord.offers["published"].pk] * 2) == 1
    assert everything() == before


def test_nothing_unpublished_gets_in(world: cast.World) -> None:
    hidden = [world.nord.offers[state].pk for state in ("draft", "withdrawn")]
    assert projection.refresh(hidden) == 0
    assert projection.refresh([]) == 0
    assert not SearchRow.objects.filter(pk__in=hidden).exists()
    assert not SearchText.objects.filter(pk__in=hidden).exists()


def test_the_night_lets_passed_dates_go(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    yesterday = timezone.now() - timedelta(days=1)
    offer.occurrences.update(starts_at=yesterday, ends_at=yesterday + timedelta(hours=1))
    assert row(offer).upcoming == 1
    assert jobs.refresh_search() == 2
    found = row(offer)
    assert (found.next_start, found.next_free, found.upcoming, found.places) == (None, None, 0, 0)
    assert not SearchDate.objects.filter(row_id=offer.pk).exists()
    assert row(world.sued.offers["published"]).upcoming == 1


def test_the_night_lets_expired_offers_go_and_renewed_ones_come_back(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    mine = Offer.objects.in_region(world.nord.region).filter(pk=offer.pk)
    mine.update(valid_until=timezone.localdate() - timedelta(days=1))
    assert projection.refresh_all() == 1
    assert not SearchRow.objects.filter(pk=offer.pk).exists()
    mine.update(valid_until=timezone.localdate())
    assert projection.refresh_all() == 2
    assert row(offer).valid_until == timezone.localdate()


def test_the_night_repairs_whatever_is_wrong(world: cast.World) -> None:
    before = everything()
    SearchRow.objects.filter(pk=world.nord.offers["published"].pk).delete()
    SearchRow.objects.update(stages=0, land="XX", upcoming=7)
    SearchDate.objects.all().delete()
    projection.refresh_all()
    assert everything() == before


def test_a_refresh_takes_as_many_statements_for_three_as_for_one(world: cast.World) -> None:
    made = [live(world.nord, title=f"Nummer {number}") for number in range(3)]
    counts = []
    for some in (made[:1], made):
        with CaptureQueriesContext(connection) as statements:
            projection.refresh([one.pk for one in some])
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_many_offers_are_refreshed_in_batches(
    world: cast.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    monkeypatch.setattr(projection, "BATCH", 1)
    assert projection.refresh_all() == 2
    assert everything() == before
