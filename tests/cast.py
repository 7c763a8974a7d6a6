"""The known cast: regions Nord and Süd, their people, and everything twice and in every state."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from mintportal.accounts.models import User
from offers.actions import occurrences, offers
from offers.actions.occurrences import OccurrenceData
from offers.actions.offers import OfferData
from offers.models import Offer
from partners.actions import institutions, partnerships
from partners.actions.institutions import InstitutionData
from partners.models import Institution, InstitutionMembership, Partnership
from regions.actions import regions, reports
from regions.actions.regions import RegionFacts
from regions.actions.reports import ReportData
from regions.models import Region, RegionMembership, Report

ROBOTS = OfferData(
    title="Einen Roboter bauen",
    summary="In Zweierteams entsteht ein Fahrzeug, das durch ein Labyrinth findet.",
    description="Erst wird gebaut, dann programmiert.\n\nAm Ende fahren alle um die Wette.",
    format="workshop",
    delivery="vor-ort",
    duration="4 Stunden",
    subjects=["technik", "informatik"],
    stages=["sek1"],
    grade_min=7,
    grade_max=10,
    group_min=10,
    group_max=28,
    plz="44805",
    town="Bochum",
)


@dataclass
class Half:
    """What one region has: its people, an institution, and an offer in every state."""

    region: Region
    museum: Institution
    partnership: Partnership
    offers: dict[str, Offer] = field(default_factory=dict)
    partnerships: dict[str, Partnership] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)


@dataclass
class World:
    """Nord and Süd, and the people: Mia (museum in Nord), Edda (edits Nord), Ada (coordinates
    Nord), Sven (coordinates Süd), Olga (service office), Nils (no role)."""

    nord: Half
    sued: Half
    people: dict[str, User]


def offer(region: Region, institution: Institution | None, **changes: Any) -> Offer:
    """A draft of the robot workshop with changes, without dates."""
    return offers.draft(region, institution, replace(ROBOTS, **changes))


def dated(one: Offer, *days: int, seats: int | None = 28, taken: int = 0) -> Offer:
    """The offer with a date of four hours for each number of days from now."""
    start = timezone.now().replace(minute=0, second=0, microsecond=0)
    occurrences.plan(
        one,
        [
            OccurrenceData(
                start + timedelta(days=day), start + timedelta(days=day, hours=4), seats, taken
            )
            for day in days
        ],
    )
    return one


def published(region: Region, institution: Institution | None, **changes: Any) -> Offer:
    """A published robot workshop with a date in ten days."""
    return offers.publish(dated(offer(region, institution, **changes), 10))


def half(name: str, kreis: str, land: str, plz: str, town: str) -> Half:
    """One region with a museum and everything in every state."""
    region = regions.found(
        RegionFacts(f"MINT-Region {name}", "region", land, place=town, lat=51.48, lon=7.22), [kreis]
    )
    museum = institutions.register(
        InstitutionData(f"Museum {name}", "museum", "Zum Anfassen.", "Weg 1", plz, town)
    )
    partnership = partnerships.approve(partnerships.request(region, museum))
    made = Half(region, museum, partnership)
    made.partnerships["approved"] = partnership
    for status in ("requested", "declined", "ended"):
        other = institutions.register(InstitutionData(f"{status} {name}", "verein", plz=plz))
        made.partnerships[status] = partnerships.request(region, other)
        Partnership.objects.in_region(region).filter(institution=other).update(status=status)
    made.offers["draft"] = offer(region, museum, title=f"Entwurf {name}")
    made.offers["published"] = published(region, museum, title=f"Roboter {name}")
    withdrawn = published(region, museum, title=f"Zurückgezogen {name}")
    made.offers["withdrawn"] = offers.withdraw(withdrawn)
    told = ReportData("content", museum.get_absolute_url(), f"Meldung {name}", "wer@wo.example")
    made.reports["open"] = reports.receive(told, region)
    made.reports["done"] = reports.done(reports.receive(told, region))
    return made


def build() -> World:
    """The whole cast, through the actions."""
    nord = half("Nord", "05911", "NW", "44805", "Bochum")
    sued = half("Süd", "09761", "BY", "86150", "Augsburg")
    names = ("mia", "edda", "ada", "sven", "olga", "nils")
    people = {name: User.objects.create_user(f"{name}@portal.example", name=name) for name in names}
    people["olga"].is_service_office = True
    people["olga"].save()
    InstitutionMembership.objects.create(
        institution=nord.museum, user=people["mia"], role=InstitutionMembership.Role.OWNER
    )
    for name, region, role in (
        ("edda", nord.region, RegionMembership.Role.EDITOR),
        ("ada", nord.region, RegionMembership.Role.COORDINATOR),
        ("sven", sued.region, RegionMembership.Role.COORDINATOR),
    ):
        RegionMembership.objects.create(region=region, user=people[name], role=role)
    return World(nord, sued, people)
