"""Regions, one for each Kreis, and institutions with their partnerships."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from bench.volume.chance import Chance, words
from bench.volume.places import any_kreis, spot_in
from bench.volume.texts import Composer
from mintportal.geo.areas import KREISE
from mintportal.web.slugs import german_slug, sort_key
from partners.models import Institution, InstitutionKind, Partnership
from regions.models import Region, RegionArea
from regions.models.region import RegionKind

BATCH = 1000
WITH_SECOND_REGION = 0.2
WITH_WEBSITE = 0.8


@dataclass(frozen=True)
class Home:
    """Who offers something, and the ids of the regions in which it does, the own one first."""

    institution: Institution
    regions: tuple[int, ...]


def make_regions(chance: Chance) -> dict[str, Region]:
    """A region for every Kreis of Germany, by its AGS."""
    made = {
        ags: Region(
            name=f"MINT-Region {kreis.label}",
            name_sort=sort_key(f"MINT-Region {kreis.label}"),
            slug=german_slug(f"mint {kreis.label} {ags}"),
            kind=chance.choice(RegionKind.values),
            land=kreis.land,
            place=kreis.label,
            lat=kreis.lat,
            lon=kreis.lon,
            founded=chance.randint(1998, 2025),
            website=f"https://mint-{ags}.example",
        )
        for ags, kreis in KREISE.items()
    }
    Region.objects.bulk_create(made.values())
    RegionArea.objects.bulk_create(
        RegionArea(region=region, kreis=ags) for ags, region in made.items()
    )
    return made


def make_homes(chance: Chance, regions: dict[str, Region], count: int, today: date) -> list[Home]:
    """Institutions of every kind, each an approved partner of one or two regions."""
    institutions = [_institution(chance, number) for number in range(count)]
    Institution.objects.bulk_create(institutions, batch_size=BATCH)
    homes = [Home(one, _regions_of(chance, regions, one)) for one in institutions]
    Partnership.objects.bulk_create(
        [
            Partnership(
                region_id=region,
                institution=home.institution,
                status=Partnership.Status.APPROVED,
                since=today - timedelta(days=chance.randint(20, 4000)),
            )
            for home in homes
            for region in home.regions
        ],
        batch_size=BATCH,
    )
    return homes


def _kind(chance: Chance, number: int) -> str:
    """The first ones are one of each kind."""
    shares = words("names")["of_a_hundred"]
    if number < len(InstitutionKind.values):
        return InstitutionKind.values[number]
    return chance.choices(list(shares), list(shares.values()))[0]


def _institution(chance: Chance, number: int) -> Institution:
    spot = spot_in(chance, any_kreis(chance))
    kind = _kind(chance, number)
    domain = chance.choice(list(words("domains")))
    made = Composer(chance, domain, spot.town, KREISE[spot.kreis].label)
    name = _name(chance, kind, made)
    return Institution(
        name=name,
        name_sort=sort_key(name),
        slug=f"{german_slug(name, 70)}-{number}",
        kind=kind,
        summary=made.pattern("institutions")[:400],
        street=made.street(),
        website=f"https://haus-{number}.example" if chance.happens(WITH_WEBSITE) else "",
        **asdict(spot),
    )


def _name(chance: Chance, kind: str, made: Composer) -> str:
    names = words("names")
    pattern = chance.choice(names["called"][kind])
    return pattern.format(
        town=made["town"],
        kreis=made["kreis"],
        compound=made["Compound"],
        street=chance.choice(names["streets"]),
        honoured=chance.choice(names["honoured"]).replace(" ", "-"),
        family=chance.choice(names["family"]),
        trade=chance.choice(names["trades"]),
        side=chance.choice(names["sides"]),
    )[:160]


def _regions_of(
    chance: Chance, regions: dict[str, Region], institution: Institution
) -> tuple[int, ...]:
    own = regions[institution.kreis]
    if not chance.happens(WITH_SECOND_REGION):
        return (own.pk,)
    others = [one.pk for one in regions.values() if one.land == own.land and one != own]
    return (own.pk, chance.choice(others)) if others else (own.pk,)
