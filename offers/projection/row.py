"""A published offer as a narrow row with bit masks, and its coming dates."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from mintportal.geo.holidays import is_school_holiday
from mintportal.geo.projection import project
from offers.facets import BY_PARAMETER
from offers.models import Occurrence, Offer, SearchDate, SearchRow
from offers.stages import ages_of, grades_of_stages
from offers.vocabulary import COST_LIMITS, Delivery, letters_of

UNCOUNTED = 32767


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


def row_of(offer: Offer, coming: list[Occurrence]) -> SearchRow:
    """The row of an offer with its coming dates, the next one first."""
    following = coming[0] if coming else None
    x, y = (None, None)
    if offer.lat is not None and offer.lon is not None and offer.delivery != Delivery.ONLINE:
        x, y = project(offer.lat, offer.lon)
    price = offer.amount_per_person
    ages = ages_of(offer)
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
        age_min=ages[0],
        age_max=ages[1],
        by_arrangement=offer.by_arrangement,
        places=_places(offer, coming),
        next_start=following.starts_at if following else None,
        next_free=following.seats_free if following else None,
        next_seats=following.seats if following else None,
        upcoming=len(coming),
        valid_until=offer.valid_until,
    )


def dates_of(offer: Offer, coming: list[Occurrence]) -> list[SearchDate]:
    """The coming dates as filters want them."""
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
