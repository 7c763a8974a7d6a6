"""Renaming a region or an institution: their offers are found and shown with the new name."""

import pytest
from django.core.exceptions import ValidationError

from mintportal.audit.models import Entry
from offers.actions import names
from offers.actions.names import rename
from offers.cards import cards
from offers.search import Question, search
from partners.actions import partnerships
from partners.models import Institution
from regions.models import Region
from tests import cast


def found(words: str) -> set[int]:
    """The offers that have the words themselves, not such that look alike."""
    answer = search(Question(words=words))
    return set() if answer.corrections else set(answer.ids)


def shown(one: int) -> str:
    """An offer's row in the list."""
    answer = search(Question())
    return dict(zip(answer.ids, map(str, cards(answer, "")), strict=True))[one]


def test_an_institutions_offers_in_all_regions_have_its_new_name(world: cast.World) -> None:
    museum, nord = world.nord.museum, world.nord.offers["published"].pk
    partnerships.approve(partnerships.request(world.sued.region, museum))
    other = cast.published(world.sued.region, museum, by_arrangement=True).pk
    assert "Museum Nord" in shown(nord)
    rename(museum, "Vulkaneum", by=world.people["mia"])
    assert found("Vulkaneum") == {nord, other}
    assert "Vulkaneum" in shown(nord)
    assert "Vulkaneum" in shown(other)
    assert "Museum Nord" not in shown(nord)
    saved = Institution.objects.get(pk=museum.pk)
    assert (saved.name, saved.name_sort, saved.slug) == ("Vulkaneum", "vulkaneum", "museum-nord")


def test_a_regions_offers_have_its_new_name(world: cast.World) -> None:
    own = cast.published(world.nord.region, None, by_arrangement=True).pk
    rename(world.nord.region, "MINT-Region Vulkaneifel")
    assert found("Vulkaneifel") == {own, world.nord.offers["published"].pk}
    assert "MINT-Region Vulkaneifel" in shown(own)
    saved = Region.objects.get(pk=world.nord.region.pk)
    assert (saved.name_sort, saved.slug) == ("mint-region vulkaneifel", "mint-region-nord")


def test_offers_of_others_stay_as_they_are(world: cast.World) -> None:
    before = search(Question()).rows
    rename(world.nord.region, "MINT-Region Vulkaneifel")
    after = search(Question()).rows
    pk = world.sued.offers["published"].pk
    assert after.version(pk) == before.version(pk)
    assert after.version(world.nord.offers["published"].pk) > before.version(pk)
    assert len(after.everything) == len(before.everything)  # drafts stay drafts


@pytest.mark.parametrize("name", ["", " ", "a" * 161])
def test_what_is_no_name_is_refused(world: cast.World, name: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(ValidationError):
        rename(world.nord.museum, name)
    assert Institution.objects.get(pk=world.nord.museum.pk).name == "Museum Nord"
    assert Entry.objects.count() == before


def test_it_is_recorded(world: cast.World) -> None:
    names.rename(world.nord.museum, "Vulkaneum", by=world.people["mia"])
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.thing, entry.fields) == (
        "umbenannt",
        "partners.institution",
        ["name"],
    )
    assert entry.actor_id == world.people["mia"].pk
