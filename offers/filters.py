"""The one table of search parameters, read and checked: pages, API, feeds and widget share it.

What is unknown is named, never silently dropped: an unknown parameter is a note above the results;
an unknown or impossible *value* fits nothing, so no answer looks filtered that is not.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

import django_filters as filters
from django import forms
from django.db.models import CharField, Exists, OuterRef, QuerySet, TextChoices, Value
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from mintportal.geo import places
from mintportal.geo.areas import KREISE, LAENDER
from mintportal.geo.places import Finding
from offers import vocabulary as words
from offers.address import (
    PARAMETERS,
    SHOWING,
    Address,
    Also,
    Arrangement,
    Holidays,
    Showing,
    Sort,
)
from offers.facets import FACETS
from offers.forms import DayField, LineField, NumberField, SlugsField, WordsField, readable
from offers.models import SearchRow
from offers.problems import Problem, problems
from offers.search import Question, search
from offers.understanding import understand
from partners.models import Institution
from regions.models import Region

DEFAULT_RADIUS = 25
MOST_KILOMETRES = 500


class Named(NamedTuple):
    """A region or an institution that is asked for."""

    pk: int
    slug: str
    name: str
    lat: float | None
    lon: float | None


class Parameter(filters.Filter):
    """One parameter. The search answers all of them at once (OfferFilter.filter_queryset)."""

    def __init__(self, field: type[forms.Field], label: Any, **options: Any) -> None:
        self.field_class = field
        super().__init__(label=label, **options)


def _words(label: Any, vocabulary: type[TextChoices]) -> Parameter:
    # Asked for late: filters and fields are copied for every request, words need not be.
    return Parameter(WordsField, label, choices=lambda: vocabulary.choices)


def _areas(label: Any, areas: Mapping[str, Any], name: str) -> Parameter:
    return Parameter(
        WordsField, label, choices=lambda: [(key, getattr(one, name)) for key, one in areas.items()]
    )


def _number(label: Any, low: int, high: int) -> Parameter:
    return Parameter(NumberField, label, min_value=low, max_value=high)


def _address(given: QueryDict) -> Address:
    return Address.of({name: map(readable, values) for name, values in given.lists()})


class OfferFilter(filters.FilterSet):
    """Reads a query string into a ``question``; ``problems`` says what could not be understood."""

    default_radius = DEFAULT_RADIUS
    q = Parameter(LineField, _("Was?"), max_length=200)
    ort = Parameter(LineField, _("Wo?"), max_length=100)
    umkreis = _number(_("Umkreis"), 0, MOST_KILOMETRES)
    auch = _words(_("Am Ort"), Also)
    stufe = _words(_("Bildungsstufe"), words.Stage)
    klasse = _number(_("Klasse"), 0, 13)
    alter = _number(_("Alter"), 0, 99)
    bereich = _words(_("MINT-Bereich"), words.Letter)
    fach = _words(_("Fach"), words.Subject)
    format = _words(_("Art des Angebots"), words.Format)
    durchfuehrung = _words(_("Durchführung"), words.Delivery)
    schwerpunkt = _words(_("Schwerpunkt"), words.Focus)
    kosten = _words(_("Kosten"), words.CostLimit)
    merkmal = _words(_("Zugang"), words.Access)
    sprache = _words(_("Sprache"), words.Language)
    gruppe = _number(_("Plätze für"), 1, 2000)
    von = Parameter(DayField, _("von"))
    bis = Parameter(DayField, _("bis"))
    wochentag = _words(_("Wochentag"), words.Weekday)
    ferien = _words(_("Ferien"), Holidays)
    vereinbarung = _words(_("Termine"), Arrangement)
    anbieter = Parameter(SlugsField, _("Anbieter"))
    region = Parameter(SlugsField, _("Region"))
    kreis = _areas(_("Kreis"), KREISE, "label")
    land = _areas(_("Land"), LAENDER, "name")
    sort = _words(_("Sortieren nach"), Sort)
    ansicht = _words(_("Ansicht"), Showing)
    ausschnitt = Parameter(LineField, _("Kartenausschnitt"), max_length=60)
    seite = _number(_("Seite"), 1, 100_000)

    class Meta:
        model = SearchRow
        fields: ClassVar[list[str]] = []

    def __init__(
        self,
        data: QueryDict | None = None,
        *args: Any,
        home: Region | None = None,
        **options: Any,
    ) -> None:
        """Filters that stand in the words of ``q`` are read as if they had been chosen.

        On the own host of a region (``home``) no other can be chosen.
        """
        self.home = home
        self.left_home = bool(home and data and set(data.getlist("region")) - {home.slug, ""})
        if home and data and "region" in data:
            data = data.copy()
            del data["region"]
        self.given = _address(data or QueryDict())
        self.understood = understand(self.given["q"], dict(self.given.pairs))
        super().__init__(self._with_understood(data), *args, **options)

    def _with_understood(self, data: QueryDict | None) -> QueryDict | None:
        """What was asked, and what was found in the words; a place there allows what else it has.

        That must be said in the address, so that each of its links asks the same.
        """
        found = {part.parameter: part.value for part in self.understood.parts}
        if data is None or not found:
            return data
        chosen = data.copy()
        words = self.understood.words
        others = {"auch": Also.OTHERS.value} if words and "ort" in found else {}
        for name, value in {"q": words, **found, **others}.items():
            chosen[name] = value
        return chosen

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The rows of the question's page."""
        return queryset.filter(pk__in=search(self.question).ids)

    @cached_property
    def address(self) -> Address:
        """The canonical address of what was asked."""
        return _address(self.data or QueryDict())

    @cached_property
    def as_words(self) -> Address:
        """The address that takes all words as words: those that were filters are quoted."""
        return self.given.replaced("q", self.understood.quoted)

    @cached_property
    def finding(self) -> Finding:
        """What the words of ``ort`` mean."""
        return places.find(self.clean("ort") or "")

    @property
    def area(self) -> tuple[str, str] | None:
        """When ``ort`` names a whole Kreis or Land instead of a place: ``("land", "BY")``."""
        place = self.finding.place
        if place is None or place.plz or not place.approximate:
            return None
        return ("kreis", place.kreis) if place.kreis else ("land", place.land)

    @property
    def chosen_institutions(self) -> dict[str, Named]:
        """The institutions named, by slug."""
        return self.named["anbieter"]

    @property
    def chosen_regions(self) -> dict[str, Named]:
        """The regions named, by slug."""
        return self.named["region"]

    @cached_property
    def named(self) -> dict[str, dict[str, Named]]:
        """Regions and institutions in the question, by parameter and slug; in one query."""
        asked = [
            rows.filter(slug__in=self.clean(parameter))
            .order_by()
            .values_list(Value(parameter, output_field=CharField()), *Named._fields)
            for parameter, rows in (
                ("region", Region.objects.all()),
                ("anbieter", self._institutions),
            )
            if self.clean(parameter)
        ]
        found: dict[str, dict[str, Named]] = {"region": {}, "anbieter": {}}
        for parameter, *values in asked[0].union(*asked[1:], all=True) if asked else ():
            one = Named(*values)
            found[parameter][one.slug] = one
        return found

    @property
    def _institutions(self) -> QuerySet:
        """Those that can be asked for; at home those with an offer there."""
        if self.home is None:
            return Institution.objects.all()
        rows = SearchRow.objects.filter(institution_id=OuterRef("pk"), region_id=self.home.pk)
        return Institution.objects.filter(Exists(rows))

    def clean(self, parameter: str) -> Any:
        """The parameter's checked value; of several words the known ones; None if unreadable."""
        if not self.form.is_valid() and parameter in self.form.errors:
            error = self.form.errors.as_data()[parameter][0]
            return (error.params or {}).get("known")
        value = self.form.cleaned_data.get(parameter)
        return value if PARAMETERS[parameter] or not isinstance(value, list) else value[-1:]

    @cached_property
    def problems(self) -> list[Problem]:
        """Everything that could not be understood, in the order of the table."""
        return problems(self)

    @cached_property
    def question(self) -> Question:
        """What was asked, for the search. A value that could not be understood fits nothing."""
        place, area = self.finding.place, self.area
        radius = self.clean("umkreis")
        radius = DEFAULT_RADIUS if radius is None else radius
        impossible = (
            {one.parameter for one in self.problems} - SHOWING - self._partly_known() - {""}
        )
        return Question(
            words=self.clean("q") or "",
            with_others=self._single("auch") == Also.OTHERS,
            near=(place.lat, place.lon) if place and not area else None,
            radius=radius or None,
            area=area,
            masks=self._masks(),
            grade=self.clean("klasse"),
            age=self.clean("alter"),
            group=self.clean("gruppe"),
            first_day=self.clean("von"),
            last_day=self.clean("bis"),
            weekdays=tuple(
                words.Weekday.values.index(day) for day in self.clean("wochentag") or ()
            ),
            in_holidays={"ja": True, "nein": False}.get(self._single("ferien")),
            by_arrangement=self._single("vereinbarung") == "ja",
            institutions=self._ids("anbieter", self.chosen_institutions),
            regions=(self.home.pk,) if self.home else self._ids("region", self.chosen_regions),
            kreise=tuple(self.clean("kreis") or ()) or None,
            laender=tuple(self.clean("land") or ()) or None,
            sort=self._single("sort") or Sort.FIT.value,
            page=self.clean("seite") or 1,
            impossible=bool(impossible),
        )

    def _partly_known(self) -> set[str]:
        """Parameters of which at least one word is known; unknown slugs simply find nothing."""
        wrong = set(self.form.errors)
        return {name for name in wrong if self.clean(name)} | ({"anbieter", "region"} - wrong)

    def _masks(self) -> dict[str, int]:
        asked = {facet: self.clean(facet.parameter) for facet in FACETS}
        return {
            facet.parameter: facet.mask(chosen or [])
            for facet, chosen in asked.items()
            if chosen or facet.parameter in self.form.errors
        }

    def _single(self, parameter: str) -> str:
        return (self.clean(parameter) or [""])[-1]

    def _ids(self, parameter: str, rows: dict[str, Any]) -> tuple[int, ...] | None:
        return tuple(one.pk for one in rows.values()) if self.clean(parameter) else None

    @property
    def shows_map(self) -> bool:
        """Whether the map was asked for."""
        return self._single("ansicht") == Showing.MAP
