"""The public pages of offers: the search, one offer, its calendar file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from mintportal.geo.maps import Map, Marker, Window, surroundings
from mintportal.web import jsonld
from mintportal.web.access import public
from mintportal.web.page import page
from offers import calendars
from offers.cards import cards
from offers.chips import chips
from offers.facets import BY_PARAMETER
from offers.filters import DEFAULT_RADIUS, OfferFilter, Sort
from offers.group_cost import GroupCost
from offers.jsonld import of_offer
from offers.loosening import neighbours, ways_out
from offers.models import Offer
from offers.panel import numbered, panel
from offers.result_map import result_map
from offers.rules import may_view
from offers.search import Found, Question, search
from offers.vocabulary import letters_of

MAP_WIDTH_KM = 45
RADII = (0, 5, 10, 25, 50, 100)
# Parameters without a field in the form: they stay as they are when a filter changes.
CARRIED = {"sort", "ansicht"}


@public
@require_safe
def offer_list(request: HttpRequest) -> HttpResponse:
    """The search. The address is the state; htmx gets the results alone."""
    asked = OfferFilter(request.GET, request=request)
    if request.htmx and asked.understood.parts:
        # The fields of the form change as well, so the whole page is loaded.
        return HttpResponseClientRedirect(request.get_full_path())
    found = search(asked.question)
    too_far = found.total and not found.ids
    context = {
        "asked": asked,
        "found": found,
        "cards": [] if asked.shows_map else cards(found, asked.address.only_search().text),
        "chips": chips(asked),
        "facets": panel(asked, found),
        "grades": numbered(asked, found, "klasse"),
        "holidays": numbered(asked, found, "ferien"),
        "arrangement": numbered(asked, found, "vereinbarung"),
        "pages": page_numbers(asked.question.page, found.pages),
        "ways_out": [] if found.total else ways_out(asked, found.rows),
        "neighbours": [] if found.total else neighbours(asked, found.rows),
        "too_far": too_far,
        **controls(asked),
        **(on_map(asked, found) if asked.shows_map and found.total else {}),
    }
    status = 404 if too_far else 200
    return page(request, "offers/offer_list.html", context, part="ergebnisse", status=status)


def on_map(asked: OfferFilter, found: Found) -> dict[str, Any]:
    """The page's offers, and all of the result as a drawing."""
    offers = Offer.objects.cards(found.ids)
    for offer in offers:
        offer.distance = found.distances.get(offer.pk)
    return {"offers": offers, "map": result_map(asked, offers, found.rows)}


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
