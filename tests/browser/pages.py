"""Every public page with a sample of each of its states, checked against the URLconf."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from mintportal.urls import urlpatterns
from mintportal.web.access import policy_of, walk

SEARCH = "/angebote/?q=Roboter&ort=44805&klasse=8"
OFFER = re.compile(r'href="(/regionen/[^/"]+/angebote/[^/"]+/)')
INSTITUTION = re.compile(r'href="(/partner/[^/"?]+/)"')
# The heading of a region in the list that has no offers yet.
EMPTY_REGION = re.compile(
    r'<article class="regionrow">(?:(?!</article>).)*?href="(/regionen/[^"]+/)"'
    r"(?:(?!</article>).)*?noch keine Angebote",
    re.DOTALL,
)


@dataclass(frozen=True)
class Sample:
    """A page: its route, and its path or the link to look for on another page."""

    name: str
    route: str
    path: str = ""
    link: re.Pattern[str] | None = None


SAMPLES = (
    Sample("home", "home", "/"),
    Sample("regions", "regions", "/regionen/"),
    Sample("regions-land", "regions", "/regionen/?land=BY"),
    Sample("regions-place", "regions", "/regionen/?ort=44805"),
    Sample("regions-guesses", "regions", "/regionen/?ort=Neustadt&farbe=rot"),
    Sample("regions-none", "regions", "/regionen/?q=xyzzy"),
    Sample("region", "region", "/regionen/ist-bochum-nrw/"),
    Sample("region-empty", "region", "/regionen/", EMPTY_REGION),
    Sample("search", "offers", "/angebote/"),
    Sample("search-filtered", "offers", SEARCH),
    Sample("search-empty", "offers", "/angebote/?q=xyzzy&ort=44805&klasse=8"),
    Sample("search-problems", "offers", "/angebote/?ort=Neustadt&farbe=rot&von=gestern"),
    Sample("map", "offers", f"{SEARCH}&ansicht=karte"),
    Sample("map-germany", "offers", "/angebote/?ansicht=karte"),
    Sample("offer", "offer", f"{SEARCH}&kosten=kostenlos", OFFER),
    Sample("offer-cost", "offer", "/angebote/?q=Carbon+Harz", OFFER),
    Sample("offer-mobile", "offer", "/angebote/?durchfuehrung=mobil", OFFER),
    Sample("offer-online", "offer", "/angebote/?durchfuehrung=online", OFFER),
    Sample("offer-by-arrangement", "offer", "/angebote/?vereinbarung=ja", OFFER),
    Sample("partners", "institutions", "/partner/"),
    Sample("partners-none", "institutions", "/partner/?q=xyzzy"),
    Sample("partner", "institution", "/partner/?q=Technikwagen", INSTITUTION),
    Sample("for-schools", "for-schools", "/fuer-schulen/"),
    Sample("for-partners", "for-partners", "/fuer-partner/"),
    Sample("help", "help", "/hilfe/"),
    Sample("imprint", "imprint", "/impressum/"),
    Sample("privacy", "privacy", "/datenschutz/"),
    Sample("accessibility", "accessibility", "/barrierefreiheit/"),
    Sample("easy-language", "easy-language", "/leichte-sprache/"),
    Sample("data-sources", "data-sources", "/datenquellen/"),
    Sample("not-found", "", "/gibt-es-nicht/"),
)
NO_PAGES = {
    "offer-calendar": "a calendar file",
    "theme": "a stylesheet",
    "places": "a part of a page",
    "suggestions": "a part of a page",
    "appearance": "answers with a redirect",
    "health": "JSON",
    "robots": "text",
    "sitemap": "XML",
}
# Samples that answer with 404.
MISSING = {"not-found"}


def forgotten_routes() -> set[str | None]:
    """Public routes that are neither sampled nor known to be no page."""
    known = {sample.route for sample in SAMPLES} | set(NO_PAGES)
    public = (route for _, route in walk(urlpatterns) if policy_of(route.callback) == "public")
    return {route.name for route in public} - known


def fetch(address: str, *, missing: bool = False) -> str:
    """The HTML of an address, also of one that answers with 404 if that is meant."""
    ascii_only = quote(address, safe=":/?&=%#+")
    try:
        with urllib.request.urlopen(ascii_only, timeout=30) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as refused:
        with refused:
            if missing and refused.code == 404:
                return refused.read().decode()
            raise


def _path(portal: str, sample: Sample) -> str:
    if sample.link is None:
        return sample.path
    found = sample.link.search(fetch(portal + sample.path))
    if found is None:
        raise LookupError(f"{sample.name}: nothing like it on {sample.path}")
    return found[1]


def addresses(portal: str, samples: Iterable[Sample] = SAMPLES) -> dict[str, str]:
    """Every sample's path by its name."""
    return {sample.name: _path(portal, sample) for sample in samples}
