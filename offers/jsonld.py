"""An offer as schema.org: a Course with its instances (dates), price, place and audience."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from offers.models import Occurrence, Offer
from offers.vocabulary import STAGE_URIS, SUBJECT_URIS, Cost, Delivery, Stage, Subject

MODES = {Delivery.ONLINE: "online", Delivery.HYBRID: "blended"}


def _place(offer: Offer) -> dict[str, Any] | None:
    if offer.delivery not in {Delivery.ON_SITE, Delivery.HYBRID}:
        return None
    return {
        "@type": "Place",
        "name": offer.place_name or offer.town,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": offer.street,
            "postalCode": offer.plz,
            "addressLocality": offer.town,
            "addressCountry": "DE",
        },
    }


def _instance(offer: Offer, date: Occurrence) -> dict[str, Any]:
    status = "EventCancelled" if date.is_cancelled else "EventScheduled"
    return {
        "@type": "CourseInstance",
        "name": offer.title,
        "startDate": timezone.localtime(date.starts_at).isoformat(),
        "endDate": timezone.localtime(date.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "courseMode": MODES.get(Delivery(offer.delivery), "onsite"),
        "location": _place(offer),
    }


def of_offer(offer: Offer, dates: Iterable[Occurrence], address: str) -> dict[str, Any]:
    """The offer at its absolute ``address`` with its coming dates."""
    provider = offer.institution or offer.region
    return {
        "@type": "Course",
        "@id": address,
        "url": address,
        "name": offer.title,
        "description": offer.summary,
        "inLanguage": offer.languages,
        "provider": {"@type": "Organization", "name": provider.name, "url": provider.website},
        "about": [{"@id": SUBJECT_URIS[Subject(one)]} for one in offer.subjects],
        "keywords": offer.keywords,
        "educationalLevel": [uri for one in offer.stages for uri in STAGE_URIS[Stage(one)] if uri],
        "isAccessibleForFree": offer.cost == Cost.FREE,
        "offers": {
            "@type": "Offer",
            "price": str(offer.amount or 0),
            "priceCurrency": "EUR",
            "category": "Free" if offer.cost == Cost.FREE else "Paid",
        },
        "hasCourseInstance": [_instance(offer, date) for date in dates],
    }
