"""Forgetful queries raise before any SQL runs, and queries that say whose rows they want run.

The tests of the first part have no database: a form that slipped through would be told "Database
access not allowed" by pytest-django, which is no UnscopedQuery.
"""

import asyncio
import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import BooleanField, Count, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Exact
from django.test.utils import CaptureQueriesContext

from mintportal.accounts.models import User
from offers.models import Occurrence, Offer
from partners.models import Institution, Partnership
from regions.models import ProfileSection, Region, RegionArea, RegionMembership
from regions.tenancy import RegionOwned, RegionQuerySet, UnscopedQuery, across_regions
from tests.cast import World
from tests.house.models import REGION_OWNED

NORD = Region(pk=1, name="Nord")
MUSEUM = Institution(pk=1)
ROBOTS = Offer(pk=1, region=NORD, institution=MUSEUM)
USER = User(pk=1)


async def _first(rows: Any) -> Any:
    return [one async for one in rows]


# Ways to run a queryset that does not say whose rows it wants.
RUNS: dict[str, Callable[[QuerySet], Any]] = {
    "for": lambda rows: [one for one in rows],  # noqa: C416 - the form itself
    "list": list,
    "len": len,
    "bool": bool,
    "repr": repr,
    "in": lambda rows: object() in rows,
    "index": lambda rows: rows[0],
    "slice": lambda rows: list(rows[:5]),
    "slice with a step": lambda rows: rows[:5:2],
    "pickle": pickle.dumps,
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "contains": lambda rows: rows.contains(rows.model(pk=1)),
    "aggregate": lambda rows: rows.aggregate(n=Count("pk")),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "latest": lambda rows: rows.latest("pk"),
    "earliest": lambda rows: rows.earliest("pk"),
    "get": lambda rows: rows.get(pk=1),
    "get_or_create": lambda rows: rows.get_or_create(pk=1),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "in_bulk of all": lambda rows: rows.in_bulk(),
    "iterator": lambda rows: list(rows.iterator()),
    "values": lambda rows: list(rows.values("pk")),
    "values_list": lambda rows: list(rows.values_list("pk", flat=True)),
    "distinct": lambda rows: list(rows.distinct()),
    "order_by": lambda rows: list(rows.order_by("-pk")),
    "reverse": lambda rows: list(rows.order_by("pk").reverse()),
    "annotate": lambda rows: list(rows.annotate(n=Count("pk"))),
    "alias": lambda rows: list(rows.alias(n=Count("pk"))),
    "only": lambda rows: list(rows.only("pk")),
    "defer": lambda rows: list(rows.defer("region")),
    "select_related": lambda rows: list(rows.select_related("region")),
    "select_for_update": lambda rows: list(rows.select_for_update()),
    "using": lambda rows: list(rows.using("default")),
    "update": lambda rows: rows.update(region=NORD),
    "delete": lambda rows: rows.delete(),
    "bulk_update by id": lambda rows: rows.filter(pk__in=[1]).update(region=NORD),
    "explain": lambda rows: rows.explain(),
    "raw": lambda rows: list(rows.raw(f'SELECT * FROM "{rows.model._meta.db_table}"')),
    "union": lambda rows: list(rows.union(rows.filter(region=NORD))),
    "union, forgotten on the right": lambda rows: list(rows.filter(region=NORD).union(rows)),
    "intersection": lambda rows: list(rows.intersection(rows.filter(region=NORD))),
    "difference": lambda rows: list(rows.filter(region=NORD).difference(rows)),
    "|": lambda rows: list(rows.filter(region=NORD) | rows.filter(pk=1)),
    "&": lambda rows: list(rows.filter(pk=2) & rows.filter(pk=1)),
    "^": lambda rows: list(rows.filter(region=NORD) ^ rows.filter(pk=1)),
    "page": lambda rows: Paginator(rows.order_by("pk"), 5).page(1),
    "subquery": lambda rows: list(rows.filter(region=NORD).filter(pk__in=rows.filter(pk=2))),
    "subquery of a shared model": lambda rows: list(
        Institution.objects.filter(pk__in=rows.values("pk"))
    ),
    "async for": lambda rows: asyncio.run(_first(rows)),
    "aiterator": lambda rows: asyncio.run(_first(rows.aiterator())),
    "acount": lambda rows: asyncio.run(rows.acount()),
    "aexists": lambda rows: asyncio.run(rows.aexists()),
    "aaggregate": lambda rows: asyncio.run(rows.aaggregate(n=Count("pk"))),
    "aget": lambda rows: asyncio.run(rows.aget(pk=1)),
    "afirst": lambda rows: asyncio.run(rows.afirst()),
    "alast": lambda rows: asyncio.run(rows.alast()),
    "ain_bulk": lambda rows: asyncio.run(rows.ain_bulk()),
    "acontains": lambda rows: asyncio.run(rows.acontains(rows.model(pk=1))),
    "aupdate": lambda rows: asyncio.run(rows.aupdate(region=NORD)),
    "adelete": lambda rows: asyncio.run(rows.adelete()),
    "aexplain": lambda rows: asyncio.run(rows.aexplain()),
    "aget_or_create": lambda rows: asyncio.run(rows.aget_or_create(pk=1)),
}

