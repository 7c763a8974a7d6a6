"""Finding a region: by Land, family, Kreis, stage, words, or "wo wohnen Sie?"."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.postgres.aggregates import BitOr
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from mintportal.geo import places
from mintportal.geo.areas import KREISE, LAENDER
from mintportal.geo.distance import distance_km
from mintportal.geo.places import Finding, Place
from offers.forms import LineField
from offers.models import SearchRow
from offers.vocabulary import Stage
from regions.models import Region
from regions.models.region import RegionKind
from regions.tenancy import across_regions

NEAREST = 3
SELECTS = ("land", "art", "kreis", "stufe")


class RegionForm(forms.Form):
    """The finder's fields; each may stay empty."""

    ort = LineField(label=__("Wo wohnen Sie?"), required=False, max_length=100)
    q = LineField(label=__("Name"), required=False, max_length=100)
    land = forms.ChoiceField(label=__("Land"), required=False)
    art = forms.ChoiceField(label=__("Art des Netzwerks"), required=False)
    kreis = forms.ChoiceField(label=__("Kreis oder Stadt"), required=False)
    stufe = forms.ChoiceField(label=__("Angebote für"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kreise = sorted((one.label, ags) for ags, one in KREISE.items())
        laender = sorted((one.name, iso) for iso, one in LAENDER.items())
        self._offer("land", __("alle Länder"), [(iso, name) for name, iso in laender])
        self._offer("art", __("alle Arten"), RegionKind.choices)
        self._offer("kreis", __("alle Kreise und Städte"), [(ags, name) for name, ags in kreise])
        self._offer("stufe", __("alle Bildungsstufen"), Stage.choices)

    def _offer(self, name: str, empty: Any, choices: list[tuple[str, Any]]) -> None:
        choice = self.fields[name]
        choice.choices = [("", empty), *choices]  # type: ignore[attr-defined]
        choice.error_messages["invalid_choice"] = __("„%(value)s“ kennen wir hier nicht.")


@dataclass
class Nearby:
    """The answer to "wo wohnen Sie?": the regions that cover the place, or else the nearest."""

    place: Place
    covering: list[Region] = field(default_factory=list)
    nearest: list[tuple[float, Region]] = field(default_factory=list)


class RegionFinder:
    """Reads the query string and finds regions with their offers' number and stages."""

    def __init__(self, data: Any) -> None:
        self.form = RegionForm(data)
        self.form.is_valid()
        self.unknown = sorted(name[:40] for name in data if name not in self.form.fields)

    def chosen(self, name: str) -> str:
        """The checked value of a field, "" if it is empty or wrong."""
        return self.form.cleaned_data.get(name) or ""

    @cached_property
    def finding(self) -> Finding:
        """What the words of ``ort`` mean."""
        return places.find(self.chosen("ort"))

    @property
    def place_text(self) -> str:
        """What was typed as a place."""
        return self.chosen("ort")

    @property
    def named_land(self) -> str:
        """The Land (ISO) when "wo wohnen Sie?" is answered with a whole Land, else ""."""
        place = self.finding.place
        return place.land if place and not place.kreis else ""

    @property
    def chosen_land(self) -> str:
        """The Land asked for (ISO), or ""."""
        return self.chosen("land") or self.named_land

    @property
    def selects(self) -> list[forms.BoundField]:
        """The fields one chooses from."""
        return [self.form[name] for name in SELECTS]

    @property
    def narrowed(self) -> bool:
        """Whether one of them is used."""
        return any(name in self.form.data and self.form.data[name] for name in SELECTS)

    @property
    def problems(self) -> list[str]:
        """What could not be understood, in sentences."""
        found = [errors[0] for errors in self.form.errors.values()]
        if self.unknown:
            names = ", ".join(self.unknown)
            found.append(_("Diese Angaben in der Adresse kennen wir nicht: %s") % names)
        if self.chosen("ort") and not self.finding.place and not self.finding.candidates:
            found.append(_("Den Ort „%s“ kennen wir nicht.") % self.chosen("ort"))
        return found

    @cached_property
    def figures(self) -> dict[int, tuple[int, int]]:
        """(offers, stages as bits) of every region that has offers, by id."""
        rows = SearchRow.objects.values("region_id").annotate(n=Count("pk"), bits=BitOr("stages"))
        return {row["region_id"]: (row["n"], row["bits"]) for row in rows}

    @cached_property
    def regions(self) -> list[Region]:
        """The regions that fit, in alphabetical order, each with ``offer_count`` and ``stages``."""
        if self.form.errors:
            return []
        found = across_regions(Region.objects.for_lists()).filter(self._conditions()).distinct()
        for region in found:
            region.offer_count, bits = self.figures.get(region.pk, (0, 0))
            region.stages = [s for i, s in enumerate(Stage.values) if bits >> i & 1]
        stage = self.chosen("stufe")
        return [one for one in found if not stage or stage in one.stages]

    def _conditions(self) -> Q:
        words = self.chosen("q")
        asked = Q(name__icontains=words) | Q(place__icontains=words) if words else Q()
        if land := self.chosen("land"):
            asked &= Q(land=land)
        if self.named_land:
            asked &= Q(land=self.named_land)
        if kind := self.chosen("art"):
            asked &= Q(kind=kind)
        if kreis := self.chosen("kreis"):
            asked &= Q(regionareas__kreis=kreis)
        return asked

    def nearby(self) -> Nearby | None:
        """The regions for the place asked for; None if none was asked for."""
        place = self.finding.place
        if place is None:
            return None
        around = Q(regionareas__kreis=place.kreis) if place.kreis else Q(land=place.land)
        covering = across_regions(Region.objects.for_lists()).filter(around).distinct()
        answer = Nearby(place, list(covering))
        if not answer.covering:
            here = (place.lat, place.lon)
            away = [
                (distance_km(here, (one.lat, one.lon)), one)
                for one in self.regions
                if one.lat is not None and one.lon is not None
            ]
            answer.nearest = sorted(away, key=lambda pair: pair[0])[:NEAREST]
        return answer
