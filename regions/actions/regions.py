"""Founding a region and completing what is known about it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from mintportal.audit.record import record, was
from mintportal.web.slugs import free_slug, sort_key
from regions.models import Region, RegionArea


@dataclass(frozen=True)
class RegionFacts:
    """What a register knows of a network: ``land`` as ISO ("NW"), ``place`` in words, degrees."""

    name: str
    kind: str
    land: str
    place: str = ""
    founded: int | None = None
    website: str = ""
    lat: float | None = None
    lon: float | None = None


@transaction.atomic
def found(facts: RegionFacts, kreise: Iterable[str] = (), *, by: Any = None) -> Region:
    """A new region with the Kreise (AGS) it covers. Raises ValidationError for impossible facts."""
    slug = free_slug(facts.name, lambda slug: Region.objects.filter(slug=slug).exists())
    region = Region(**asdict(facts), slug=slug, name_sort=sort_key(facts.name))
    region.full_clean(validate_unique=False)
    region.save()
    RegionArea.objects.bulk_create(RegionArea(region=region, kreis=kreis) for kreis in kreise)
    record("gegründet", region, by=by, fields=asdict(facts))
    return region


@transaction.atomic
def complete(region: Region, facts: RegionFacts, *, by: Any = None) -> list[str]:
    """Fill what is still empty; what somebody wrote stays. Returns the filled fields' names."""
    filled = [
        name
        for name, value in asdict(facts).items()
        if value not in ("", None) and getattr(region, name) in ("", None)
    ]
    if filled:
        before = was(region)
        for name in filled:
            setattr(region, name, getattr(facts, name))
        region.full_clean(validate_unique=False)
        region.save(update_fields=filled)
        record("ergänzt", region, by=by, before=before)
    return filled
