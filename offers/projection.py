"""Writing the projection: published offers as narrow rows, with their words and coming dates.

Called by every action that changes what is published, in its transaction, and by the nightly job.
"""

from collections.abc import Iterable
from datetime import date
from unicodedata import normalize

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.utils import timezone

from mintportal.geo.holidays import is_school_holiday
from mintportal.geo.projection import project
from offers.facets import BY_PARAMETER
from offers.models import Occurrence, Offer, SearchDate, SearchRow, SearchText
from offers.stages import grades_of_stages
from offers.vocabulary import COST_LIMITS, Delivery, letters_of

UNCOUNTED = 32767
AGES = (0, 120)
BATCH = 500


def _mask(parameter: str, words: Iterable[str]) -> int:
    return BY_PARAMETER[parameter].mask(words)


def _grades(offer: Offer) -> int:
    if offer.grade_min is None or offer.grade_max is None:
        grades = grades_of_stages(offer.stages, offer.land)
    else:
        grades = set(range(offer.grade_min, offer.grade_max + 1))
    return sum(1 << grade for grade in grades)


def _deliveries(offer: Offer) -> int:
    """A hybrid offer is also found under both of its halves."""
    words = {offer.delivery}
    if offer.delivery == Delivery.HYBRID:
        words |= {Delivery.ON_SITE.value, Delivery.ONLINE.value}
    return _mask("durchfuehrung", words)


def _free(occurrence: Occurrence) -> int:
    return UNCOUNTED if occurrence.seats_free is None else occurrence.seats_free


def _places(offer: Offer, coming: list[Occurrence]) -> int:
    most = max((_free(one) for one in coming), default=0)
    return max(most, offer.group_max or UNCOUNTED) if offer.by_arrangement else most


def _row(offer: Offer, coming: list[Occurrence]) -> SearchRow:
    following = coming[0] if coming else None
    x, y = (None, None)
    if offer.lat is not None and offer.lon is not None and offer.delivery != Delivery.ONLINE:
        x, y = project(offer.lat, offer.lon)
    price = offer.amount_per_person
    return SearchRow(
        offer=offer,
        region_id=offer.region_id,
        institution_id=offer.institution_id,
        kreis=offer.kreis,
        land=offer.land,
        x=x,
        y=y,
        stages=_mask("stufe", offer.stages),
        grades=_grades(offer),
        letters=_mask("bereich", letters_of(offer.subjects)),
        subjects=_mask("fach", offer.subjects),
        focuses=_mask("schwerpunkt", offer.focuses),
        formats=_mask("format", [offer.format]),
        deliveries=_deliveries(offer),
        costs=_mask("kosten", [word for word, limit in COST_LIMITS.items() if price <= limit]),
        access=_mask("merkmal", offer.access),
        languages=_mask("sprache", offer.languages),
        age_min=AGES[0] if offer.age_min is None else offer.age_min,
        age_max=AGES[1] if offer.age_max is None else offer.age_max,
        by_arrangement=offer.by_arrangement,
        places=_places(offer, coming),
        next_start=following.starts_at if following else None,
        next_free=following.seats_free if following else None,
        next_seats=following.seats if following else None,
        upcoming=len(coming),
        valid_until=offer.valid_until,
    )


def _dates(offer: Offer, coming: list[Occurrence]) -> list[SearchDate]:
    days = [(timezone.localdate(one.starts_at), one) for one in coming]
    return [
        SearchDate(
            row_id=offer.pk,
            day=day,
            weekday=day.weekday(),
            in_holidays=_in_holidays(day, offer.land),
            free=_free(one),
        )
        for day, one in days
    ]


def _in_holidays(day: date, land: str) -> bool:
    return bool(land) and is_school_holiday(day, land)


def _text(offer: Offer) -> SearchText:
    institution = offer.institution.name if offer.institution else ""
    names = " ".join([institution, offer.region.name, offer.town, offer.get_format_display()])
    rest = " ".join([offer.description, *offer.flow, *offer.curriculum, offer.material])
    weighted = {"A": offer.title, "B": offer.summary, "C": names, "D": rest}
    # Composed: in text that was copied from a PDF, ä may be two characters.
    vectors = [
        SearchVector(Value(normalize("NFC", text)), weight=weight, config="german")
        for weight, text in weighted.items()
    ]
    return SearchText(row_id=offer.pk, document=vectors[0] + vectors[1] + vectors[2] + vectors[3])


@transaction.atomic
def refresh(offer_ids: Iterable[int]) -> int:
    """Write these offers' rows anew; unpublished ones disappear. Returns how many stay."""
    written = 0
    wanted = list(offer_ids)
    for start in range(0, len(wanted), BATCH):
        ids = wanted[start : start + BATCH]
        SearchRow.objects.filter(pk__in=ids).delete()
        published = list(
            Offer.objects.across_regions()
            .published()
            .filter(pk__in=ids)
            .select_related("region", "institution")
        )
        coming: dict[int, list[Occurrence]] = {offer.pk: [] for offer in published}
        upcoming = Occurrence.objects.across_regions().upcoming().taking_place()
        for one in upcoming.filter(offer__in=list(coming)):
            coming[one.offer_id].append(one)
        SearchRow.objects.bulk_create(_row(offer, coming[offer.pk]) for offer in published)
        SearchText.objects.bulk_create(_text(offer) for offer in published)
        SearchDate.objects.bulk_create(
            date for offer in published for date in _dates(offer, coming[offer.pk])
        )
        written += len(published)
    return written


def refresh_all() -> int:
    """Write all rows anew, for what the clock changes: next dates, free places, "gültig bis"."""
    known = set(SearchRow.objects.values_list("pk", flat=True))
    published = Offer.objects.across_regions().filter(status=Offer.Status.PUBLISHED)
    return refresh(sorted(known | set(published.values_list("pk", flat=True))))
