"""The rows of the result list: drawn once for each state of an offer, then only filled in.

What differs from search to search, the distance and the way back, is left open in the drawing.
"""

from django.template.loader import render_to_string
from django.urls import get_urlconf
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mintportal.web.drawings import Drawings
from mintportal.web.words import kilometres
from offers.models import Offer
from offers.search import Found

QUERY, DISTANCE = "\ue000", "\ue001"
"""Private characters that no text holds: places to fill in."""

drawings: Drawings[str] = Drawings(most=5000)


def cards(found: Found, query: str) -> list[SafeString]:
    """The result's page as HTML; offers that are not drawn yet are read in one query."""
    # A region's own host has links of its own.
    there = (get_language(), get_urlconf())
    keys = {pk: (pk, found.rows.version(pk), *there) for pk in found.ids}
    known = {pk: card for pk, key in keys.items() if (card := drawings.get(key)) is not None}
    for offer in Offer.objects.cards([pk for pk in found.ids if pk not in known]):
        known[offer.pk] = drawings.keep(keys[offer.pk], _draw(offer))
    left = [pk for pk in found.ids if pk in known]  # not what was deleted meanwhile
    return [_filled(known[pk], found.distances.get(pk), query) for pk in left]


def _draw(offer: Offer) -> str:
    texts = {"offer": offer, "query": QUERY, "away": DISTANCE}
    return render_to_string("components/offer_row.html", texts)


def _filled(card: str, km: float | None, query: str) -> SafeString:
    away = "" if km is None else _(", %s entfernt") % kilometres(km)
    # Both are escaped here, the rest was escaped when it was drawn.
    return mark_safe(card.replace(QUERY, escape(query)).replace(DISTANCE, escape(away)))  # noqa: S308
