"""The public pages of offers: the search, one offer, its calendar file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from mintportal.web.access import public
from mintportal.web.page import page
from offers import calendars
from offers.address import Address
from offers.cards import cards
from offers.chips import chips
from offers.detail import detail, published
from offers.filters import DEFAULT_RADIUS, OfferFilter, Sort
from offers.loosening import neighbours, ways_out
from offers.models import Offer
from offers.panel import numbered, panel
from offers.result_map import result_map
from offers.search import Found, search
from regions import sites
from regions.middleware import home_of

RADII = (0, 5, 10, 25, 50, 100)
# Parameters without a field in the form: they stay as they are when a filter changes.
CARRIED = {"auch", "sort", "ansicht"}


@public
@require_safe
def offer_list(request: HttpRequest) -> HttpResponse:
    """The search. The address is the state; htmx gets the results alone."""
    asked = OfferFilter(request.GET, request=request, home=home_of(request))
    if request.htmx and asked.understood.parts:
        # The fields of the form change as well, so the whole page is loaded.
        return HttpResponseClientRedirect(request.get_full_path())
    found = search(asked.question)
    too_far = found.total and not found.ids
    context = {
        "asked": asked,
        "canonical": canonical(asked),
        "found": found,
        "cards": [] if asked.shows_map else cards(found, asked.address.only_search().text),
        "chips": chips(asked),
        "facets": panel(asked, found),
        "grades": numbered(asked, found, "klasse"),
        "holidays": numbered(asked, found, "ferien"),
        "arrangement": numbered(asked, found, "vereinbarung"),
        "pages": page_numbers(asked.question.page, found.pages),
        "ways_out": [] if found.total else ways_out(asked, found.rows),
        "neighbours": [] if found.total or asked.home else neighbours(asked, found.rows),
        "too_far": too_far,
        **controls(asked),
        **(on_map(asked, found) if asked.shows_map and found.total else {}),
    }
    status = 404 if too_far else 200
    return page(request, "offers/offer_list.html", context, part="ergebnisse", status=status)


def canonical(asked: OfferFilter) -> str:
    """The one address of the search: a region's own domain, else narrowed on the national host."""
    if asked.home is None:
        return sites.national("offers") + asked.address.text
    slug = asked.home.slug
    narrowed = asked.address if slug in sites.domains() else asked.address.replaced("region", slug)
    if page := asked.address["seite"]:
        narrowed = narrowed.replaced("seite", page)
    return sites.canonical(slug, "offers") + narrowed.text


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


@public
@require_safe
def offer_detail(request: HttpRequest, region: str, slug: str) -> HttpResponse:
    """One offer: what happens, when, where, for how much, and how to book."""
    address = sites.canonical(region, "offer", region=region, slug=slug)
    at_home = home_of(request) is not None
    shown = detail(region, slug, request.GET.get("lernende", ""), address, at_home=at_home)
    back = Address.of(dict(request.GET.lists())).only_search()
    context = {
        "section": reverse("offers"),
        "canonical": address,
        "offer": shown.offer,
        "jsonld": shown.jsonld,
        "back": back,
        "main": shown.filled(back),
    }
    return page(request, "offers/offer_detail.html", context)


@public
@require_safe
def offer_calendar(request: HttpRequest, region: str, slug: str) -> HttpResponse:
    """The offer's coming dates as iCalendar (RFC 5545)."""
    offer = published(region, slug)
    dates = offer.occurrences.upcoming()
    if not dates:
        raise Http404(_("Dieses Angebot hat keine festen Termine."))
    address = sites.canonical(region, "offer", region=region, slug=slug)
    response = HttpResponse(
        calendars.of_offer(offer, dates, address), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{offer.slug}.ics"'
    return response
