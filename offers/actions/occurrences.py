"""Planning and cancelling dates."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mintportal.audit.record import record, was
from offers import projection
from offers.models import Occurrence, Offer


@dataclass(frozen=True)
class OccurrenceData:
    """When (aware datetimes), and how many places there are (None: not counted)."""

    starts_at: datetime
    ends_at: datetime
    seats: int | None = None
    seats_taken: int = 0
    place_name: str = ""


@transaction.atomic
def plan(offer: Offer, dates: Iterable[OccurrenceData], *, by: Any = None) -> list[Occurrence]:
    """Add dates to an offer. Raises ValidationError, and adds none, if one is impossible."""
    planned = [Occurrence(region_id=offer.region_id, offer=offer, **asdict(data)) for data in dates]
    for occurrence in planned:
        occurrence.clean_fields(exclude={"region", "offer"})
        if occurrence.ends_at <= occurrence.starts_at:
            raise ValidationError(_("Ein Termin endet, bevor er beginnt."))
        if occurrence.seats is not None and occurrence.seats_taken > occurrence.seats:
            raise ValidationError(_("Es sind mehr Plätze vergeben, als es gibt."))
    Occurrence.objects.bulk_create(planned)
    record("Termine geplant", offer, by=by, fields=["occurrences"])
    if offer.status == Offer.Status.PUBLISHED:
        projection.refresh([offer.pk])
    return planned


@transaction.atomic
def cancel(occurrence: Occurrence, *, by: Any = None) -> Occurrence:
    """The date does not take place; the page says so."""
    before = was(occurrence)
    occurrence.is_cancelled = True
    occurrence.save(update_fields=["is_cancelled"])
    record("Termin abgesagt", occurrence, by=by, before=before)
    projection.refresh([occurrence.offer_id])
    return occurrence
