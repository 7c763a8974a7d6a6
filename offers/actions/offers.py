"""Writing, publishing and withdrawing an offer."""

from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mintportal.audit.record import record, was
from mintportal.geo.places import place_of_plz
from mintportal.web.slugs import free_slug
from offers import projection
from offers.models import Offer
from offers.stages import LAST_GRADE, stages_of_grades
from partners.models import Institution, Partnership
from regions.models import Region


@dataclass(frozen=True)
class OfferData:
    """Everything an editor writes; words are those of offers/vocabulary.py.

    Without an own ``plz`` the place is the institution's. Stages may be left to the grades.
    """

    title: str
    summary: str
    description: str
    format: str
    delivery: str
    duration: str
    subjects: list[str]
    stages: list[str] = field(default_factory=list)
    flow: list[str] = field(default_factory=list)
    grade_min: int | None = None
    grade_max: int | None = None
    age_min: int | None = None
    age_max: int | None = None
    group_min: int | None = None
    group_max: int | None = None
    adults: int = 0
    focuses: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=lambda: ["de"])
    cost: str = "free"
    amount: Decimal | None = None
    funding: str = ""
    place_name: str = ""
    street: str = ""
    plz: str = ""
    town: str = ""
    directions: str = ""
    access: list[str] = field(default_factory=list)
    access_note: str = ""
    curriculum: list[str] = field(default_factory=list)
    prerequisites: str = ""
    material: str = ""
    by_arrangement: bool = False
    deadline_days: int = 0
    booking_url: str = ""
    checked_on: date | None = None
    valid_until: date | None = None


@transaction.atomic
def draft(
    region: Region, institution: Institution | None, data: OfferData, *, by: Any = None
) -> Offer:
    """A new draft of an institution in a region (None: the region itself offers it).

    Raises ValidationError if the institution is no approved partner here or a field is wrong.
    """
    _require_partner(region, institution)
    offer = Offer(region=region, institution=institution, **asdict(data))
    _settle(offer)
    offer.slug = free_slug(
        offer.title,
        lambda slug: Offer.objects.in_region(region).filter(slug=slug).exists(),
        length=90,
    )
    offer.full_clean(validate_unique=False, validate_constraints=True)
    offer.save()
    record("Angebot angelegt", offer, by=by, fields=asdict(data))
    return offer


def _require_partner(region: Region, institution: Institution | None) -> None:
    """Only approved partners offer something here, and the region itself."""
    approved = Partnership.objects.in_region(region).approved()
    if institution and not approved.filter(institution=institution).exists():
        raise ValidationError(
            _("%(institution)s ist kein freigeschalteter Partner von %(region)s.")
            % {"institution": institution, "region": region}
        )


def _settle(offer: Offer) -> None:
    """Fill in what follows from something else: the place, and the stages of the grades."""
    home = offer.institution
    if not offer.plz and home:
        offer.street, offer.plz, offer.town = home.street, home.plz, home.town
    place = place_of_plz(offer.plz)
    if offer.plz and place is None:
        raise ValidationError(
            {"plz": _("Die Postleitzahl %(plz)s gibt es nicht.") % {"plz": offer.plz}}
        )
    if place:
        offer.lat, offer.lon = place.lat, place.lon
        offer.kreis, offer.land = place.kreis, place.land
    else:
        offer.land = offer.region.land
    if max(offer.grade_min or 0, offer.grade_max or 0) > LAST_GRADE:
        raise ValidationError(_("Klassen gehen von 0 (Vorschule) bis %s.") % LAST_GRADE)
    if not offer.stages and offer.grade_min is not None and offer.grade_max is not None:
        offer.stages = stages_of_grades(offer.grade_min, offer.grade_max, offer.land)


@transaction.atomic
def publish(offer: Offer, *, by: Any = None) -> Offer:
    """Everyone sees it from now on. Raises ValidationError with what is still missing."""
    _require_partner(offer.region, offer.institution)
    missing = [
        sentence
        for is_there, sentence in (
            (offer.stages, _("Für welche Bildungsstufe ist das Angebot?")),
            (offer.subjects, _("Zu welchem Fach gehört das Angebot?")),
            (_has_dates(offer), _("Nennen Sie einen Termin, oder wählen Sie „nach Vereinbarung“.")),
        )
        if not is_there
    ]
    if missing:
        raise ValidationError(missing)
    before = was(offer)
    offer.status = Offer.Status.PUBLISHED
    offer.published_at = offer.published_at or timezone.now()
    offer.save(update_fields=["status", "published_at"])
    record("Angebot veröffentlicht", offer, by=by, before=before)
    projection.refresh([offer.pk])
    return offer


def _has_dates(offer: Offer) -> bool:
    return offer.by_arrangement or offer.occurrences.exists()


@transaction.atomic
def withdraw(offer: Offer, *, by: Any = None) -> Offer:
    """Nobody but those who work on it sees it any more."""
    before = was(offer)
    offer.status = Offer.Status.WITHDRAWN
    offer.save(update_fields=["status"])
    record("Angebot zurückgezogen", offer, by=by, before=before)
    projection.refresh([offer.pk])
    return offer
