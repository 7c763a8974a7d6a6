"""The panel of filters: each value with the number of offers that a click on it gives."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mintportal.geo.areas import KREISE, LAENDER
from offers.facets import FACETS
from offers.filters import OfferFilter
from offers.search import Found
from offers.vocabulary import Weekday
from partners.models import Institution
from regions.models import Region


@dataclass(frozen=True)
class Option:
    """A value to choose, in words, with its number."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """The values of a parameter; of a single one only one can be chosen."""

    parameter: str
    label: str | Promise
    options: tuple[Option, ...]
    is_open: bool = False
    is_single: bool = False

    @property
    def has_chosen(self) -> bool:
        """Whether anything is chosen."""
        return any(option.is_chosen for option in self.options)


def panel(asked: OfferFilter, found: Found) -> list[Group]:
    """All groups, in the order of the page; one query for names."""
    fixed = [
        _group(asked, found, facet.parameter, facet.label, facet.vocabulary.choices, facet.is_open)
        for facet in FACETS
    ]
    laender = [
        (iso, land.name) for iso, land in sorted(LAENDER.items(), key=lambda one: one[1].name)
    ]
    return [
        *fixed,
        _group(asked, found, "wochentag", _("Wochentag"), Weekday.choices),
        _group(asked, found, "land", _("Land"), laender),
        *_leading(asked, found),
    ]


def numbered(asked: OfferFilter, found: Found, parameter: str) -> tuple[Option, ...]:
    """The values of a parameter that is chosen from a list of its own: grades, holidays."""
    chosen = asked.clean(parameter)
    words = {str(one) for one in (chosen if isinstance(chosen, list) else [chosen])}
    return tuple(
        Option(value, value, count, value in words)
        for value, count in found.counts[parameter].items()
    )


def _group(
    asked: OfferFilter,
    found: Found,
    parameter: str,
    label: str | Promise,
    choices: Iterable[tuple[str, str]],
    is_open: bool = False,
) -> Group:
    chosen = set(asked.clean(parameter) or ())
    counts = found.counts[parameter]
    options = tuple(
        Option(value, str(name), counts[value], value in chosen) for value, name in choices
    )
    return Group(parameter, label, options, is_open, is_single=parameter == "kosten")


def _leading(asked: OfferFilter, found: Found) -> Iterable[Group]:
    """Regions, institutions and Kreise with the most offers, and those that are chosen."""
    names = _names(found, ("region",) if asked.home else ())
    for parameter, label in (
        ("region", _("Region")),
        ("anbieter", _("Anbieter")),
        ("kreis", _("Kreis")),
    ):
        if parameter == "region" and asked.home:
            continue
        chosen = set(asked.clean(parameter) or ())
        options = tuple(
            Option(slug, name, count, slug in chosen)
            for key, count in found.leaders[parameter]
            for slug, name in [names.get((parameter, key), ("", ""))]
            if slug
        )
        yield Group(parameter, label, options)


def _names(found: Found, without: Collection[str] = ()) -> dict[tuple[str, int], tuple[str, str]]:
    """(slug, name) of what leads, in one query; a Kreis is named by its AGS."""
    kreise = {
        ("kreis", key): (f"{key:05}", KREISE[f"{key:05}"].label)
        for key, _ in found.leaders["kreis"]
        if f"{key:05}" in KREISE
    }
    asked = [
        rows.filter(pk__in=[key for key, _ in found.leaders[parameter]])
        .order_by()
        .values_list(Value(parameter, output_field=CharField()), "pk", "slug", "name")
        for parameter, rows in (
            ("region", Region.objects.all()),
            ("anbieter", Institution.objects.all()),
        )
        if found.leaders[parameter] and parameter not in without
    ]
    rows = asked[0].union(*asked[1:], all=True) if asked else ()
    return kreise | {(parameter, pk): (slug, name) for parameter, pk, slug, name in rows}
