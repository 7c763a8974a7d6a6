"""Founding a region and completing what is known about it."""

from dataclasses import asdict, replace

import pytest
from django.core.exceptions import ValidationError

from mintportal.accounts.models import User
from mintportal.audit.models import Entry
from regions.actions import regions
from regions.actions.regions import RegionFacts
from regions.models import Region, RegionArea
from tests.regions.conftest import FACTS


def kreise(region: Region) -> set[str]:
    return {area.kreis for area in RegionArea.objects.in_region(region)}


def test_a_founded_region_has_its_facts_its_kreise_and_an_address(region: Region) -> None:
    saved = Region.objects.get(pk=region.pk)
    for name, value in asdict(FACTS).items():
        assert getattr(saved, name) == value
    assert kreise(region) == {"09761", "09772"}
    assert saved.slug == "mint-region-sued"
    assert saved.name_sort == "mint-region sud"


def test_founding_is_recorded_with_the_names_of_fields_but_no_values(db: None) -> None:
    olga = User.objects.create_user("olga@portal.example", name="Olga")
    region = regions.found(FACTS, by=olga)
    entry = Entry.objects.get()
    assert (entry.verb, entry.thing, entry.thing_id) == ("gegründet", "regions.region", region.pk)
    assert entry.actor_id == olga.pk
    assert entry.fields == sorted(asdict(FACTS))
    written = " ".join([entry.verb, entry.thing, *entry.fields])
    for value in ("Süd", "Augsburg", "sued.example", "2014"):
        assert value not in written


def test_a_region_of_the_same_name_gets_another_address(region: Region) -> None:
    assert regions.found(FACTS).slug == "mint-region-sued-2"
    assert regions.found(FACTS).slug == "mint-region-sued-3"


@pytest.mark.parametrize(
    "wrong",
    [
        {"land": "XX"},
        {"land": ""},
        {"founded": 1949},
        {"founded": 2101},
        {"founded": -1},
        {"kind": "verein"},
        {"name": ""},
        {"name": "x" * 121},
        {"website": "javascript:alert(1)"},
        {"place": "x" * 161},
    ],
    ids=str,
)
def test_impossible_facts_are_refused_and_nothing_is_written(db: None, wrong: dict) -> None:
    with pytest.raises(ValidationError):
        regions.found(replace(FACTS, **wrong), ["09761"])
    assert not Region.objects.exists()
    assert not RegionArea.objects.across_regions().exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("founded", [1950, 2100, None])
def test_years_at_the_edge_are_believed(db: None, founded: int | None) -> None:
    assert regions.found(replace(FACTS, founded=founded)).founded == founded


def test_a_wrong_kreis_takes_the_whole_region_back(db: None) -> None:
    with pytest.raises(Exception, match="region_area_ags_has_five_digits"):
        regions.found(FACTS, ["09761", "977"])
    # The test's own transaction is broken by now only if the action had not one of its own.
    assert not Region.objects.exists()
    assert not Entry.objects.exists()


def test_completing_fills_what_is_empty_and_keeps_what_is_there(db: None) -> None:
    bare = regions.found(RegionFacts("Netz", "sonstiges", "NW", website="https://alt.example"))
    new = Entry.objects.order_by("pk")[Entry.objects.count() :]
    filled = regions.complete(
        bare,
        RegionFacts(
            "Anderer Name",
            "zdi",
            "BY",
            place="Bochum",
            founded=2006,
            website="https://neu.example",
            lat=51.5,
            lon=7.2,
        ),
    )
    saved = Region.objects.get(pk=bare.pk)
    assert filled == ["place", "founded", "lat", "lon"]
    assert (saved.place, saved.founded, saved.lat, saved.lon) == ("Bochum", 2006, 51.5, 7.2)
    assert (saved.name, saved.kind, saved.land) == ("Netz", "sonstiges", "NW")
    assert saved.website == "https://alt.example"
    entry = new.get()
    assert (entry.verb, entry.fields) == ("ergänzt", sorted(filled))


def test_completing_with_nothing_new_changes_and_records_nothing(region: Region) -> None:
    new = Entry.objects.order_by("pk")[Entry.objects.count() :]
    assert regions.complete(region, FACTS) == []
    assert regions.complete(region, RegionFacts("Süd", "region", "BY")) == []
    assert not new.exists()


def test_completing_with_something_impossible_writes_nothing(db: None) -> None:
    bare = regions.found(RegionFacts("Netz", "sonstiges", "NW"))
    new = Entry.objects.order_by("pk")[Entry.objects.count() :]
    with pytest.raises(ValidationError):
        regions.complete(bare, RegionFacts("Netz", "sonstiges", "NW", place="Essen", founded=1200))
    saved = Region.objects.get(pk=bare.pk)
    assert (saved.place, saved.founded) == ("", None)
    assert not new.exists()
