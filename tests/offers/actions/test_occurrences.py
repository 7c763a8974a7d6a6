"""Planning and cancelling dates."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mintportal.audit.models import Entry
from offers.actions import occurrences, offers
from offers.actions.occurrences import OccurrenceData
from offers.models import Occurrence, Offer, SearchDate, SearchRow
from tests import cast

NOW = timezone.now().replace(microsecond=0)


def on_day(day: int, seats: int | None = 28, taken: int = 0, hours: int = 2) -> OccurrenceData:
    start = NOW + timedelta(days=day)
    return OccurrenceData(start, start + timedelta(hours=hours), seats, taken, "Labor 2")


def dates_of(offer: Offer) -> list[Occurrence]:
    return list(offer.occurrences.all())


def row(offer: Offer) -> SearchRow:
    return SearchRow.objects.get(pk=offer.pk)


@pytest.fixture
def offer(world: cast.World) -> Offer:
    """A published offer by arrangement, without a date."""
    return offers.publish(
        cast.offer(world.nord.region, world.nord.museum, title="Ohne Termin", by_arrangement=True)
    )


def test_dates_are_planned_in_the_offers_region(offer: Offer) -> None:
    planned = occurrences.plan(offer, [on_day(3, 10, 4), on_day(1, None)])
    saved = dates_of(offer)
    assert [one.pk for one in saved] == [planned[1].pk, planned[0].pk]
    assert {one.region_id for one in saved} == {offer.region_id}
    assert [(one.seats, one.seats_taken, one.seats_free) for one in saved] == [
        (None, 0, None),
        (10, 4, 6),
    ]
    assert saved[0].place_name == "Labor 2"
    assert saved[0].starts_at == NOW + timedelta(days=1)


def test_the_search_follows_a_new_date(offer: Offer) -> None:
    occurrences.plan(offer, [on_day(5, 20, 3)])
    found = row(offer)
    assert (found.next_start, found.next_free, found.next_seats, found.upcoming) == (
        *(NOW + timedelta(days=5), 17, 20, 1),
    )
    occurrences.plan(offer, [on_day(2, 12)])
    found = row(offer)
    assert (found.next_start, found.next_free, found.upcoming) == (NOW + timedelta(days=2), 12, 2)
    assert SearchDate.objects.filter(row_id=offer.pk).count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (on_day(2, hours=0), "Ein Termin endet, bevor er beginnt."),
        (on_day(2, hours=-1), "Ein Termin endet, bevor er beginnt."),
        (on_day(2, 10, 11), "Es sind mehr Plätze vergeben, als es gibt."),
        (on_day(2, -1), ""),
        (on_day(2, None, -1), ""),
        (on_day(2, 40_000), ""),
        (OccurrenceData(NOW, NOW + timedelta(hours=1), place_name="x" * 121), ""),
    ],
    ids=["nothing", "backwards", "overbooked", "fewer", "taken", "too many", "long"],
)
def test_one_impossible_date_stops_them_all(
    offer: Offer, wrong: OccurrenceData, sentence: str
) -> None:
    entries = Entry.objects.count()
    with pytest.raises(ValidationError) as refused:
        occurrences.plan(offer, [on_day(1), wrong, on_day(3)])
    assert sentence in " ".join(refused.value.messages)
    assert dates_of(offer) == []
    assert row(offer).next_start is None
    assert Entry.objects.count() == entries


def test_planning_and_the_search_are_one_transaction(offer: Offer) -> None:
    with transaction.atomic():
        occurrences.plan(offer, [on_day(5)])
        assert row(offer).upcoming == 1
        transaction.set_rollback(True)
    assert (row(offer).upcoming, dates_of(offer)) == (0, [])


def test_a_full_date_can_be_planned(offer: Offer) -> None:
    occurrences.plan(offer, [on_day(5, 10, 10), on_day(6, 0, 0)])
    assert [one.seats_free for one in dates_of(offer)] == [0, 0]
    assert row(offer).next_free == 0


def test_the_dates_of_a_draft_stay_out_of_the_search(world: cast.World) -> None:
    draft = world.nord.offers["draft"]
    (planned,) = occurrences.plan(draft, [on_day(3)])
    assert not SearchRow.objects.filter(pk=draft.pk).exists()
    occurrences.cancel(planned)
    assert not SearchRow.objects.filter(pk=draft.pk).exists()
    assert not SearchDate.objects.filter(row_id=draft.pk).exists()


def test_the_dates_of_a_withdrawn_offer_stay_out_too(world: cast.World) -> None:
    withdrawn = world.nord.offers["withdrawn"]
    (planned, *_) = occurrences.plan(withdrawn, [on_day(3)])
    occurrences.cancel(planned)
    assert not SearchRow.objects.filter(pk=withdrawn.pk).exists()


def test_a_cancelled_date_is_kept_but_no_longer_found(offer: Offer) -> None:
    first, second = occurrences.plan(offer, [on_day(2), on_day(4, 9)])
    occurrences.cancel(first)
    assert [one.is_cancelled for one in dates_of(offer)] == [True, False]
    found = row(offer)
    assert (found.next_start, found.next_free, found.upcoming) == (second.starts_at, 9, 1)
    occurrences.cancel(second)
    assert (row(offer).next_start, row(offer).upcoming) == (None, 0)
    assert not SearchDate.objects.filter(row_id=offer.pk).exists()


def test_deeds_are_recorded(world: cast.World, offer: Offer) -> None:
    mia = world.people["mia"]
    (planned,) = occurrences.plan(offer, [on_day(2)], by=mia)
    occurrences.cancel(planned, by=mia)
    cancelled, made = Entry.objects.order_by("-pk")[:2]
    assert (made.verb, made.thing_id, made.fields) == ("Termine geplant", offer.pk, ["occurrences"])
    assert (cancelled.verb, cancelled.thing_id) == ("Termin abgesagt", planned.pk)
    assert cancelled.region_id == made.region_id == offer.region_id
    assert cancelled.actor_id == made.actor_id == mia.pk


def test_upcoming_are_those_that_have_not_begun(offer: Offer) -> None:
    occurrences.plan(offer, [on_day(3), on_day(-1), on_day(1)])
    assert [one.starts_at for one in offer.occurrences.upcoming()] == [
        NOW + timedelta(days=1),
        NOW + timedelta(days=3),
    ]
    assert row(offer).upcoming == 2
