"""What the database itself refuses, and the words of the models."""

import pytest
from django.db import IntegrityError, transaction

from partners.models import Institution, InstitutionKind, InstitutionMembership, Partnership
from partners.models.institution import GROUPS
from tests import cast


def test_an_institution_is_partner_of_a_region_once(world: cast.World) -> None:
    with pytest.raises(IntegrityError, match="partnership_once"), transaction.atomic():
        Partnership.objects.create(region=world.nord.region, institution=world.nord.museum)


def test_an_approved_partner_is_one_since_some_day(world: cast.World) -> None:
    rows = Partnership.objects.in_region(world.nord.region)
    for status in ("requested", "declined", "ended"):
        assert rows.filter(status=status).update(since=None) == 1
    with pytest.raises(IntegrityError, match="partnership_approved_since"), transaction.atomic():
        rows.approved().update(since=None)


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("institution_land_known", {"land": "XX"}),
        ("partners_institution_slug", {"slug": "museum-nord"}),
    ],
)
def test_impossible_institutions(world: cast.World, constraint: str, changes: dict) -> None:
    rows = Institution.objects.filter(pk=world.sued.museum.pk)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**changes)
    rows.update(land="")


def test_a_person_works_for_an_institution_in_one_role(world: cast.World) -> None:
    with pytest.raises(IntegrityError, match="institution_membership_once"), transaction.atomic():
        InstitutionMembership.objects.create(
            institution=world.nord.museum, user=world.people["mia"], role="editor"
        )


def test_every_kind_stands_in_exactly_one_group() -> None:
    grouped = [kind for _, kinds in GROUPS for kind in kinds]
    assert sorted(grouped) == sorted(InstitutionKind)


def test_institutions_of_a_kind(world: cast.World) -> None:
    names = [one.name for one in Institution.objects.all().of_kind("museum", "kita")]
    assert names == ["Museum Nord", "Museum Süd"]
    assert not Institution.objects.all().of_kind("kita")
