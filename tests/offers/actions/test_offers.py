"""Writing, publishing and withdrawing an offer."""

from dataclasses import asdict, replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mintportal.audit.models import Entry
from mintportal.geo.places import place_of_plz
from offers.actions import offers
from offers.models import Offer, SearchRow
from partners.actions import institutions
from partners.actions.institutions import InstitutionData
from partners.models import Partnership
from regions.actions import regions
from regions.actions.regions import RegionFacts
from tests import cast
from tests.cast import ROBOTS


def draft(half: cast.Half, **changes: object) -> Offer:
    made = offers.draft(half.region, half.museum, replace(ROBOTS, **changes))
    return Offer.objects.in_region(half.region).get(pk=made.pk)


def rows(offer: Offer) -> int:
    return SearchRow.objects.filter(pk=offer.pk).count()


# --- drafts -----------------------------------------------------------------------------------


def test_a_draft_holds_everything_an_editor_wrote(world: cast.World) -> None:
    saved = draft(world.nord, flow=["Ankommen", "Bauen"], languages=["de", "en"], adults=2)
    wanted = replace(ROBOTS, flow=["Ankommen", "Bauen"], languages=["de", "en"], adults=2)
    for name, value in asdict(wanted).items():
        assert getattr(saved, name) == value
    assert (saved.status, saved.published_at) == ("draft", None)
    assert (saved.region, saved.institution) == (world.nord.region, world.nord.museum)
    assert not rows(saved)


def test_the_place_is_the_institutions_when_no_own_is_said(world: cast.World) -> None:
    saved = draft(world.nord, plz="", town="", street="")
    museum = world.nord.museum
    assert (saved.street, saved.plz, saved.town) == ("Weg 1", museum.plz, museum.town)
    assert (saved.lat, saved.lon) == (museum.lat, museum.lon)
    assert (saved.kreis, saved.land) == ("05911", "NW")


def test_an_own_postcode_decides_about_the_place(world: cast.World) -> None:
    saved = draft(world.nord, plz="10115", town="Berlin", street="Gasse 2")
    berlin = place_of_plz("10115")
    assert berlin
    assert (saved.lat, saved.lon) == (berlin.lat, berlin.lon)
    assert (saved.street, saved.town, saved.kreis, saved.land) == (
        *("Gasse 2", "Berlin", berlin.kreis, "BE"),
    )


def test_without_any_postcode_only_the_land_is_known(world: cast.World) -> None:
    saved = offers.draft(world.nord.region, None, replace(ROBOTS, plz=""))
    assert (saved.lat, saved.lon, saved.kreis, saved.land) == (None, None, "", "NW")


def test_a_postcode_that_does_not_exist_is_refused(world: cast.World) -> None:
    with pytest.raises(ValidationError) as refused:
        draft(world.nord, plz="99999")
    assert refused.value.message_dict == {"plz": ["Die Postleitzahl 99999 gibt es nicht."]}


@pytest.mark.parametrize(
    ("plz", "grades", "stages"),
    [
        ("44805", (5, 6), ["sek1"]),
        ("10115", (5, 6), ["grundschule"]),  # in Berlin the Grundschule has six years
        ("14467", (5, 6), ["grundschule"]),  # and in Brandenburg
        ("14467", (6, 7), ["grundschule", "sek1"]),
        ("44805", (4, 11), ["grundschule", "sek1", "sek2"]),
        ("44805", (0, 1), ["kita", "grundschule"]),
        ("44805", (13, 13), ["sek2"]),
    ],
)
def test_stages_follow_from_grades_as_the_land_counts_them(
    world: cast.World, plz: str, grades: tuple[int, int], stages: list[str]
) -> None:
    low, high = grades
    assert draft(world.nord, plz=plz, stages=[], grade_min=low, grade_max=high).stages == stages


def test_stages_that_were_chosen_stay(world: cast.World) -> None:
    saved = draft(world.nord, stages=["kita", "beruf"], grade_min=7, grade_max=10)
    assert saved.stages == ["kita", "beruf"]


def test_half_a_span_of_grades_says_no_stage(world: cast.World) -> None:
    assert draft(world.nord, stages=[], grade_min=7, grade_max=None).stages == []


def test_an_institution_that_is_no_approved_partner_here_is_refused(world: cast.World) -> None:
    for status in ("requested", "declined", "ended"):
        stranger = world.nord.partnerships[status].institution
        with pytest.raises(ValidationError) as refused:
            offers.draft(world.nord.region, stranger, ROBOTS)
        assert refused.value.messages == [
            f"{stranger} ist kein freigeschalteter Partner von MINT-Region Nord."
        ]
    with pytest.raises(ValidationError, match="kein freigeschalteter Partner"):
        offers.draft(world.sued.region, world.nord.museum, ROBOTS)
    newcomer = institutions.register(InstitutionData("Neu", "verein"))
    with pytest.raises(ValidationError, match="kein freigeschalteter Partner"):
        offers.draft(world.nord.region, newcomer, ROBOTS)


def test_a_region_may_offer_something_itself(world: cast.World) -> None:
    offer = offers.draft(world.nord.region, None, replace(ROBOTS, by_arrangement=True))
    offers.publish(offer)
    row = SearchRow.objects.get(pk=offer.pk)
    assert (row.region_id, row.institution_id) == (world.nord.region.pk, None)


