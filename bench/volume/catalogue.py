"""Published offers with every facet, age, price and place."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.utils import timezone

from bench.volume.chance import Chance, words
from bench.volume.homes import Home
from bench.volume.places import any_kreis, spot_in
from bench.volume.texts import Composer
from mintportal.geo.areas import KREISE
from mintportal.web.slugs import german_slug
from offers.models import Offer
from offers.stages import stages_of_grades
from offers.vocabulary import Access, Cost, Delivery, Focus, Format, Language, Stage, Subject
from regions.models import Region

T = TypeVar("T")
# Lists of words, made once: a vocabulary builds its list anew whenever it is asked.
STAGES, SUBJECTS, FORMATS, DELIVERIES, FOCUSES, ACCESS, LANGUAGES = (
    list(vocabulary.values)
    for vocabulary in (Stage, Subject, Format, Delivery, Focus, Access, Language)
)
OF_NETWORK, ELSEWHERE, WITHOUT_PLACE = 0.08, 0.15, 0.6
"""Shares: offers of the network itself, not at the institution's address, online without one."""
BY_ARRANGEMENT, WITH_END, SECOND_LANGUAGE, RARELY, OFTEN = 0.2, 0.2, 0.12, 0.3, 0.6
FORMAT_WEIGHTS = (20, 14, 7, 9, 9, 5, 7, 3, 4, 6, 4, 4, 6, 3, 2, 3, 2)
DELIVERY_WEIGHTS = (68, 18, 8, 6)
PRICES = (Cost.FREE, Cost.FREE, Cost.FREE, Cost.PERSON, Cost.GROUP)
EUROS = {Cost.PERSON: (1, 2, 3, 4, 5, 6, 8, 9, 12, 15, 19, 25, 40), Cost.GROUP: (30, 60, 90, 150)}
GRADES = ((5, 10), (1, 4), (11, 13), (3, 8), (8, 13), (0, 2))
STAGES_AND_AGES: tuple[tuple[tuple[str, ...], tuple[int | None, int | None]], ...] = (
    (("kita",), (3, 6)),
    (("sek2", "ausbildung"), (15, 20)),
    (("studium",), (None, None)),
    (("beruf",), (18, None)),
    (("ausbildung", "studium"), (16, 27)),
    (("grundschule", "sek1"), (None, None)),
)
IN_GRADES = 0.7
KEYWORDS = ("topic", "things", "rare", "Compound", "tools")
RARE_TEXTS = ("prerequisites", "material", "directions")


