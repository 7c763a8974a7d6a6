"""What somebody may mean while they still type: subjects, offers, regions, partners, places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import QuerySet
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from rapidfuzz.distance import OSA

from mintportal.geo import places
from mintportal.geo.gazetteer import allowed_slips
from mintportal.pages.partners import visible_institutions
from mintportal.web.access import public
from mintportal.web.slugs import sort_key
from offers.address import Address
from offers.facets import BY_PARAMETER
from offers.forms import readable
from offers.models import Offer
from offers.search import Question, best
from offers.vocabulary import STAGE_LONG, Stage
from regions.middleware import home_of
from regions.models import Region

MOST, MOST_OFFERS = 3, 4
# No title is longer, and who pastes a whole text means none of these.
LONGEST = 80
LEAST = 2
FRESH_SECONDS = 60
# From the first on, names are alike (it is pg_trgm's own bound); from the second on, a guess.
SURE, GUESS = 0.6, 0.4
# Facets whose words people type as a topic. Costs or languages are none.
TOPICS = ("fach", "format", "stufe", "schwerpunkt")
# Inner parts of a word count from here on: "labor" in "Schülerlabor", but not every "in".
PART = 4
WORD = re.compile(r"[^\W_]+")
# After a, e and q the letters u and e stand for themselves: Bauer, neue, Quelle.
SPELLED = re.compile(r"ae|oe|(?<![aeq])ue")


@dataclass(frozen=True)
class Suggestion:
    """``kind`` chooses the icon; ``note`` says in words what it is, and where."""

    kind: str
    label: str
    note: str | Promise
    url: str
    is_guess: bool = False


def plain(text: str) -> str:
    """Without case and umlauts: ``Münster``, ``Muenster`` and ``MÜNSTER`` are one."""
    return SPELLED.sub(lambda found: found[0][0], sort_key(text))


def _meant(typed: str, word: str, slips: int) -> bool:
    """Whether a word that is still being typed may become this one. First letters hold no slip."""
    if word.startswith(typed) or (len(typed) >= PART and typed in word):
        return True
    return word[0] == typed[0] and OSA.distance(typed, word[: len(typed)]) <= slips


def fits(typed: str, text: str, *, forgiving: bool = False) -> bool:
    """Whether every word typed may become one of the text's, when ``forgiving`` with slips."""
    words = WORD.findall(plain(text))
    return all(
        any(_meant(one, word, allowed_slips(one) if forgiving else 0) for word in words)
        for one in WORD.findall(plain(typed))
    )


def _topics(text: str, asked: Address) -> Iterator[Suggestion]:
    """Words of the facets, each leading to the search asked so far with that word."""
    for parameter in TOPICS:
        facet = BY_PARAMETER[parameter]
        for value, short in facet.vocabulary.choices:
            name = str(STAGE_LONG[Stage(value)][0] if parameter == "stufe" else short)
            if fits(text, f"{name} {short} {value}", forgiving=True):
                url = reverse("offers") + asked.replaced(parameter, value).text
                yield Suggestion("topic", name, facet.label, url)


def _offers(text: str, home: Region | None) -> Iterator[Suggestion]:
    ids = best(Question(words=text, regions=(home.pk,) if home else None), MOST_OFFERS)
    lean = Offer.objects.across_regions().published().select_related("region")
    lean = lean.only("title", "slug", "town", "region__slug")
    for one in sorted(lean.filter(pk__in=ids), key=lambda offer: ids.index(offer.pk)):
        yield Suggestion("offer", one.title, _kind(_("Angebot"), one.town), one.get_absolute_url())


def _kind(kind: str, place: str) -> str:
    return f"{kind} · {place}" if place else kind


def _alike(rows: QuerySet, likeness: Any) -> QuerySet:
    found = rows.annotate(likeness=likeness).filter(likeness__gte=GUESS)
    return found.order_by("-likeness", "name_sort")[:MOST]


def _regions(text: str) -> Iterator[Suggestion]:
    """By their name, or by the place that stands for them."""
    likeness = Greatest(
        TrigramWordSimilarity(plain(text), "name_sort"), TrigramWordSimilarity(text, "place")
    )
    for one in _alike(Region.objects.only("name", "slug", "land"), likeness):
        note, url = _kind(_("Region"), one.land_name), one.get_absolute_url()
        yield Suggestion("region", one.name, note, url, one.likeness < SURE)


def _partners(text: str, home: Region | None) -> Iterator[Suggestion]:
    likeness = TrigramWordSimilarity(plain(text), "name_sort")
    for one in _alike(visible_institutions(home).only("name", "slug", "town"), likeness):
        note, url = _kind(_("Partner"), one.town), one.get_absolute_url()
        yield Suggestion("partner", one.name, note, url, one.likeness < SURE)


def _places(text: str, asked: Address) -> Iterator[Suggestion]:
    for one in places.suggest(text, MOST):
        url = reverse("offers") + asked.replaced("ort", one.label).text
        yield Suggestion("place", one.label, _("Ort"), url, not fits(text, one.label))


def suggest(text: str, asked: Address, home: Region | None = None) -> list[Suggestion]:
    """Suggestions in groups: first those with a name that starts with the text, then the others.

    Guesses are left out as long as there is anything better. On a region's own host there is
    nothing of the others.
    """
    groups = [
        list(_topics(text, asked))[:MOST],
        list(_offers(text, home)),
        [] if home else list(_regions(text)),
        list(_partners(text, home)),
        list(_places(text, asked)),
    ]
    if not all(one.is_guess for group in groups for one in group):
        groups = [[one for one in group if not one.is_guess] for group in groups]
    start = plain(text)
    groups.sort(key=lambda group: not any(plain(one.label).startswith(start) for one in group))
    return [one for group in groups for one in group]


@public
@require_safe
@cache_control(max_age=FRESH_SECONDS)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Options of the list under "Was?" for the beginning of a word or name.

    When nothing fits, the answer is empty: a list of no options, which needs no case of its own.
    What else is asked for in the form stays in the addresses that lead to a search.
    """
    text = " ".join(readable(request.GET.get("q", "")[:LONGEST]).split())
    found: list[Suggestion] = []
    if sum(map(len, WORD.findall(text))) >= LEAST:
        given = request.GET.lists()
        asked = Address.of({name: map(readable, values) for name, values in given})
        found = suggest(text, asked.without("q"), home_of(request))
    return render(request, "pages/suggestions.html", {"suggestions": found})
