"""The page of one offer: drawn once for each state of what is published, then only filled in."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from mintportal.geo.maps import Map, Marker, Window, surroundings
from mintportal.web import jsonld
from mintportal.web.drawings import Drawings
from offers.address import Address
from offers.facets import BY_PARAMETER
from offers.group_cost import GroupCost
from offers.jsonld import of_offer
from offers.models import Occurrence, Offer
from offers.rules import may_view
from offers.search import Question, Rows, best, current
from offers.vocabulary import letters_of

MAP_WIDTH_KM = 45
MOST_SIMILAR = 3
BACK = "\ue000"
"""A private character that no text holds: where the search is carried along."""


@dataclass(frozen=True)
class Detail:
    """A drawn page, good ``until`` a date begins or the day ends."""

    offer: Offer
    jsonld: SafeString
    main: str
    until: datetime

    def filled(self, back: Address) -> SafeString:
        """The page's main part, with the search it came from."""
        fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', back.pairs)
        # The fields are escaped here, the rest was escaped when it was drawn.
        return mark_safe(self.main.replace(BACK, fields))  # noqa: S308


drawings: Drawings[Detail] = Drawings(most=1000)


def published(region: str, slug: str) -> Offer:
    """The offer that everyone may see at this address. Raises Http404."""
    offers = Offer.objects.filter(region__slug=region).select_related("region", "institution")
    return get_object_or_404(offers.filter(may_view(None)), slug=slug)


def detail(region: str, slug: str, learners: str, address: str, *, at_home: bool = False) -> Detail:
    """The offer's page for a group of ``learners`` (as typed), with its one ``address``.

    ``at_home``: on the region's own host, where there are shorter links and no other regions.
    Raises Http404.
    """
    rows = current()
    key = (rows.change, get_language(), address, at_home, region, slug, learners)
    known = drawings.get(key)
    if known is None or known.until <= timezone.now():
        offer = published(region, slug)
        near = similar(offer, rows, at_home=at_home)
        known = drawings.keep(key, _draw(offer, learners, address, near))
    return known


def _draw(offer: Offer, learners: str, address: str, near: list[Offer]) -> Detail:
    dates = list(offer.occurrences.upcoming())
    texts = {
        "offer": offer,
        "dates": dates,
        "next_date": next((one for one in dates if not one.is_cancelled), None),
        "cost": GroupCost.asked(offer, learners),
        "similar": near,
        "map": _map(offer),
        "back": BACK,
    }
    data = of_offer(offer, dates, address)
    main = render_to_string("offers/offer_main.html", texts)
    return Detail(offer, jsonld.script(data), main, _until(dates))


def _until(dates: list[Occurrence]) -> datetime:
    tomorrow = timezone.localdate() + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time.min))
    return min([midnight, *(one.starts_at for one in dates)])


def _map(offer: Offer) -> Map | None:
    if offer.lat is None or offer.lon is None:
        return None
    marker = Marker(offer.lat, offer.lon, offer.town, kind="hot")
    window = Window(offer.lat, offer.lon, MAP_WIDTH_KM)
    return surroundings(
        offer.lat, offer.lon, 0, [marker], title=offer.town, window=window, height_px=260
    )


def similar(offer: Offer, rows: Rows, *, at_home: bool = False) -> list[Offer]:
    """Offers for the same stages and letters, the nearest first; ``at_home`` of its region only."""
    masks = {
        facet.parameter: facet.mask(words)
        for facet, words in (
            (BY_PARAMETER["stufe"], offer.stages),
            (BY_PARAMETER["bereich"], letters_of(offer.subjects)),
        )
        if words
    }
    near = (offer.lat, offer.lon) if offer.lat is not None and offer.lon is not None else None
    regions = (offer.region_id,) if at_home else None
    sort = "entfernung" if near else "datum"
    question = Question(near=near, masks=masks, regions=regions, sort=sort)
    nearest = best(question, MOST_SIMILAR + 1, rows)
    return Offer.objects.cards([pk for pk in nearest if pk != offer.pk][:MOST_SIMILAR])
