"""A place where there is a lot of everything, made through the actions."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from mintportal.geo.areas import KREISE
from offers.models import Offer
from partners.actions import institutions, partnerships
from partners.actions.institutions import InstitutionData
from partners.models import Institution
from regions.actions import profiles, regions
from regions.actions.profiles import Answer, Profile
from regions.actions.regions import RegionFacts
from regions.models import ProfilePoint, ProfileSection, Region
from tests import cast

FACTS = RegionFacts(
    "MINT-Region", "region", "NW", "Bochum", 2006, "https://netz.example", 51.48, 7.22
)


def region(name: str, *kreise: str, **facts: object) -> Region:
    """A region that covers some Kreise."""
    return regions.found(replace(FACTS, name=name, **facts), kreise)


def partner(where: Region, name: str, kind: str = "museum", **data: str) -> Institution:
    """An institution with an approved partnership."""
    facts = {"plz": "44805", "town": "Bochum", "website": "https://haus.example"} | data
    one = institutions.register(InstitutionData(name, kind, **facts))
    partnerships.approve(partnerships.request(where, one))
    return one


def profile(**changes: object) -> Profile:
    """A profile in which every part is filled in."""
    kinds, points = ProfileSection.Kind, ProfilePoint.Kind
    whole = Profile(
        teaser="Wir bauen Brücken zwischen Schule und Werkbank.",
        sponsor="Trägerverein Nord",
        learners_per_year=4318,
        contact={
            "role": "Netzwerkkoordination",
            "organisation": "Haus der Technik",
            "street": "Weg 7",
            "plz": "44805",
            "town": "Bochum",
            "email": "koordination@nord.example",
        },
        answers={
            kinds.LOCATION: Answer("Mitten im Ruhrgebiet.\n\nAn der Ruhr."),
            kinds.DISTINCTION: Answer("Seit 2006 dabei."),
            kinds.SUCCESS: Answer("Viele kamen wieder.", "Ich kann es!", [["Dauer", "2 Jahre"]]),
        },
        points={
            points.FOCUS: ["Robotik", "Wasserstoff"],
            points.HIGHLIGHT: ["Nacht der Labore"],
        },
        checked_on=timezone.localdate() - timedelta(days=30),
    )
    return replace(whole, **changes)


def crowd(size: int) -> Offer:
    """So many regions; the first has a profile and as many partners, each with an offer with as
    many dates, and there is one more offer beside it. Returns the first offer."""
    kreise = sorted(KREISE)
    first = region("MINT-Region 0", "05911")
    profiles.write(first, profile(points={ProfilePoint.Kind.FOCUS: ["Robotik"] * size}))
    for number in range(1, size):
        region(f"MINT-Region {number}", "05911", kreise[number])
    days = range(10, 10 + min(size, 20))
    cast.published(first, None, title="Der Nachbar")
    made = []
    for number in range(size):
        home = partner(first, f"Museum {number}")
        made.append(cast.published(first, home, title=f"Roboter {number}"))
        cast.dated(made[-1], *days)
    return made[0]
