"""The database refuses a child in another region than its parent's, whatever code did."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ForeignKey

from offers.models import Occurrence, Offer
from partners.models import Partnership
from tests import cast
from tests.cast import World
from tests.house.models import keys_between_region_owned


def check_now() -> None:
    """What would be checked at the end of the transaction is checked now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def occurrence_to_the_other_region(world: World) -> None:
    occurrence = world.nord.region.occurrences.first()
    Occurrence._base_manager.filter(pk=occurrence.pk).update(region=world.sued.region)


def occurrence_in_bulk(world: World) -> None:
    occurrence = world.nord.region.occurrences.first()
    occurrence.region = world.sued.region
    assert Occurrence._base_manager.bulk_update([occurrence], ["region"]) == 1


def occurrence_of_a_foreign_offer(world: World) -> None:
    occurrence = world.nord.region.occurrences.first()
    occurrence.offer = world.sued.offers["published"]
    occurrence.save(update_fields=["offer"])


def new_occurrence_of_a_foreign_offer(world: World) -> None:
    occurrence = world.nord.region.occurrences.first()
    occurrence.pk, occurrence.region = None, world.sued.region
    Occurrence.objects.bulk_create([occurrence])


def offer_with_dates_to_the_other_region(world: World) -> None:
    offer = world.nord.offers["published"]
    Offer._base_manager.filter(pk=offer.pk).update(region=world.sued.region, institution=None)


def offer_of_no_partner(world: World) -> None:
    offer = world.nord.offers["draft"]
    Offer._base_manager.filter(pk=offer.pk).update(region=world.sued.region)


def offer_of_no_partner_in_bulk(world: World) -> None:
    offer = world.nord.offers["draft"]
    offer.institution = world.sued.museum
    assert Offer._base_manager.bulk_update([offer], ["institution"]) == 1


def new_offer_of_no_partner(world: World) -> None:
    offer = world.nord.offers["draft"]
    offer.pk, offer.slug, offer.region = None, "entfuehrt", world.sued.region
    offer.save(force_insert=True)


def partnership_under_its_offers(world: World) -> None:
    Partnership._base_manager.filter(pk=world.nord.partnership.pk)._raw_delete("default")


def partnership_to_the_other_region(world: World) -> None:
    row = Partnership._base_manager.filter(pk=world.nord.partnership.pk)
    row.update(region=world.sued.region)


KIDNAPPINGS = [
    occurrence_to_the_other_region,
    occurrence_in_bulk,
    occurrence_of_a_foreign_offer,
    new_occurrence_of_a_foreign_offer,
    offer_with_dates_to_the_other_region,
    offer_of_no_partner,
    offer_of_no_partner_in_bulk,
    new_offer_of_no_partner,
    partnership_under_its_offers,
    partnership_to_the_other_region,
]


@pytest.mark.parametrize("kidnap", KIDNAPPINGS, ids=lambda one: one.__name__)
def test_database_refuses(world: World, kidnap: Callable[[World], None]) -> None:
    check_now()
    with transaction.atomic():
        connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
        kidnap(world)
        with pytest.raises(IntegrityError, match="_same_region"), transaction.atomic():
            check_now()
        transaction.set_rollback(True)


def test_database_allows_what_stays_in_one_region(world: World) -> None:
    offer, region = world.nord.offers["draft"], world.nord.region
    cast.dated(offer, 3)
    Occurrence._base_manager.filter(offer=offer).update(region=region)
    Offer._base_manager.filter(pk=offer.pk).update(institution=None)
    check_now()


@pytest.mark.parametrize("key", keys_between_region_owned(), ids=str)
def test_every_key_between_region_owned_models_has_its_composite_companion(
    db: None, key: ForeignKey
) -> None:
    columns, parents = (
        f"({key.column}, region_id)",
        f"{key.related_model._meta.db_table}(id, region_id)",
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid = %s::regclass",
            [key.model._meta.db_table],
        )
        found = [definition for (definition,) in cursor.fetchall()]
    assert any(columns in one and parents in one and "DEFERRABLE" in one for one in found), found