def test_addresses_are_counted_up_within_a_region(world: cast.World) -> None:
    slugs = [draft(world.nord, title="Größe messen").slug for _ in range(2)]
    assert slugs == ["groesse-messen", "groesse-messen-2"]
    assert draft(world.sued, title="Größe messen").slug == "groesse-messen"
    assert len(draft(world.nord, title="Ü" * 80).slug) <= 90


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 81},
        {"summary": ""},
        {"description": ""},
        {"format": "party"},
        {"delivery": "post"},
        {"stages": ["hort"]},
        {"subjects": ["physik", "musik"]},
        {"access": ["aufzug"]},
        {"languages": ["xx"]},
        {"booking_url": "javascript:alert(1)"},
        {"grade_min": 8, "grade_max": 7},
        {"grade_min": 5, "grade_max": 14},
        {"grade_min": 20, "grade_max": 21},
        {"age_min": 12, "age_max": 10},
        {"group_min": 30, "group_max": 10},
        {"group_max": -1},
        {"age_max": 40_000},
        {"cost": "free", "amount": Decimal(3)},
        {"cost": "person", "amount": None},
        {"cost": "person", "amount": Decimal(0)},
        {"cost": "group", "amount": Decimal(-1)},
        {"cost": "geschenkt"},
    ],
    ids=str,
)
def test_a_wrong_field_is_refused_and_nothing_is_written(world: cast.World, wrong: dict) -> None:
    before = (Offer.objects.across_regions().count(), Entry.objects.count())
    with pytest.raises(ValidationError):
        draft(world.nord, **wrong)
    assert (Offer.objects.across_regions().count(), Entry.objects.count()) == before


def test_a_draft_is_recorded_without_its_values(world: cast.World) -> None:
    offer = offers.draft(world.nord.region, world.nord.museum, ROBOTS, by=world.people["mia"])
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.thing, entry.thing_id) == (
        *("Angebot angelegt", "offers.offer", offer.pk),
    )
    assert (entry.actor_id, entry.region_id) == (world.people["mia"].pk, world.nord.region.pk)
    assert entry.fields == sorted(asdict(ROBOTS))
    assert "Roboter" not in str(vars(entry))


# --- publishing -------------------------------------------------------------------------------


def test_publishing_says_in_sentences_all_that_is_missing(world: cast.World) -> None:
    offer = draft(world.nord, stages=[], grade_min=None, grade_max=None, subjects=[])
    with pytest.raises(ValidationError) as refused:
        offers.publish(offer)
    assert refused.value.messages == [
        "Für welche Bildungsstufe ist das Angebot?",
        "Zu welchem Fach gehört das Angebot?",
        "Nennen Sie einen Termin, oder wählen Sie „nach Vereinbarung“.",
    ]
    assert Offer.objects.in_region(world.nord.region).get(pk=offer.pk).status == "draft"
    assert not rows(offer)


def test_by_arrangement_needs_no_date(world: cast.World) -> None:
    offer = offers.publish(draft(world.nord, by_arrangement=True))
    assert rows(offer) == 1


def test_publishing_and_the_search_are_one_transaction(world: cast.World) -> None:
    offer = cast.dated(draft(world.nord), 3)
    with transaction.atomic():
        offers.publish(offer)
        assert rows(offer) == 1
        transaction.set_rollback(True)
    assert rows(offer) == 0
    saved = Offer.objects.in_region(world.nord.region).get(pk=offer.pk)
    assert (saved.status, saved.published_at) == ("draft", None)


def test_publishing_again_keeps_the_first_day(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    long_ago = timezone.now() - timedelta(days=400)
    offer.published_at = long_ago
    offer.save(update_fields=["published_at"])
    offers.withdraw(offer)
    offers.publish(offer)
    assert Offer.objects.in_region(world.nord.region).get(pk=offer.pk).published_at == long_ago


def test_a_withdrawn_offer_is_gone_from_the_search_and_can_come_back(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    offers.withdraw(offer, by=world.people["edda"])
    assert not rows(offer)
    assert Offer.objects.in_region(world.nord.region).get(pk=offer.pk).status == "withdrawn"
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.fields) == ("Angebot zurückgezogen", ["status"])
    assert entry.actor_id == world.people["edda"].pk
    offers.publish(offer)
    assert rows(offer) == 1


def test_other_offers_stay_as_they_are(world: cast.World) -> None:
    before = list(SearchRow.objects.exclude(pk=world.nord.offers["published"].pk).values())
    offers.withdraw(world.nord.offers["published"])
    assert list(SearchRow.objects.values()) == before


def test_only_published_offers_that_are_still_valid_are_public(world: cast.World) -> None:
    region = regions.found(RegionFacts("Dritte", "region", "NW"))
    today = timezone.localdate()
    for title, days in (("gestern", -1), ("heute", 0), ("morgen", 1), ("immer", None)):
        until = None if days is None else today + timedelta(days=days)
        data = replace(ROBOTS, title=title, valid_until=until, by_arrangement=True)
        offers.publish(offers.draft(region, None, data))
    offers.draft(region, None, replace(ROBOTS, title="Entwurf"))
    titles = {one.title for one in Offer.objects.in_region(region).published()}
    assert titles == {"heute", "morgen", "immer"}
    found = SearchRow.objects.filter(region_id=region.pk).values_list("pk", flat=True)
    public = Offer.objects.in_region(region).filter(pk__in=list(found))
    assert {one.title for one in public} == titles


def test_a_partnership_that_ended_publishes_nothing(world):
    draft = cast.dated(world.nord.offers["draft"], 10)
    Partnership.objects.in_region(world.nord.region).update(status=Partnership.Status.ENDED)
    with pytest.raises(ValidationError, match="kein freigeschalteter Partner"):
        offers.publish(draft)
    draft.refresh_from_db()
    assert draft.status == Offer.Status.DRAFT
