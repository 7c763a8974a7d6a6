"""When nothing is found: what to take away, and how much there would be then."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from offers.address import SHOWING, Address
from offers.filters import OfferFilter
from offers.search import loosen, search

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
    if wrong:
        return _without(asked, wrong)
    found = [
        WayOut(_wider(radius), asked.address.replaced("umkreis", radius), count)
        if radius
        else WayOut(_less(asked, parameter), asked.address.without(parameter), count)
        for condition, count in loosen(asked.question).items()
        for parameter in ["ort" if condition in asked.area else condition]
        for radius in [parameter.removeprefix("umkreis-") if "-" in parameter else ""]
        if count
    ]
    return sorted(found, key=lambda way: way.count)[:MOST]


def _wrong_values(asked: OfferFilter) -> list[str]:
    """Parameters with a value that could not be understood."""
    named = dict.fromkeys(problem.parameter for problem in asked.problems)
    return [name for name in named if name in asked.form.fields and name not in SHOWING]


def _without(asked: OfferFilter, wrong: list[str]) -> list[WayOut]:
    """All wrong values taken away at once, with the number of offers that this gives."""
    address = asked.address
    for name in wrong:
        address = address.without(name)
    rest = OfferFilter(QueryDict(address.text.removeprefix("?")))
    labels = ", ".join(f"„{asked.form.fields[name].label}“" for name in wrong)
    sentence = _("Ohne die Angabe bei %s suchen") % labels
    return [WayOut(sentence, address, search(rest.question).total)]


def _wider(radius: str) -> str:
    return _("Im Umkreis von %s km suchen") % radius


def _less(asked: OfferFilter, parameter: str) -> str:
    return _("Ohne die Angabe bei „%s“ suchen") % asked.form.fields[parameter].label