class Maker:
    """Makes one offer after the other; the first ones have one of every word of a vocabulary."""

    def __init__(
        self, chance: Chance, homes: Sequence[Home], regions: dict[str, Region], today: date
    ) -> None:
        self.chance = chance
        self.homes = homes
        self.regions = regions
        self.today = today
        self.kreis_of = {region.pk: ags for ags, region in regions.items()}
        self.domains = list(words("domains"))

    def offer(self, number: int) -> Offer:
        """The offer of that number, not saved."""
        chance = self.chance
        home = None if chance.happens(OF_NETWORK) else chance.falling(self.homes)
        ags = self.kreis_of[chance.falling(home.regions)] if home else any_kreis(chance)
        region = self.regions[ags]
        place = self._place(home, ags, self._turn(number, DELIVERIES, DELIVERY_WEIGHTS))
        kreis = KREISE[place.get("kreis", ags)].label
        town = place.get("town", region.place)
        made = Composer(chance, chance.choice(self.domains), town, kreis)
        title = made.title()
        return Offer(
            region=region,
            institution=home.institution if home else None,
            status=Offer.Status.PUBLISHED,
            title=title,
            slug=f"{german_slug(title, 75)}-{number}",
            summary=made.summary(),
            description=made.description(),
            flow=made.flow(),
            format=self._turn(number, FORMATS, FORMAT_WEIGHTS),
            duration=f"{chance.choice((45, 60, 90, 120, 180, 240))} Minuten",
            **place,
            **self._for_whom(number, place["land"]),
            **self._about(number, made),
            **self._price(made),
            **self._booking(),
        )

    def _turn(self, number: int, values: Sequence[T], weights: Sequence[int]) -> T:
        """Each of the values in turn at first, then by weight."""
        if number < len(values):
            return values[number]
        return self.chance.choices(values, weights)[0]

    def _place(self, home: Home | None, ags: str, delivery: str) -> dict[str, Any]:
        chance = self.chance
        if delivery == Delivery.ONLINE and chance.happens(WITHOUT_PLACE):
            return {"delivery": delivery, "land": KREISE[ags].land}
        if home and not chance.happens(ELSEWHERE):
            names = ("street", "plz", "town", "lat", "lon", "kreis", "land")
            return {"delivery": delivery} | {
                name: getattr(home.institution, name) for name in names
            }
        return {"delivery": delivery, **asdict(spot_in(chance, ags))}

    def _for_whom(self, number: int, land: str) -> dict[str, Any]:
        chance = self.chance
        fields: dict[str, Any] = {}
        if chance.happens(IN_GRADES):
            first, last = chance.falling(GRADES)
            low, high = sorted(chance.choices(range(first, last + 1), k=2))
            stages = stages_of_grades(low, high, land)
            fields |= {"grade_min": low, "grade_max": high}
        else:
            told, (youngest, oldest) = chance.falling(STAGES_AND_AGES)
            stages = list(told)
            fields |= {"age_min": youngest, "age_max": oldest}
        if number < len(STAGES):
            stages = [one for one in STAGES if one in {*stages, STAGES[number]}]
        most = None if chance.happens(RARELY) else chance.choice((12, 15, 20, 25, 28, 30, 60))
        return {
            **fields,
            "stages": stages,
            "group_min": chance.choice((None, 1, 5, 8, 10)),
            "group_max": most,
            "adults": chance.choice((0, 0, 1, 2)),
        }

    def _about(self, number: int, made: Composer) -> dict[str, Any]:
        chance = self.chance
        languages = [LANGUAGES[0]]
        if chance.happens(SECOND_LANGUAGE):
            languages.append(chance.falling(LANGUAGES[1:]))
        focuses = chance.some(FOCUSES, (0, 0, 0, 1, 1, 2))
        access = chance.some(ACCESS, (0, 0, 1, 2, 3, 4))
        subjects = chance.falling(made.lists["subjects"])
        often = chance.happens(OFTEN)
        rare = {name: made.pattern(name)[:300] for name in RARE_TEXTS if chance.happens(RARELY)}
        return {
            **rare,
            "keywords": [made[name][:40] for name in chance.some(KEYWORDS, (0, 2, 3, 4))],
            "curriculum": [made.pattern("curriculum")[:120]] if often else [],
            "subjects": SUBJECTS[number : number + 1] or subjects,
            "languages": LANGUAGES[number : number + 1] or languages,
            "focuses": FOCUSES[number : number + 1] or focuses,
            "access": ACCESS[number : number + 1] or access,
        }

    def _price(self, made: Composer) -> dict[str, Any]:
        cost = self.chance.choice(PRICES)
        if cost == Cost.FREE:
            return {"cost": cost.value}
        funding = made.pattern("funding") if self.chance.happens(RARELY) else ""
        amount = Decimal(self.chance.choice(EUROS[cost]))
        return {"cost": cost.value, "amount": amount, "funding": funding}

    def _booking(self) -> dict[str, Any]:
        chance = self.chance
        noon = datetime.combine(self.today, time(12), tzinfo=timezone.get_default_timezone())
        until = self.today + timedelta(days=chance.randint(60, 700))
        return {
            "by_arrangement": chance.happens(BY_ARRANGEMENT),
            "deadline_days": chance.choice((0, 3, 7, 14)),
            "published_at": noon - timedelta(days=chance.randint(1, 900)),
            "checked_on": self.today - timedelta(days=chance.randint(0, 500)),
            "valid_until": until if chance.happens(WITH_END) else None,
        }
