"""When nothing is found: what to take away, and how much there would be then."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from mintportal.geo.distance import distance_km
from offers.address import SHOWING, Address
from offers.filters import OfferFilter
from offers.search import Question, by_region, totals
from offers.search.rows import Rows
from regions.models import Region

WIDER = (50, 100, 200)
MOST = 4
MOST_NEIGHBOURS = 3
PLACES = ("ort", "umkreis", "region", "kreis", "land")


@dataclass(frozen=True)
class WayOut:
    """A sentence for a link, where it leads, and how many offers are there."""

    sentence: str
    address: Address
    count: int


def ways_out(asked: OfferFilter, rows: Rows | None = None) -> list[WayOut]:
    """The single steps that find something, the one that changes least first."""
    wrong = _wrong_values(asked)
    steps = [_without(asked, wrong)] if wrong else [*_wider(asked), *_less(asked)]
    counts = totals((_question(address, asked) for _, address in steps), rows)
    ways = [WayOut(*step, count) for step, count in zip(steps, counts, strict=True)]
    found = [way for way in ways if way.count or wrong]
    return sorted(found, key=lambda way: way.count)[:MOST]


def neighbours(asked: OfferFilter, rows: Rows | None = None) -> list[WayOut]:
    """The nearest regions that have what was asked for, instead of the place or region asked."""
    middle = _middle(asked)
    if middle is None:
        return []
    address = asked.address
    for name in PLACES:
        address = address.without(name)
    found = by_region(_question(address, asked), rows)
    having = Region.objects.filter(pk__in=list(found)).only("name", "slug", "lat", "lon")
    placed = having.exclude(lat=None)
    nearest = sorted(placed, key=lambda one: distance_km(middle, (one.lat, one.lon)))
    return [
        WayOut(one.name, address.replaced("region", one.slug), found[one.pk])
        for one in nearest[:MOST_NEIGHBOURS]
    ]


def _middle(asked: OfferFilter) -> tuple[float, float] | None:
    place = asked.finding.place
    if place:
        return place.lat, place.lon
    chosen = next(iter(asked.chosen_regions.values()), None)
    return (chosen.lat, chosen.lon) if chosen and chosen.lat and chosen.lon else None


def _question(address: Address, before: OfferFilter) -> Question:
    asked = OfferFilter(QueryDict(address.text.removeprefix("?")), home=before.home)
    # Only less is asked than before, so the database need not be asked for the names again.
    asked.named = before.named
    return asked.question


def _wrong_values(asked: OfferFilter) -> list[str]:
    """Parameters with a value that could not be understood."""
    named = dict.fromkeys(problem.parameter for problem in asked.problems)
    return [name for name in named if name in asked.form.fields and name not in SHOWING]


def _without(asked: OfferFilter, names: list[str]) -> tuple[str, Address]:
    """The step that takes away all that is asked by some names."""
    address = asked.address
    for name in names:
        address = address.without(name)
    labels = ", ".join(f"„{asked.form.fields[name].label}“" for name in names)
    return _("Ohne die Angabe bei %s suchen") % labels, address


def _less(asked: OfferFilter) -> list[tuple[str, Address]]:
    names = dict.fromkeys(name for name, _ in asked.address.only_search().pairs)
    return [_without(asked, [name]) for name in names if name != "umkreis"]


def _wider(asked: OfferFilter) -> list[tuple[str, Address]]:
    radius = asked.question.radius if asked.question.near else None
    return [
        (_("Im Umkreis von %s km suchen") % km, asked.address.replaced("umkreis", km))
        for km in WIDER
        if radius and km > radius
    ]
