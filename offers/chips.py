"""What was chosen, as chips that take it away again."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mintportal.web.words import day_short
from offers.address import SHOWING, Address
from offers.filters import DEFAULT_RADIUS, OfferFilter

PLAIN = {
    "q": "„%s“",
    "klasse": gettext_lazy("Klasse %s"),
    "alter": gettext_lazy("%s Jahre"),
    "gruppe": gettext_lazy("Plätze für %s"),
}
"""How plain values are written; the rest has a word in a vocabulary."""


@dataclass(frozen=True)
class Chip:
    """A chosen value in words, and the address without it."""

    label: str
    address: Address


def chips(asked: OfferFilter) -> list[Chip]:
    """One chip for each value that narrows the search, in the order of the address."""
    return [
        Chip(label, asked.address.without(name, value))
        for name, value in asked.address.pairs
        if name not in SHOWING | {"umkreis"}
        for label in _labels(asked, name, value)
    ]


def _labels(asked: OfferFilter, name: str, value: str) -> Iterator[str]:
    if name in asked.form.errors and value not in (asked.clean(name) or ()):
        return
    if name in PLAIN:
        yield PLAIN[name] % (asked.clean(name) if name != "q" else value)
    elif name == "ort" and asked.finding.place:
        radius = asked.clean("umkreis")
        radius = DEFAULT_RADIUS if radius is None else radius
        place = asked.finding.place.label
        around = _("%(km)s km um %(place)s") % {"km": radius, "place": place}
        yield around if radius and not asked.area else place
    elif name in {"von", "bis"}:
        yield f"{name} {day_short(asked.clean(name))}"
    elif name in {"anbieter", "region"}:
        chosen = asked.chosen_institutions if name == "anbieter" else asked.chosen_regions
        yield from [chosen[value].name] if value in chosen else []
    elif hasattr(asked.form.fields[name], "choices"):
        words = {str(word): str(label) for word, label in asked.form.fields[name].choices}
        yield from [words[value]] if value in words else []
