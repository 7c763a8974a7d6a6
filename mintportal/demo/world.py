"""Reading the demo's files and building what they describe, through the actions."""

import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone

from mintportal.demo.models import World
from mintportal.demo.schedule import Calendar, Wish, dates
from mintportal.web.scope import SYSTEM, within
from mintportal.web.slugs import german_slug
from offers.actions import occurrences
from offers.actions import offers as offer_actions
from offers.actions.occurrences import OccurrenceData
from offers.actions.offers import OfferData
from offers.models import Offer
from partners.actions import institutions, partnerships
from partners.actions.institutions import InstitutionData
from partners.models import Institution, InstitutionMembership
from regions import imports
from regions.actions import hosts, profiles, themes
from regions.actions.profiles import Answer, Profile
from regions.models import ProfilePoint, ProfileSection, Region
from regions.tenancy import across_regions

HERE = Path(__file__).parent
REGISTER = HERE / "data" / "regions.csv"
FILES = sorted((HERE / "world").glob("*.toml"))
FRESH = timedelta(days=14)
MONTH = timedelta(days=30)
PLACE = {"name": "place_name", "street": "street", "plz": "plz", "town": "town"}
RANGES = {"grades": "grade", "ages": "age", "group": "group"}
PLAIN = (
    *("title", "summary", "description", "flow", "stages", "subjects", "format"),
    *("delivery", "duration", "adults", "cost", "funding", "directions", "access", "access_note"),
    *(
        "focuses",
        "keywords",
        "curriculum",
        "prerequisites",
        "material",
        "languages",
        "deadline_days",
    ),
)


def digest() -> str:
    """A fingerprint of all files the world is made of."""
    contents = b"".join(path.read_bytes() for path in (REGISTER, *FILES, Path(__file__)))
    return hashlib.sha256(contents).hexdigest()


def is_built() -> bool:
    """Whether the database holds this very world, built so lately that its dates lie ahead."""
    newest = timezone.localdate() - FRESH
    return World.objects.filter(digest=digest(), built_on__gte=newest).exists()


@transaction.atomic
def clear() -> None:
    """Take everything away that a world consists of; history stays."""
    for model in (Offer, Region, InstitutionMembership, World):
        across_regions(model._base_manager.all()).delete()
    # Nothing points at institutions any more; a cascade would look for it across all regions.
    Institution.objects.all()._raw_delete(DEFAULT_DB_ALIAS)


def build() -> Iterator[str]:
    """Build the world anew; yields a line of progress for every file."""
    with within(SYSTEM):
        clear()
        outcomes = [result.outcome for result in imports.read(REGISTER)]
    yield f"{outcomes.count('new')} MINT-Regionen"
    for path in FILES:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        with within(SYSTEM):
            region = _region(content["region"])
            homes = _institutions(content.get("institution", []), region)
            for offer in content.get("offer", []):
                _offer(offer, region, homes)
        yield f"{region.name}: {len(homes)} Partner, {len(content.get('offer', []))} Angebote"
    World.objects.create(digest=digest(), built_on=timezone.localdate())


def _region(told: dict[str, Any]) -> Region:
    register = {result["name"]: result["ort_or_kreis"] for result in imports.rows(REGISTER)}
    name = imports.short_name(told["name"], register[told["name"]])
    region = Region.objects.get(slug=german_slug(name, 75))
    if "teaser" in told:
        profiles.write(region, _profile(told))
    if "subdomain" in told:
        hosts.add_subdomain(region, told["subdomain"])
    if "colours" in told:
        themes.choose(region, *told["colours"])
    return region


def _profile(told: dict[str, Any]) -> Profile:
    contact = {
        key: told.get(f"contact_{key}", "")
        for key in ("role", "organisation", "street", "plz", "town", "email")
    }
    return Profile(
        teaser=told["teaser"],
        sponsor=told["sponsor"],
        learners_per_year=told["learners_per_year"],
        contact=contact,
        answers={
            ProfileSection.Kind.LOCATION: Answer(told["location"].strip()),
            ProfileSection.Kind.DISTINCTION: Answer(told["distinction"].strip()),
            ProfileSection.Kind.SUCCESS: Answer(
                told["success"].strip(), told["success_motto"], told["success_facts"]
            ),
        },
        points={
            ProfilePoint.Kind.FOCUS: told["focuses"],
            ProfilePoint.Kind.HIGHLIGHT: told["highlights"],
        },
        checked_on=timezone.localdate() - told["checked_months_ago"] * MONTH,
    )


def _institutions(told: list[dict[str, Any]], region: Region) -> dict[str, Institution]:
    homes = {}
    for one in told:
        data = {key: value for key, value in one.items() if key != "slug"}
        institution = institutions.register(InstitutionData(**data), slug=one["slug"])
        partnerships.approve(partnerships.request(region, institution))
        homes[one["slug"]] = institution
    return homes


def offer_data(told: dict[str, Any]) -> OfferData:
    """An offer's file entry as the action wants it."""
    data: dict[str, Any] = {key: told[key] for key in PLAIN if key in told}
    data["description"] = told["description"].strip()
    for key, name in RANGES.items():
        if key in told:
            data[f"{name}_min"], data[f"{name}_max"] = told[key]
    if "amount" in told:
        data["amount"] = Decimal(str(told["amount"]))
    place = told.get("place", {})
    data |= {PLACE[key]: value for key, value in place.items()}
    return OfferData(
        **data,
        by_arrangement="dates" not in told,
        checked_on=timezone.localdate() - timedelta(days=len(told["title"]) * 2),
    )


def _offer(told: dict[str, Any], region: Region, homes: dict[str, Institution]) -> Offer:
    offer = offer_actions.draft(region, homes.get(told["institution"]), offer_data(told))
    if "dates" in told:
        calendar = _calendar(offer.land or region.land, timezone.localdate())
        occurrences.plan(offer, _occurrences(Wish(**told["dates"]), calendar, told["title"]))
    return offer_actions.publish(offer)


_calendars: dict[tuple[str, date], Calendar] = {}


def _calendar(land: str, today: date) -> Calendar:
    if (land, today) not in _calendars:
        _calendars[land, today] = Calendar(land, today)
    return _calendars[land, today]


def _occurrences(wish: Wish, calendar: Calendar, seed: str) -> Iterator[OccurrenceData]:
    chance = Random(seed)  # noqa: S311 - the same world each time, no secret
    for start, end in dates(wish, calendar, chance):
        taken = chance.choice((0, 0, 0.2, 0.35, 0.5, 0.6, 0.85, 0.9, 1))
        yield OccurrenceData(start, end, wish.seats, round(wish.seats * taken))
