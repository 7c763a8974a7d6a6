"""When nothing is found: what to take away, and how much there would be then."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from offers.address import Address
from offers.filters import OfferFilter
from offers.search import loosen

MOST = 4


@dataclass(frozen=True)
class WayOut:
    """A sentence for a link, where it leads, and how many offers are there."""

    sentence: str
    address: Address
    count: int


def ways_out(asked: OfferFilter) -> list[WayOut]:
    """The single steps that find something, the one that changes least first."""
    found = []
    for parameter, count in loosen(asked.question).items():
        if not count:
            continue
        if parameter.startswith("umkreis-"):
            radius = parameter.removeprefix("umkreis-")
            sentence = _("Im Umkreis von %s km suchen") % radius
            found.append(WayOut(sentence, asked.address.replaced("umkreis", radius), count))
        else:
            label = asked.form.fields[parameter].label
            sentence = _("Ohne die Angabe bei „%s“ suchen") % label
            found.append(WayOut(sentence, asked.address.without(parameter), count))
    return sorted(found, key=lambda way: way.count)[:MOST] + _without_problems(asked)


def _without_problems(asked: OfferFilter) -> list[WayOut]:
    """What could not be understood must be taken away before anything else is counted."""
    return [
        WayOut(
            _("Ohne die Angabe bei „%s“ suchen") % asked.form.fields[problem.parameter].label,
            asked.address.without(problem.parameter),
            0,
        )
        for problem in asked.problems
        if problem.parameter in asked.form.fields and problem.parameter in asked.data
    ]
