"""When nothing is found: what to take away, and how much there would be then."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from offers.address import SHOWING, Address
from offers.filters import OfferFilter
from offers.search import Question, totals

WIDER = (50, 100, 200)
MOST = 4


@dataclass(frozen=True)
class WayOut:
    """A sentence for a link, where it leads, and how many offers are there."""

    sentence: str
    address: Address
    count: int


def ways_out(asked: OfferFilter) -> list[WayOut]:
    """The single steps that find something, the one that changes least first."""
    wrong = _wrong_values(asked)
    steps = [_without(asked, wrong)] if wrong else [*_wider(asked), *_less(asked)]
    counts = totals(_question(address, asked) for _, address in steps)
    ways = [WayOut(*step, count) for step, count in zip(steps, counts, strict=True)]
    found = [way for way in ways if way.count or wrong]
    return sorted(found, key=lambda way: way.count)[:MOST]


def _question(address: Address, before: OfferFilter) -> Question:
    asked = OfferFilter(QueryDict(address.text.removeprefix("?")))
    # Only less is asked than before, so the database need not be asked for the names again.
    asked.chosen_institutions = before.chosen_institutions
    asked.chosen_regions = before.chosen_regions
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
