"""The page of one offer: drawn once for each state of what is published, then only filled in."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

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
BACK, QUERY, LABEL = "\ue000", "\ue001", "\ue002"
"""Private characters that no text holds: where the search it came from is carried along."""


@dataclass(frozen=True)
class Detail:
    """A drawn page: what stands in its head, and its main part. Good ``until`` a date begins or
    the day ends."""

    offer: Offer
    head: SafeString
    main: str
    until: datetime

    def filled(self, back: Address) -> SafeString:
        """The page's main part, with the way back to the search it came from."""
        fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', back.pairs)
        label = _("Zurück zu den Ergebnissen") if back.pairs else _("Angebote")
        text = self.main.replace(BACK, fields).replace(QUERY, escape(back.text))
        # What is filled in is escaped here, the rest was escaped when it was drawn.
        return mark_safe(text.replace(LABEL, escape(label)))  # noqa: S308


drawings: Drawings[Detail] = Drawings(most=1000)


def published(region: str, slug: str) -> Offer:
    """The offer that everyone may see at this address. Raises Http404."""
    offers = Offer.objects.filter(region__slug=region).select_related("region", "institution")
    return get_object_or_404(offers.filter(may_view(None)), slug=slug)


def detail(region: str, slug: str, learners: str, site: str) -> Detail:
    """The offer's page for a group of ``learners`` (as typed), at the ``site`` (https://host).

    Raises Http404.
    """
    rows = current()
    key = (rows.change, get_language(), site, region, slug, learners)
    known = drawings.get(key)
    if known is None or known.until <= timezone.now():
        known = drawings.keep(key, _draw(published(region, slug), learners, site, rows))
    return known


def _draw(offer: Offer, learners: str, site: str, rows: Rows) -> Detail:
    dates = list(offer.occurrences.upcoming())
    texts = {
        "offer": offer,
        "dates": dates,
        "next_date": next((one for one in dates if not one.is_cancelled), None),
        "cost": GroupCost.asked(offer, learners),
        "similar": similar(offer, rows),
        "map": _map(offer),
        "site": site,
        "portal_name": settings.PORTAL_NAME,
        "jsonld": jsonld.script(of_offer(offer, dates, site + offer.get_absolute_url())),
        **{"back": BACK, "back_query": QUERY, "back_label": LABEL},
    }
    head = render_to_string("offers/offer_social.html", texts)
    return Detail(offer, head, render_to_string("offers/offer_main.html", texts), _until(dates))


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


def similar(offer: Offer, rows: Rows) -> list[Offer]:
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
    question = Question(near=near, masks=masks, sort="entfernung" if near else "datum")
    nearest = best(question, MOST_SIMILAR + 1, rows)
    return Offer.objects.cards([pk for pk in nearest if pk != offer.pk][:MOST_SIMILAR])