# Querysets that sound as if they said whose rows they want, and do not.
SOUNDS: dict[str, Callable[[], QuerySet]] = {
    "all": lambda: Offer.objects.all(),
    "title": lambda: Offer.objects.filter(title="Roboter"),
    "published": lambda: Offer.objects.filter().published(),
    "a domain word of another model": lambda: Occurrence.objects.filter().upcoming(),
    "for cards": lambda: Offer.objects.filter().for_cards(),
    "primary key": lambda: Offer.objects.filter(pk=1),
    "region None": lambda: Offer.objects.filter(region=None),
    "region id None": lambda: Offer.objects.filter(region_id=None),
    "region is not null": lambda: Offer.objects.filter(region__isnull=False),
    "region greater": lambda: Offer.objects.filter(region__gt=0),
    "region's name": lambda: Offer.objects.filter(region__name__contains="N"),
    "region's Land": lambda: Offer.objects.filter(region__land="NW"),
    "excluded region": lambda: Offer.objects.exclude(region=NORD),
    "negated region": lambda: Offer.objects.filter(~Q(region=NORD)),
    "one branch of an OR": lambda: Offer.objects.filter(Q(region=NORD) | Q(title="Roboter")),
    "one branch of an XOR": lambda: Offer.objects.filter(Q(region=NORD) ^ Q(title="Roboter")),
    "one branch deep inside": lambda: Offer.objects.filter(
        Q(pk=1) & (Q(region=NORD) | (Q(title="Roboter") & Q(status="draft")))
    ),
    "negated inside of an OR": lambda: Offer.objects.filter(Q(region=NORD) | ~Q(region=NORD)),
    "empty Q": lambda: Offer.objects.filter(Q()),
    "another column as region": lambda: Offer.objects.filter(region=F("region")),
    "expression": lambda: Offer.objects.filter(Exact(F("region"), 1)),
    "raw condition": lambda: Offer.objects.filter(RawSQL("region_id = 1", [], BooleanField())),
    "annotation": lambda: Offer.objects.annotate(whose=F("region")).filter(whose=1),
    "institution": lambda: Offer.objects.filter(institution=MUSEUM),
    "region of the institution": lambda: Offer.objects.filter(
        institution__partnerships__region=NORD
    ),
    "offer of the institution": lambda: Offer.objects.filter(institution__offers=ROBOTS),
    "institutions of one region": lambda: Offer.objects.filter(
        institution__in=Offer.objects.in_region(NORD).values("institution")
    ),
    "colleagues": lambda: RegionMembership.objects.filter(user=USER),
    "offer's id alone": lambda: Occurrence.objects.filter(offer=1),
    "title of the offer": lambda: Occurrence.objects.filter(offer__title="Roboter"),
    "no offers": lambda: Occurrence.objects.filter(offer__in=[]),
    "ids": lambda: Occurrence.objects.filter(offer__in=[1, 2]),
    "mixed things": lambda: Occurrence.objects.filter(offer__in=[ROBOTS, 2]),
    "offers of an institution": lambda: MUSEUM.offers.all(),
    "partnerships of an institution": lambda: MUSEUM.partnerships.filter(status="approved"),
    "memberships of a person": lambda: USER.region_memberships.all(),
    "a slice": lambda: Offer.objects.all()[2:5],
    "a pickled query": lambda: _with_query(Offer.objects.all()),
    "a copy": lambda: copy.deepcopy(Offer.objects.all()),
}


