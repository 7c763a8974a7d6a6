"""What the search should answer, in plain Python over the offers themselves: no SQL of ours.

It reads the parameters of an address and knows nothing of masks, projections or questions.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from math import hypot, inf

from django.db.models import Prefetch
from django.utils import timezone

from mintportal.geo.holidays import is_school_holiday
from mintportal.geo.places import find
from mintportal.geo.projection import project
from offers import vocabulary as v
from offers.models import Occurrence, Offer
from offers.stages import stage_of_grade

Parameters = Mapping[str, Sequence[str]]
FACETS: dict[str, list[str]] = {
    "stufe": v.Stage.values,
    "bereich": ["m", "i", "n", "t"],
    "kosten": ["kostenlos", "bis-5", "bis-10", "bis-20"],
    "format": v.Format.values,
    "durchfuehrung": v.Delivery.values,
    "fach": v.Subject.values,
    "schwerpunkt": v.Focus.values,
    "merkmal": v.Access.values,
    "sprache": v.Language.values,
}
OF_DATES = {"von", "bis", "wochentag", "ferien"}
STOP_WORDS = {"der", "die", "das", "und", "für", "mit"}
PRICES = {"kostenlos": 0, "bis-5": 5, "bis-10": 10, "bis-20": 20}
WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")


@dataclass(frozen=True)
class Day:
    """A coming date."""

    start: datetime
    free: float
    land: str

    @property
    def day(self) -> date:
        return timezone.localdate(self.start)


@dataclass(frozen=True)
class Known:
    """One public offer as the oracle sees it."""

    offer: Offer
    days: tuple[Day, ...]

    @cached_property
    def words(self) -> dict[str, set[str]]:
        """The words of each facet."""
        offer = self.offer
        price = offer.amount or 0
        if offer.cost == "group":
            price /= offer.group_max or 25
        delivery = {offer.delivery}
        if offer.delivery == "hybrid":
            delivery |= {"vor-ort", "online"}
        letters = {letter for one in offer.subjects for letter in v.SUBJECT_LETTERS[one]}
        return {
            "stufe": set(offer.stages),
            "bereich": letters,
            "kosten": {word for word, limit in PRICES.items() if price <= limit},
            "format": {offer.format},
            "durchfuehrung": delivery,
            "fach": set(offer.subjects),
            "schwerpunkt": set(offer.focuses),
            "merkmal": set(offer.access),
            "sprache": set(offer.languages),
        }

    @property
    def spot(self) -> tuple[float, float] | None:
        offer = self.offer
        if offer.lat is None or offer.delivery == "online":
            return None
        return project(offer.lat, offer.lon)

    @cached_property
    def tokens(self) -> set[str]:
        """All words of the offer, of its names and of its kind."""
        offer = self.offer
        texts = [offer.title, offer.summary, offer.description, offer.region.name, offer.town]
        texts += [offer.institution.name if offer.institution else "", offer.get_format_display()]
        return set(re.findall(r"\w+", " ".join([*texts, *offer.flow]).lower()))

    def has_grade(self, grade: int) -> bool:
        offer = self.offer
        if offer.grade_min is not None and offer.grade_max is not None:
            return offer.grade_min <= grade <= offer.grade_max
        return stage_of_grade(grade, offer.land).value in offer.stages

    def has_age(self, age: int) -> bool:
        low, high = self.offer.age_min, self.offer.age_max
        return (0 if low is None else low) <= age <= (120 if high is None else high)

    def has_room(self, group: int) -> bool:
        most = max((day.free for day in self.days), default=0)
        if self.offer.by_arrangement:
            most = max(most, self.offer.group_max or inf)
        return most >= group

    def has_words(self, text: str) -> bool:
        typed = [word for word in re.findall(r"\w+", text.lower()) if word not in STOP_WORDS]
        begins = (any(one.startswith(word) for one in self.tokens) for word in typed)
        return bool(typed) and all(begins)

    def distance(self, place: str) -> float | None:
        there = find(place).place
        if self.spot is None or there is None:
            return None
        x, y = project(there.lat, there.lon)
        return hypot(self.spot[0] - x, self.spot[1] - y)

    def is_near(self, place: str, radius: int) -> bool:
        if radius == 0:
            return True
        away = self.distance(place)
        return away is not None and away <= radius

    def has_day(self, asked: Parameters) -> bool:
        """One and the same date fits everything that is asked of dates."""
        if not OF_DATES & set(asked):
            return True
        return any(fits_day(day, asked) for day in self.days)

    def is_of(self, name: str, values: Sequence[str]) -> bool:
        offer = self.offer
        own = {
            "anbieter": offer.institution.slug if offer.institution else None,
            "region": offer.region.slug,
            "kreis": offer.kreis,
            "land": offer.land,
        }
        return own[name] in values

    def fits(self, asked: Parameters) -> bool:
        """Whether the offer is an answer."""
        return self.has_day(asked) and all(
            self.fits_one(name, list(values), asked) for name, values in asked.items()
        )

    def fits_one(self, name: str, values: list[str], asked: Parameters) -> bool:
        if name in FACETS:
            return bool(self.words[name] & set(values))
        if name in {"anbieter", "region", "kreis", "land"}:
            return self.is_of(name, values)
        simple = {
            "q": lambda: self.has_words(values[0]),
            "ort": lambda: self.is_near(values[0], int(asked.get("umkreis", ["25"])[0])),
            "klasse": lambda: self.has_grade(int(values[0])),
            "alter": lambda: self.has_age(int(values[0])),
            "gruppe": lambda: self.has_room(int(values[0])),
            "vereinbarung": lambda: self.offer.by_arrangement,
        }
        return bool(simple[name]()) if name in simple else True


def fits_day(day: Day, asked: Parameters) -> bool:
    """Whether one date fits."""
    first, last = (asked.get(name, [""])[0] for name in ("von", "bis"))
    weekdays = asked.get("wochentag", ())
    holidays = asked.get("ferien", [""])[0]
    group = int(asked.get("gruppe", ["0"])[0])
    return (
        (not first or day.day >= date.fromisoformat(first))
        and (not last or day.day <= date.fromisoformat(last))
        and (not weekdays or WEEKDAYS[day.day.weekday()] in weekdays)
        and (not holidays or is_school_holiday(day.day, day.land) == (holidays == "ja"))
        and day.free >= group
    )


def known() -> list[Known]:
    """All public offers."""
    now, today = timezone.now(), timezone.localdate()
    found = Offer.objects.across_regions().filter(status="published")
    dates = Prefetch("occurrences", Occurrence.objects.across_regions())
    offers = found.select_related("region", "institution").prefetch_related(dates)
    return [
        Known(
            offer,
            tuple(
                Day(one.starts_at, inf if one.seats is None else one.seats_free, offer.land)
                for one in offer.occurrences.all()
                if one.starts_at > now and not one.is_cancelled
            ),
        )
        for offer in offers
        if offer.valid_until is None or offer.valid_until >= today
    ]


class Oracle:
    """Answers for addresses."""

    def __init__(self) -> None:
        self.offers = known()

    def answers(self, asked: Parameters) -> list[Known]:
        return [one for one in self.offers if one.fits(asked)]

    def total(self, asked: Parameters) -> int:
        return len(self.answers(asked))

    def counts(self, asked: Parameters) -> dict[str, dict[str, int]]:
        """For every word: how many there would be if its group asked for this word alone."""
        counted = {}
        for facet, words in FACETS.items():
            others = {name: values for name, values in asked.items() if name != facet}
            found = self.answers(others)
            counted[facet] = {
                word: sum(word in one.words[facet] for one in found) for word in words
            }
        return counted

    def order(self, asked: Parameters) -> list[int] | None:
        """The ids in order; None where only the database knows how well words fit."""
        place = asked.get("ort", [""])[0]
        sort = asked.get("sort", ["passend"])[0]
        if sort == "passend" and "q" in asked:
            return None
        by_distance = sort == "entfernung" or (sort == "passend" and place)

        def key(one: Known) -> tuple:
            away = one.distance(place) if place and by_distance else None
            start = one.days and min(day.start for day in one.days)
            return (
                inf if away is None else round(away, 9),
                start.timestamp() if start else inf,
                one.offer.pk,
            )

        return [one.offer.pk for one in sorted(self.answers(asked), key=key)]
