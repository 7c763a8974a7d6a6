"""Writing a region's profile."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from mintportal.audit.record import record, was
from regions.models import ProfilePoint, ProfileSection, Region


@dataclass(frozen=True)
class Answer:
    """The answer to one question; ``facts`` are up to three pairs of label and value."""

    body: str
    motto: str = ""
    facts: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Profile:
    """All a coordinator writes; ``answers`` and ``points`` by the kinds of section and point."""

    teaser: str
    sponsor: str
    learners_per_year: int | None
    contact: dict[str, str]
    answers: dict[str, Answer]
    points: dict[str, list[str]]
    checked_on: date


@transaction.atomic
def write(region: Region, profile: Profile, *, by: Any = None) -> None:
    """Replace the whole profile. Raises ValidationError, and writes nothing, if a part is wrong."""
    fields = ["teaser", "sponsor", "learners_per_year", "contact", "checked_on"]
    before = was(region)
    for name in fields:
        setattr(region, name, getattr(profile, name))
    region.full_clean(validate_unique=False)
    region.save(update_fields=fields)
    for kind, answer in profile.answers.items():
        ProfileSection.objects.update_or_create(
            region=region,
            kind=ProfileSection.Kind(kind),
            defaults={"body": answer.body, "motto": answer.motto, "facts": answer.facts},
        )
    ProfilePoint.objects.in_region(region).delete()
    ProfilePoint.objects.bulk_create(
        ProfilePoint(region=region, kind=ProfilePoint.Kind(kind), text=text, position=position)
        for kind, texts in profile.points.items()
        for position, text in enumerate(texts)
    )
    record("Profil geschrieben", region, by=by, before=before, fields=profile.answers)