def _with_query(rows: QuerySet) -> QuerySet:
    fresh = rows.model.objects.all()
    fresh.query = pickle.loads(pickle.dumps(rows.query))
    return fresh


@pytest.mark.parametrize("model", REGION_OWNED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_forgetful_query_raises(run: Callable[[QuerySet], Any], model: type[RegionOwned]) -> None:
    with pytest.raises(UnscopedQuery, match=r"^Whose \w+\?"):
        run(model.objects.all())


@pytest.mark.parametrize("rows", SOUNDS.values(), ids=SOUNDS)
def test_condition_that_only_sounds_like_a_region_raises(rows: Callable[[], QuerySet]) -> None:
    with pytest.raises(UnscopedQuery):
        list(rows())


@pytest.mark.parametrize(
    ("method", "model", "field"),
    [
        ("dates", Offer, "checked_on"),
        ("datetimes", Occurrence, "starts_at"),
        ("dates", Partnership, "since"),
    ],
)
def test_days_of_forgotten_rows_raise(method: str, model: type[RegionOwned], field: str) -> None:
    with pytest.raises(UnscopedQuery):
        list(getattr(model.objects, method)(field, "day"))


def test_subquery_as_a_value_must_say_whose_rows_it_wants_itself() -> None:
    forgotten = Offer.objects.filter(title="Roboter")
    with pytest.raises(UnscopedQuery, match="Whose Offer"):
        Occurrence.objects.in_region(NORD).filter(offer__in=forgotten)
    with pytest.raises(UnscopedQuery, match="Whose Offer"):
        Institution.objects.filter(offers__in=forgotten)


def test_message_names_the_ways_to_say_it() -> None:
    with pytest.raises(UnscopedQuery) as problem:
        len(ProfileSection.objects.all())
    for way in ("in_region(region)", "filter(region=…)", "across_regions()"):
        assert way in str(problem.value)


@pytest.mark.parametrize("model", REGION_OWNED, ids=lambda model: model.__name__)
def test_every_region_owned_model_has_the_careful_queryset(model: type[RegionOwned]) -> None:
    assert isinstance(model.objects.all(), RegionQuerySet)
    assert isinstance(model._default_manager.all(), RegionQuerySet)


def test_managers_offer_no_delete() -> None:
    assert not hasattr(Offer.objects, "delete")
    assert not hasattr(Offer.objects, "resolve_expression")
    assert Offer.objects.all().delete.alters_data
    assert Offer.objects.all().update.alters_data


# --- what says whose rows it wants ---------------------------------------------------------------

ANCHORED: dict[str, Callable[[World], QuerySet]] = {
    "in_region": lambda w: Offer.objects.in_region(w.nord.region),
    "in_region by id": lambda w: Offer.objects.in_region(w.nord.region.pk),
    "filter": lambda w: Offer.objects.filter(region=w.nord.region),
    "filter by id": lambda w: Offer.objects.filter(region_id=w.nord.region.pk),
    "filter by slug": lambda w: Offer.objects.filter(region__slug=w.nord.region.slug),
    "filter in": lambda w: Offer.objects.filter(region__in=[w.nord.region]),
    "filter by Q": lambda w: Offer.objects.filter(Q(region=w.nord.region) & ~Q(title="")),
    "both branches": lambda w: (
        Offer.objects.filter(
            Q(region=w.nord.region, status="draft") | Q(region=w.nord.region, status="published"),
        ).exclude(status="withdrawn")
        | Offer.objects.in_region(w.nord.region).filter(status="withdrawn")
    ),
    "chain": lambda w: Offer.objects.in_region(w.nord.region).exclude(title="").order_by("-pk"),
    "words first": lambda w: Offer.objects.exclude(title="").in_region(w.nord.region),
    "owner": lambda w: w.nord.region.offers.all(),
    "region of regions": lambda w: Offer.objects.filter(
        region__in=Region.objects.filter(pk=w.nord.region.pk)
    ),
    "copy": lambda w: copy.deepcopy(Offer.objects.in_region(w.nord.region)),
    "pickle": lambda w: pickle.loads(pickle.dumps(w.nord.region.offers.all())).all(),
    "distinct and defer": lambda w: w.nord.region.offers.distinct().defer("description"),
    "locked": lambda w: w.nord.region.offers.select_for_update(of=("self",)),
}


@pytest.mark.parametrize("rows", ANCHORED.values(), ids=ANCHORED)
def test_anchored_query_finds_the_rows_of_its_region_alone(
    world: World, rows: Callable[[World], QuerySet]
) -> None:
    assert set(rows(world)) == set(world.nord.offers.values())


def test_things_of_one_region_anchor_their_parts(world: World) -> None:
    offer = world.nord.offers["published"]
    dates = list(offer.occurrences.all())
    assert len(dates) == 1
    assert list(Occurrence.objects.filter(offer=offer)) == dates
    assert list(Occurrence.objects.filter(offer__in=[offer])) == dates
    assert list(Occurrence.objects.filter(offer__region=world.nord.region, offer=offer)) == dates
    assert list(world.nord.partnership.region.occurrences.filter(offer=offer)) == dates
    anchored = Offer.objects.in_region(world.nord.region).filter(title=offer.title)
    assert list(Occurrence.objects.filter(offer__in=anchored)) == dates


def test_across_regions_finds_all_and_says_so(world: World) -> None:
    with CaptureQueriesContext(connection) as captured:
        found = set(Offer.objects.across_regions())
    assert found == {*world.nord.offers.values(), *world.sued.offers.values()}
    assert "/* across regions */" in captured[0]["sql"]


def test_across_regions_marks_querysets_of_shared_models(world: World) -> None:
    partners = across_regions(Institution.objects.filter(partnerships__status="approved"))
    assert set(partners) == {world.nord.museum, world.sued.museum}
    assert "/* across regions */" in str(partners.query)


def test_none_runs() -> None:
    nothing = Offer.objects.none()
    assert list(nothing) == []
    assert nothing.count() == 0
    assert not nothing.exists()
    assert list(nothing.filter(title="Roboter")) == []
    assert nothing.update(title="") == 0


def test_every_way_to_run_works_once_anchored(world: World) -> None:
    rows = world.nord.region.offers.order_by("pk")
    one = world.nord.offers["draft"]
    assert rows.count() == len(rows) == 3
    assert rows.exists()
    assert rows.contains(one)
    assert rows.aggregate(n=Count("pk")) == {"n": 3}
    assert rows.first() == rows.earliest("pk") == rows[0] == one
    assert rows.last() == rows.latest("pk")
    assert rows.in_bulk([one.pk]) == {one.pk: one}
    assert list(rows.iterator()) == list(rows)
    assert len(rows.dates("published_at", "day")) == 1
    assert "offers_offer" in rows.explain()
    assert set(rows.union(world.sued.region.offers.all())) == {
        *world.nord.offers.values(),
        *world.sued.offers.values(),
    }
    assert list(rows.difference(rows)) == []
    assert set(rows.intersection(rows.all())) == set(rows)
    names = rows.values_list("title").union(Institution.objects.values_list("name"))
    assert ("Museum Süd",) in names


def test_async_forms_run_once_anchored(world: World) -> None:
    async def asked() -> tuple[int, int, int]:
        rows = Offer.objects.in_region(world.nord.region)
        return await rows.acount(), len(await _first(rows)), len(await _first(rows.aiterator()))

    assert async_to_sync(asked)() == (3, 3, 3)


def test_writing_in_bulk(world: World) -> None:
    made = RegionArea.objects.bulk_create(
        RegionArea(region=half.region, kreis="05913") for half in (world.nord, world.sued)
    )
    for area in made:
        area.kreis = "05914"
    assert RegionArea.objects.bulk_update(made, ["kreis"]) == 2
    changed = RegionArea.objects.across_regions().filter(kreis="05914")
    assert changed.count() == 2
    assert changed.filter(region=world.nord.region).delete()[0] == 1
    assert changed.filter(region=world.sued.region).update(kreis="05915") == 1
    assert not changed.exists()


def test_bulk_update_reaches_no_row_of_a_region_it_does_not_name(world: World) -> None:
    offer = world.nord.offers["draft"]
    offer.region, offer.title = world.sued.region, "Entführt"
    assert Offer.objects.bulk_update([offer], ["title"]) == 0


def test_get_or_create_and_update_or_create_with_a_region(world: World) -> None:
    section = ProfileSection.objects.update_or_create(region=world.nord.region, kind="lage")[0]
    again, is_new = ProfileSection.objects.get_or_create(region=world.nord.region, kind="lage")
    assert (again, is_new) == (section, False)


@pytest.mark.django_db
def test_update_or_create_without_a_region_raises() -> None:
    with (
        CaptureQueriesContext(connection) as captured,
        pytest.raises(UnscopedQuery, match="Whose ProfileSection"),
    ):
        ProfileSection.objects.update_or_create(kind="lage", defaults={"body": "Hier."})
    assert not any("regions_profilesection" in one["sql"] for one in captured)


@pytest.mark.parametrize("name", ["occurrences", "region__offers", "institution__partnerships"])
def test_prefetch_must_say_whose_rows_it_brings(world: World, name: str) -> None:
    with pytest.raises(UnscopedQuery):
        list(world.nord.region.offers.prefetch_related(name))


def test_prefetch_brings_the_rows_of_the_region_it_names(world: World) -> None:
    with pytest.raises(UnscopedQuery, match="Whose Occurrence"):
        list(
            world.nord.region.offers.prefetch_related(
                Prefetch("occurrences", Occurrence.objects.filter(is_cancelled=False))
            )
        )
    here = Prefetch("occurrences", Occurrence.objects.in_region(world.nord.region))
    offers = world.nord.region.offers.prefetch_related(here, "institution").order_by("pk")
    assert [len(one.occurrences.all()) for one in offers] == [0, 1, 1]
    loud = Prefetch("offers", Offer.objects.across_regions())
    museums = Institution.objects.filter(kind="museum").prefetch_related(loud)
    assert [len(one.offers.all()) for one in museums] == [3, 3]


def test_correlated_subquery_names_the_region_of_the_outer_row(world: World) -> None:
    drafts = Offer.objects.filter(region_id=OuterRef("pk"), status="draft").values("title")
    titles = (
        Region.objects.annotate(draft=drafts[:1]).order_by("pk").values_list("draft", flat=True)
    )
    assert list(titles) == ["Entwurf Nord", "Entwurf Süd"]


def test_partnership_is_found_by_its_region_and_institution(world: World) -> None:
    found = Partnership.objects.filter(region=world.nord.region, institution=world.nord.museum)
    assert found.get() == world.nord.partnership
