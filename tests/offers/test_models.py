"""What the database itself refuses, and the words of the models."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from offers.models import Occurrence, Offer
from regions.models import Region
from tests import cast


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("offer_grades", {"grade_min": 8, "grade_max": 7}),
        ("offer_ages", {"age_min": 8, "age_max": 7}),
        ("offer_group", {"group_min": 8, "group_max": 7}),
        ("offer_amount_where_it_costs", {"cost": "free", "amount": Decimal(1)}),
        ("offer_amount_where_it_costs", {"cost": "person", "amount": None}),
        ("offer_amount_where_it_costs", {"cost": "group", "amount": Decimal(0)}),
        ("offer_amount_where_it_costs", {"cost": "group", "amount": Decimal("-0.01")}),
        ("offer_published_at", {"status": "published", "published_at": None}),
        ("offer_slug_once", {"slug": "roboter-nord"}),
    ],
)
def test_impossible_offers(world: cast.World, constraint: str, changes: dict) -> None:
    rows = Offer.objects.in_region(world.nord.region).filter(pk=world.nord.offers["draft"].pk)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"grade_min": 8, "grade_max": 8},
        {"grade_min": None, "grade_max": 7},
        {"age_min": 8, "age_max": None},
        {"cost": "person", "amount": Decimal("0.01")},
        {"cost": "group", "amount": Decimal("99999.99")},
    ],
)
def test_possible_offers(world: cast.World, changes: dict) -> None:
    rows = Offer.objects.in_region(world.nord.region).filter(pk=world.nord.offers["draft"].pk)
    assert rows.update(**changes) == 1


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("occurrence_never_overbooked", {"seats": 5, "seats_taken": 6}),
        ("seats_taken_check", {"seats_taken": -1}),
        ("overbooked|seats_check", {"seats": -1}),
        ("occurrence_ends_after_start", {"ends_at": datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC"))}),
    ],
)
def test_impossible_dates(world: cast.World, constraint: str, changes: dict) -> None:
    rows = Occurrence.objects.filter(offer=world.nord.offers["published"])
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**changes)


def test_the_same_source_gives_an_offer_once_in_a_region(world: cast.World) -> None:
    for half in (world.nord, world.sued):
        rows = Offer.objects.in_region(half.region)
        assert rows.filter(status="draft").update(source="ical", external_id="1") == 1
        with pytest.raises(IntegrityError, match="external_id_once"), transaction.atomic():
            rows.filter(status="published").update(source="ical", external_id="1")
        rows.filter(status="published").update(source="csv", external_id="1")


def test_a_date_cannot_live_in_another_region_than_its_offer(world: cast.World) -> None:
    rows = Occurrence.objects.filter(offer=world.nord.offers["published"])
    with transaction.atomic():
        rows.update(region=world.sued.region)
        with pytest.raises(IntegrityError, match="same_region"):
            connection.check_constraints()
        transaction.set_rollback(True)


def test_an_offer_cannot_live_where_its_institution_is_no_partner(world: cast.World) -> None:
    rows = Offer.objects.in_region(world.nord.region).filter(status="draft")
    with transaction.atomic():
        rows.update(institution=world.sued.museum)
        with pytest.raises(IntegrityError, match="same_region"):
            connection.check_constraints()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("cost", "amount", "group_max", "per_person"),
    [
        ("free", None, 20, 0),
        ("person", Decimal("4.50"), 20, Decimal("4.50")),
        ("group", Decimal(120), 20, 6),
        ("group", Decimal(120), None, Decimal("4.8")),  # shared by 25
        ("person", None, 20, 0),
    ],
)
def test_amount_per_person(cost: str, amount: Decimal | None, group_max: int, per_person) -> None:
    assert Offer(cost=cost, amount=amount, group_max=group_max).amount_per_person == per_person


def test_where_one_books(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    assert offer.booking_address == ""
    offer.institution.website = "https://museum.example"
    assert offer.booking_address == "https://museum.example"
    offer.booking_url = "https://buchen.example"
    assert offer.booking_address == "https://buchen.example"
    own = Offer(region=Region(website="https://netz.example"))
    assert own.booking_address == "https://netz.example"


def test_cards_come_in_the_order_of_the_ids_from_all_regions(world: cast.World) -> None:
    ids = [world.sued.offers["published"].pk, world.nord.offers["published"].pk]
    for wanted in (ids, ids[::-1], []):
        assert [offer.pk for offer in Offer.objects.cards(wanted)] == wanted


def test_a_date_says_its_day_in_german_time() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=ZoneInfo("UTC"))
    assert str(Occurrence(starts_at=late)) == "02.07.2026 00:30"
