"""What the database itself refuses, and the words of the models."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from mintportal.accounts.models import User
from regions.actions import regions
from regions.actions.regions import RegionFacts
from regions.models import ProfilePoint, ProfileSection, Region, RegionArea, RegionMembership
from tests import cast


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("region_land_known", {"land": "XX"}),
        ("region_founded_believable", {"founded": 1900}),
        ("region_founded_believable", {"founded": 2200}),
        ("regions_region_slug", {"slug": "mint-region-nord"}),
    ],
)
def test_impossible_regions(world: cast.World, constraint: str, changes: dict) -> None:
    rows = Region.objects.filter(pk=world.sued.region.pk)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**changes)


def test_a_kreis_has_five_digits_and_is_covered_once(region: Region) -> None:
    for kreis, constraint in (("977", "five_digits"), ("09761", "region_area_once")):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            RegionArea.objects.create(region=region, kreis=kreis)


def test_one_answer_to_a_question_and_one_point_in_a_place(region: Region) -> None:
    for model, values, constraint in (
        (ProfileSection, {"kind": "lage"}, "profile_section_once"),
        (ProfilePoint, {"kind": "schwerpunkt", "position": 0}, "profile_point_position_once"),
    ):
        model.objects.create(region=region, **values)
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            model.objects.create(region=region, **values)


def test_a_person_has_one_role_in_a_region(region: Region) -> None:
    user = User.objects.create_user("ada@portal.example", name="Ada")
    RegionMembership.objects.create(region=region, user=user, role="editor")
    with pytest.raises(IntegrityError, match="region_membership_once"), transaction.atomic():
        RegionMembership.objects.create(region=region, user=user, role="coordinator")


def test_two_regions_may_answer_the_same_question(world: cast.World) -> None:
    for half in (world.nord, world.sued):
        ProfileSection.objects.create(region=half.region, kind="lage")
        ProfilePoint.objects.create(region=half.region, kind="schwerpunkt", text="x", position=0)
    assert ProfileSection.objects.across_regions().count() == 2


@pytest.mark.parametrize(
    ("days", "stale"), [(0, False), (365, False), (366, True), (4000, True), (None, False)]
)
def test_a_profile_is_stale_after_a_year(days: int | None, stale: bool) -> None:
    checked = None if days is None else date.today() - timedelta(days=days)
    assert Region(checked_on=checked).is_stale is stale


def test_lists_stand_in_german_order(db: None) -> None:
    names = ["Zwickau", "Östringen", "Oldenburg", "Ärzte", "Aue", "Straßburg", "Strasse", "„Bad“"]
    for name in names:
        regions.found(RegionFacts(name, "sonstiges", "NW"))
    expected = [
        *("Ärzte", "Aue", "„Bad“", "Oldenburg", "Östringen", "Straßburg", "Strasse", "Zwickau")
    ]
    assert [region.name for region in Region.objects.for_lists()] == expected
    assert [region.name for region in Region.objects.in_land("NW")] == expected
    assert not Region.objects.in_land("BY")


def test_a_list_needs_no_further_question_for_its_words(world: cast.World) -> None:
    found = list(Region.objects.for_lists())
    before = len(connection.queries_log)
    with connection.execute_wrapper(_refuse):
        for one in found:
            assert [str(one), one.land_name, one.get_absolute_url(), one.place, one.teaser]
    assert len(connection.queries_log) == before


def _refuse(execute: object, sql: str, *rest: object) -> None:
    raise AssertionError(f"an extra question: {sql}")
