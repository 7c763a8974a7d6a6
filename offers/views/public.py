"""The public pages of offers: the search, one offer, its calendar file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mintportal.geo.maps import Map, Marker, Window, surroundings
from mintportal.web import jsonld
from mintportal.web.access import public
from mintportal.web.page import page
from offers import calendars
from offers.chips import chips
from offers.facets import BY_PARAMETER, FACETS
from offers.filters import DEFAULT_RADIUS, OfferFilter, Sort
from offers.group_cost import GroupCost
from offers.jsonld import of_offer
from offers.loosening import ways_out
from offers.models import Offer
from offers.result_map import result_map
from offers.rules import may_view
from offers.search import Question, search
from offers.stages import FIRST_GRADE, LAST_GRADE
from offers.vocabulary import letters_of

MAP_WIDTH_KM = 45
RADII = (0, 5, 10, 25, 50, 100)
# Parameters without a field in the form: they stay as they are when a filter changes.
CARRIED = {
    *("alter", "wochentag", "vereinbarung", "anbieter", "region", "kreis", "land"),
    *("sort", "ansicht"),
}


@public
@require_safe
def offer_list(request: HttpRequest) -> HttpResponse:
    """The search. The address is the state; htmx gets the results alone."""
    asked = OfferFilter(request.GET, request=request)
    found = search(asked.question)
    too_far = found.total and not found.ids
    offers = Offer.objects.cards(found.ids)
    for offer in offers:
        offer.distance = found.distances.get(offer.pk)
    context = {
        "asked": asked,
        "found": found,
        "offers": offers,
        "chips": chips(asked),
        "facets": facet_groups(asked, found.counts),
        "pages": page_numbers(asked.question.page, found.pages),
        "map": result_map(asked, offers) if asked.shows_map and found.total else None,
        "ways_out": [] if found.total else ways_out(asked),
        "too_far": too_far,
        **controls(asked),
    }
    status = 404 if too_far else 200
    return page(request, "offers/offer_list.html", context, part="ergebnisse", status=status)


def controls(asked: OfferFilter) -> dict[str, Any]:
    """What the form's fields offer, and the parameters that it only carries along."""
    radius = asked.clean("umkreis")
    sorts = [
        (word, label)
        for word, label in Sort.choices
        if word != Sort.DISTANCE or asked.finding.place
    ]
    return {
        "radii": sorted({*RADII, radius or 0}),
        "radius": DEFAULT_RADIUS if radius is None else radius,
        "grades": range(FIRST_GRADE, LAST_GRADE + 1),
        "grade": asked.clean("klasse"),
        "sorts": sorts,
        "kept": [pair for pair in asked.address.pairs if pair[0] in CARRIED],
    }


def page_numbers(current: int, last: int) -> list[int]:
    """First, last and the neighbours of the current page; 0 stands for a gap."""
    near = sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)})
    numbers: list[int] = []
    for number in near:
        if numbers and number > numbers[-1] + 1:
            numbers.append(0)
        numbers.append(number)
    return numbers


def facet_groups(asked: OfferFilter, counts: dict[str, dict[str, int]]) -> list[dict[str, Any]]:
    """The facets as the template shows them: each word with its count and whether it is chosen."""
    return [
        {
            "facet": facet,
            "chosen": set(asked.clean(facet.parameter) or ()),
            "words": [
                {"value": value, "label": label, "count": counts[facet.parameter][value]}
                for value, label in facet.vocabulary.choices
            ],
        }
        for facet in FACETS
    ]


def _published(request: HttpRequest, region: str, slug: str) -> Offer:
    offers = Offer.objects.filter(region__slug=region).select_related("region", "institution")
    visible = offers.filter(may_view(None))
    return get_object_or_404(visible, slug=slug)


@public
@require_safe
def offer_detail(request: HttpRequest, region: str, slug: str) -> HttpResponse:
    """One offer: what happens, when, where, for how much, and how to book."""
    offer = _published(request, region, slug)
    dates = list(offer.occurrences.upcoming())
    context = {
        "section": reverse("offers"),
        "offer": offer,
        "dates": dates,
        "next_date": next((one for one in dates if not one.is_cancelled), None),
        "cost": GroupCost.asked(offer, request.GET.get("lernende", "")),
        "similar": similar(offer),
        "map": _map(offer),
        "jsonld": jsonld.script(
            of_offer(offer, dates, request.build_absolute_uri(offer.get_absolute_url()))
        ),
        "back": OfferFilter(request.GET).address.only_search(),
    }
    return page(request, "offers/offer_detail.html", context)


def _map(offer: Offer) -> Map | None:
    if offer.lat is None or offer.lon is None:
        return None
    marker = Marker(offer.lat, offer.lon, offer.town, kind="hot")
    window = Window(offer.lat, offer.lon, MAP_WIDTH_KM)
    return surroundings(
        offer.lat, offer.lon, 0, [marker], title=offer.town, window=window, height_px=260
    )


def similar(offer: Offer, most: int = 3) -> list[Offer]:
    """Offers for the same stages and letters, the nearest first."""
    masks = {
        facet.parameter: facet.mask(words)
        for facet, words in (
            (BY_PARAMETER["stufe"], offer.stages),
            (BY_PARAMETER["bereich"], letters_of(offer.subjects)),
        )
        if words
    }
    near = (offer.lat, offer.lon) if offer.lat is not None and offer.lon is not None else None
    found = search(Question(near=near, masks=masks, sort="entfernung" if near else "datum"))
    return Offer.objects.cards([pk for pk in found.ids if pk != offer.pk][:most])


@public
@require_safe
def offer_calendar(request: HttpRequest, region: str, slug: str) -> HttpResponse:
    """The offer's coming dates as iCalendar (RFC 5545)."""
    offer = _published(request, region, slug)
    dates = offer.occurrences.upcoming()
    if not dates:
        raise Http404(_("Dieses Angebot hat keine festen Termine."))
    address = request.build_absolute_uri(offer.get_absolute_url())
    response = HttpResponse(
        calendars.of_offer(offer, dates, address), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{offer.slug}.ics"'
    return response
