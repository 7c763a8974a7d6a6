"""Asking for and approving a partnership."""

from datetime import date

import pytest
from django.utils import timezone

from mintportal.audit.models import Entry
from partners.actions import partnerships
from partners.models import Partnership
from tests import cast


def all_of(half: cast.Half) -> dict[str, str]:
    found = Partnership.objects.in_region(half.region).select_related("institution")
    return {one.institution.name: one.status for one in found}


def test_asking_and_asking_again_is_one_partnership(world: cast.World) -> None:
    first = partnerships.request(world.sued.region, world.nord.museum)
    new = Entry.objects.order_by("pk")[Entry.objects.count() :]
    again = partnerships.request(world.sued.region, world.nord.museum)
    assert first.pk == again.pk
    assert again.status == "requested"
    assert not new.exists()


@pytest.mark.parametrize("state", ["approved", "declined", "ended", "requested"])
def test_asking_again_does_not_reopen_what_was_decided(world: cast.World, state: str) -> None:
    known = world.nord.partnerships[state]
    again = partnerships.request(world.nord.region, known.institution)
    assert (again.pk, again.status) == (known.pk, state)


def test_a_request_is_recorded_for_its_region(world: cast.World) -> None:
    mia = world.people["mia"]
    partnership = partnerships.request(world.sued.region, world.nord.museum, by=mia)
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.thing_id) == ("Partnerschaft angefragt", partnership.pk)
    assert (entry.region_id, entry.actor_id) == (world.sued.region.pk, mia.pk)


def test_approving_opens_the_region_today(world: cast.World) -> None:
    asked = partnerships.request(world.sued.region, world.nord.museum)
    partnerships.approve(asked, by=world.people["sven"])
    saved = Partnership.objects.in_region(world.sued.region).get(pk=asked.pk)
    assert (saved.status, saved.since) == ("approved", timezone.localdate())
    entry = Entry.objects.latest("pk")
    assert entry.verb == "Partnerschaft freigeschaltet"
    assert entry.fields == ["since", "status"]
    assert entry.actor_id == world.people["sven"].pk


def test_approving_again_keeps_the_day(world: cast.World) -> None:
    partnership = world.nord.partnership
    partnership.since = date(2020, 2, 29)
    partnership.save(update_fields=["since"])
    partnerships.approve(partnership)
    saved = Partnership.objects.in_region(world.nord.region).get(pk=partnership.pk)
    assert (saved.status, saved.since) == ("approved", date(2020, 2, 29))


def test_a_decision_holds_in_one_region_alone(world: cast.World) -> None:
    partnerships.request(world.sued.region, world.nord.museum)
    before = all_of(world.nord)
    partnerships.approve(partnerships.request(world.sued.region, world.nord.museum))
    assert all_of(world.nord) == before
    assert all_of(world.sued)["Museum Nord"] == "approved"


def test_only_approved_ones_are_approved(world: cast.World) -> None:
    found = Partnership.objects.in_region(world.nord.region).approved()
    assert [one.institution.name for one in found] == ["Museum Nord"]
