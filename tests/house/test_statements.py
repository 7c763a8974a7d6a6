"""Every statement on region-owned tables says whose rows it means, and the watch can tell."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef

from offers.models import Occurrence, Offer, SearchDate, SearchRow, SearchText
from offers.rules import may_edit, may_view
from partners.models import Institution, Partnership
from regions.models import Region
from regions.tenancy import across_regions
from tests.cast import World
from tests.house.models import REGION_OWNED
from tests.house.statements import OWNED, UnscopedStatement, unscoped_tables

NAMES_A_REGION = [
    'SELECT "offers_offer"."id" FROM "offers_offer" WHERE "offers_offer"."region_id" = %s',
    'SELECT 1 FROM "offers_offer" WHERE ("offers_offer"."title" = %s AND'
    ' "offers_offer"."region_id" IN (%s, %s)) ORDER BY "offers_offer"."id" LIMIT 21',
    'SELECT "offers_offer"."id" FROM "offers_offer" WHERE "offers_offer"."id" = %s LIMIT 21',
    'SELECT "offers_occurrence"."id" FROM "offers_occurrence"'
    ' WHERE "offers_occurrence"."offer_id" IN (%s, %s)',
    'SELECT 1 FROM "offers_offer" INNER JOIN "regions_region"'
    ' ON ("offers_offer"."region_id" = "regions_region"."id") WHERE "regions_region"."slug" = %s',
    'SELECT 1 FROM "offers_occurrence" INNER JOIN "offers_offer" ON'
    ' ("offers_occurrence"."offer_id" = "offers_offer"."id") WHERE "offers_offer"."region_id" = 1',
    'SELECT 1 FROM "offers_offer" WHERE TRUE /* across regions */',
    'SELECT 1 FROM "offers_offer" WHERE ("offers_offer"."region_id" = %s AND'
    ' ("offers_offer"."title" = %s OR "offers_offer"."slug" = %s))',
    'SELECT 1 FROM "offers_offer" WHERE (("offers_offer"."region_id" = %s AND'
    ' "offers_offer"."title" = %s) OR "offers_offer"."region_id" = %s)',
    'SELECT 1 FROM "offers_offer" WHERE "offers_offer"."region_id" IN (SELECT U0."region_id"'
    ' FROM "regions_regionmembership" U0 WHERE (U0."user_id" = %s AND TRUE /* across regions */))',
    '(SELECT 1 FROM "offers_offer" WHERE "offers_offer"."region_id" = 1) UNION'
    ' (SELECT 1 FROM "offers_offer" WHERE "offers_offer"."region_id" = 2)',
    'SELECT "regions_region"."id", (SELECT COUNT(U0."id") FROM "offers_offer" U0'
    ' WHERE U0."region_id" = ("regions_region"."id")) FROM "regions_region"',
    'SELECT 1 FROM "offers_searchrow" INNER JOIN "offers_offer" ON ("offers_searchrow"."offer_id" ='
    ' "offers_offer"."id") WHERE "offers_searchrow"."region_id" = %s',
    'INSERT INTO "offers_offer" ("region_id", "title") VALUES (%s, %s) RETURNING'
    ' "offers_offer"."id"',
    'UPDATE "offers_offer" SET "title" = %s WHERE "offers_offer"."id" = %s',
    'DELETE FROM "offers_offer" WHERE "offers_offer"."region_id" = %s',
    'SELECT "offers_searchrow"."offer_id" FROM "offers_searchrow"',
    'SELECT "partners_institution"."id" FROM "partners_institution"',
    'SAVEPOINT "s1"',
    "SELECT 'offers_offer'",
]
NAMES_NONE = [
    'SELECT "offers_offer"."id" FROM "offers_offer"',
    "SELECT id FROM offers_offer o WHERE o.title = %s",
    'SELECT "offers_offer"."region_id" FROM "offers_offer" WHERE "offers_offer"."title" = %s',
    'SELECT ("offers_offer"."region_id" = 1) AS "here" FROM "offers_offer"',
    'SELECT 1 FROM "offers_offer" WHERE NOT ("offers_offer"."region_id" = %s)',
    'SELECT 1 FROM "offers_offer" WHERE "offers_offer"."region_id" > %s',
    'SELECT 1 FROM "offers_offer" WHERE "offers_offer"."region_id" IS NOT NULL',
    'SELECT 1 FROM "offers_offer" WHERE "offers_offer"."institution_id" = %s',
    'SELECT 1 FROM "offers_offer" WHERE ("offers_offer"."region_id" = %s OR'
    ' "offers_offer"."title" = %s)',
    'SELECT 1 FROM "offers_offer" WHERE ("offers_offer"."id" = 1 AND "offers_offer"."slug" = %s) OR'
    ' "offers_offer"."title" = %s',
    'SELECT 1 FROM "offers_occurrence" INNER JOIN "offers_offer"'
    ' ON ("offers_occurrence"."offer_id" = "offers_offer"."id") WHERE "offers_offer"."title" = %s',
    'SELECT 1 FROM "offers_offer" INNER JOIN "regions_region" ON'
    ' ("offers_offer"."region_id" = "regions_region"."id") WHERE "regions_region"."land" = %s',
    'SELECT 1 FROM "partners_institution" INNER JOIN "partners_partnership"'
    ' ON ("partners_institution"."id" = "partners_partnership"."institution_id")'
    ' WHERE "partners_institution"."id" = %s',
    'SELECT 1 FROM "partners_institution" INNER JOIN "partners_partnership" T3'
    ' ON ("partners_institution"."id" = T3."institution_id") INNER JOIN "offers_offer" ON'
    ' ("partners_institution"."id" = "offers_offer"."institution_id") WHERE T3."region_id" = %s',
    'SELECT 1 FROM "partners_institution" WHERE EXISTS(SELECT 1 FROM "offers_offer" U0'
    ' WHERE U0."institution_id" = ("partners_institution"."id"))',
    # A mark inside of a subquery says nothing about the rows outside, nor the other way round.
    'SELECT 1 FROM "offers_offer" WHERE "offers_offer"."institution_id" IN (SELECT'
    ' U0."institution_id" FROM "partners_partnership" U0 WHERE TRUE /* across regions */)',
    'SELECT 1 FROM "offers_offer" WHERE TRUE /* across regions */ AND "offers_offer"."id" IN'
    ' (SELECT U0."offer_id" FROM "offers_occurrence" U0 WHERE U0."is_cancelled")',
    '(SELECT 1 FROM "offers_offer" WHERE "offers_offer"."region_id" = 1) UNION'
    ' (SELECT 1 FROM "offers_offer" WHERE "offers_offer"."title" = %s)',
    'SELECT 1 FROM "offers_offer" WHERE "offers_offer"."region_id" = 1 UNION'
    ' SELECT 1 FROM "offers_offer"',
    'INSERT INTO "offers_offer" ("title") SELECT "title" FROM "offers_offer"',
    'UPDATE "offers_offer" SET "region_id" = %s WHERE "offers_offer"."title" = %s',
    'UPDATE "offers_offer" SET "title" = %s',
    'DELETE FROM "offers_offer"',
    'SELECT COUNT(*) FROM (SELECT DISTINCT "regions_regionarea"."kreis" AS "c"'
    ' FROM "regions_regionarea") subquery',
]


@pytest.mark.parametrize("sql", NAMES_A_REGION)
def test_reader_accepts_what_names_a_region(sql: str) -> None:
    assert unscoped_tables(sql) == frozenset()


@pytest.mark.parametrize("sql", NAMES_NONE)
def test_reader_refuses_what_names_none(sql: str) -> None:
    assert unscoped_tables(sql)


@pytest.mark.parametrize("table", sorted(OWNED))
def test_every_region_owned_table_is_watched(table: str) -> None:
    assert unscoped_tables(f'SELECT 1 FROM "{table}"') == {table}


def test_the_tables_come_from_the_models_and_the_projection_is_public() -> None:
    assert {Offer, Occurrence, Partnership} <= set(REGION_OWNED)
    assert not {SearchRow, SearchText, SearchDate} & set(REGION_OWNED)


def forgetful_queries() -> dict[str, Any]:
    """What passes by the hooks of the querysets: it starts from shared things."""
    return {
        "join": Institution.objects.filter(partnerships__status="approved"),
        "join over the region": Region.objects.filter(offers__title="x"),
        "exists": Institution.objects.filter(
            Exists(Offer.objects.filter(institution=OuterRef("pk")))
        ),
        "count": Institution.objects.annotate(n=Count("offers")),
        "base manager": Offer._base_manager.filter(title="x"),
        "rule alone": Offer._base_manager.filter(may_view(None)),
        "union": Region.objects.values_list("name").union(Offer.objects.values_list("title")),
    }


@pytest.mark.parametrize("name", forgetful_queries())
def test_join_that_passes_by_the_querysets_is_refused(world: World, name: str) -> None:
    with pytest.raises(UnscopedStatement, match=r"^Whose "):
        list(forgetful_queries()[name])


def test_marked_join_runs(world: World) -> None:
    assert across_regions(forgetful_queries()["join"]).count() == 2


def test_rule_runs_inside_of_a_region(world: World) -> None:
    for person in world.people.values():
        rows = world.nord.region.offers.filter(may_edit(person))
        assert rows.count() in {0, 3}


def test_the_watch_covers_updates_and_deletes(world: World) -> None:
    for statement in (
        'UPDATE "offers_offer" SET "title" = \'\'',
        'DELETE FROM "offers_occurrence"',
    ):
        with (
            pytest.raises(UnscopedStatement),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert world.nord.region.occurrences.exists()
