"""What the search should answer, in plain Python over the offers themselves: no SQL of ours.

It reads the parameters of an address and knows nothing of masks, projections or questions.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from math import hypot, inf

from django.db.models import Prefetch
from django.utils import timezone

from mintportal.geo.areas import LAENDER
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
STOP_WORDS = {"der", "die", "das", "und", "für", "mit", "in"}
IN_TOWN = re.compile(r"(\w+) in (\w+)")
ENOUGH, FEW_NEARBY = 20, 5
AGES_OF_STAGES = {
    "kita": (0, 6),
    "grundschule": (5, 11),
    "sek1": (9, 17),
    "sek2": (15, 20),
    "ausbildung": (15, 120),
    "studium": (16, 120),
    "beruf": (18, 120),
}
PRICES = {"kostenlos": 0, "bis-5": 5, "bis-10": 10, "bis-20": 20}
WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")


def read(asked: Parameters) -> Parameters:
    """With a place among the words said as what it means: „prisma in Essen“."""
    found = IN_TOWN.fullmatch(asked.get("q", [""])[0])
    if not found or "ort" in asked:
        return asked
    return {**asked, "q": [found[1]], "ort": [found[2]], "auch": ["anderes"]}


@cache
def spot_of(place: str) -> tuple[float, float] | None:
    """Where a place is, in km; None for one that is a whole area, or none at all."""
    there = find(place).place
    return project(there.lat, there.lon) if there and not area(place) else None


@cache
def area(place: str) -> tuple[str, str] | None:
    """The Kreis or Land that a place is as a whole."""
    there = find(place).place
    if there is None or there.plz or not there.approximate:
        return None
    return ("kreis", there.kreis) if there.kreis else ("land", there.land)


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
        """All words of the offer, of its names and of what it is."""
        offer = self.offer
        texts = [offer.title, offer.summary, offer.description, offer.region.name, offer.town]
        texts += [*offer.flow, *offer.keywords, offer.plz, offer.get_format_display()]
        if offer.institution:
            texts += [offer.institution.name, offer.institution.get_kind_display()]
        return set(re.findall(r"\w+", " ".join(texts).lower()))

    def has_grade(self, grade: int) -> bool:
        offer = self.offer
        if offer.grade_min is not None and offer.grade_max is not None:
            return offer.grade_min <= grade <= offer.grade_max
        return stage_of_grade(grade, offer.land).value in offer.stages

    def has_age(self, age: int) -> bool:
        low, high = self.usual_ages
        low = low if self.offer.age_min is None else self.offer.age_min
        high = high if self.offer.age_max is None else self.offer.age_max
        return low <= age <= max(low, high)

    @property
    def usual_ages(self) -> tuple[int, int]:
        """Those of the grades, else of the stages."""
        first, last = self.offer.grade_min, self.offer.grade_max
        if first is not None and last is not None:
            return first + 5, last + 8
        ages = [AGES_OF_STAGES[stage] for stage in self.offer.stages]
        return min(low for low, _ in ages), max(high for _, high in ages)

    def has_room(self, group: int) -> bool:
        most = max((day.free for day in self.days), default=0)
        if self.offer.by_arrangement:
            most = max(most, self.offer.group_max or inf)
        return most >= group

    def words_of(self, text: str, known: set[str]) -> int:
        """How many of the typed words it has; a word that nobody has stands for its endings."""
        typed = set(re.findall(r"\w+", text.lower())) - STOP_WORDS
        return sum(
            word in self.tokens
            if word in known
            else any(one.startswith(word) for one in self.tokens)
            for word in typed
        )

    def distance(self, place: str) -> float | None:
        there = spot_of(place)
        if self.spot is None or there is None:
            return None
        x, y = there
        return hypot(self.spot[0] - x, self.spot[1] - y)

    def is_near(self, place: str, radius: int) -> bool:
        whole = area(place)
        if whole:
            return self.own[whole[0]] == whole[1]
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
        return self.own[name] in values

    @cached_property
    def own(self) -> dict[str, str | None]:
        """Whose it is and where."""
        offer = self.offer
        return {
            "anbieter": offer.institution.slug if offer.institution else None,
            "region": offer.region.slug,
            "kreis": offer.kreis,
            "land": offer.land,
        }

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
        self.words = {word for one in self.offers for word in one.tokens}

    def answers(self, asked: Parameters) -> list[Known]:
        asked = read(asked)
        return [one for one in self.with_words(asked) if one.fits(asked)]

    def with_words(self, asked: Parameters) -> list[Known]:
        """Those with all the words; where they are fewer than a page nearby, those with any.

        Where the place stood among the words and few there have them, all others there as well.
        """
        text = asked.get("q", [""])[0]
        if not text:
            return self.offers
        number = len(set(re.findall(r"\w+", text.lower())) - STOP_WORDS)
        having = [(one, one.words_of(text, self.words)) for one in self.offers]
        place, radius = asked.get("ort", [""])[0], int(asked.get("umkreis", ["25"])[0])
        every = [one for one, count in having if count == number]
        there = {one.offer.pk for one in self.offers if not place or one.is_near(place, radius)}
        enough = len([one for one in every if one.offer.pk in there]) >= ENOUGH
        found = every if enough else [one for one, count in having if count]
        pks = {one.offer.pk for one in found}
        if "auch" in asked and (radius or area(place)) and len(pks & there) < FEW_NEARBY:
            pks |= there
        return [one for one in self.offers if one.offer.pk in pks]

    def total(self, asked: Parameters) -> int:
        return len(self.answers(asked))

    def counts(self, asked: Parameters) -> dict[str, dict[str, int]]:
        """For every word: how many there would be if its group asked for this word alone."""
        fits = {
            **{facet: self._has_word(facet) for facet in FACETS},
            "klasse": lambda one, grade: one.has_grade(int(grade)),
            "land": lambda one, land: one.offer.land == land,
            "vereinbarung": lambda one, _: one.offer.by_arrangement,
        }
        values = {
            **FACETS,
            "klasse": [str(grade) for grade in range(14)],
            "land": list(LAENDER),
            "vereinbarung": ["ja"],
        }
        counted = {}
        for name, has in fits.items():
            found = self.answers({key: given for key, given in asked.items() if key != name})
            counted[name] = {value: sum(has(one, value) for one in found) for value in values[name]}
        return counted | self.counts_of_dates(asked)

    def _has_word(self, facet: str) -> Callable[[Known, str], bool]:
        return lambda one, word: word in one.words[facet]

    def counts_of_dates(self, asked: Parameters) -> dict[str, dict[str, int]]:
        """For weekdays and holidays: what the click itself would give."""
        return {
            name: {value: self.total({**asked, name: [value]}) for value in values}
            for name, values in (("wochentag", WEEKDAYS), ("ferien", ("ja", "nein")))
        }

    def leaders(self, asked: Parameters, name: str) -> list[tuple[str, int]]:
        """The regions, institutions or Kreise with the most offers: (word in addresses, count)."""
        found = self.answers({key: given for key, given in asked.items() if key != name})
        counted = Counter(value for one in found if (value := one.own[name]))
        return counted.most_common()

    def order(self, asked: Parameters) -> list[int] | None:
        """The ids in order; None where only the database knows how well words fit."""
        asked = read(asked)
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
