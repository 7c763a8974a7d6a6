"""Registering an institution."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mintportal.audit.record import record
from mintportal.geo.places import place_of_plz
from mintportal.web.slugs import free_slug, sort_key
from partners.models import Institution


@dataclass(frozen=True)
class InstitutionData:
    """What an institution says about itself; the place on the map follows from the Postleitzahl."""

    name: str
    kind: str
    summary: str = ""
    street: str = ""
    plz: str = ""
    town: str = ""
    website: str = ""


@transaction.atomic
def register(data: InstitutionData, *, slug: str = "", by: Any = None) -> Institution:
    """A new institution. Raises ValidationError if something is wrong, such as the PLZ."""
    place = place_of_plz(data.plz)
    if data.plz and place is None:
        raise ValidationError(
            {"plz": _("Die Postleitzahl %(plz)s gibt es nicht.") % {"plz": data.plz}}
        )
    institution = Institution(
        **asdict(data),
        slug=free_slug(slug or data.name, _is_taken),
        name_sort=sort_key(data.name),
    )
    if place:
        institution.lat, institution.lon = place.lat, place.lon
        institution.kreis, institution.land = place.kreis, place.land
    institution.full_clean(validate_unique=False)
    institution.save()
    record("registriert", institution, by=by, fields=asdict(data))
    return institution


def _is_taken(slug: str) -> bool:
    return slug in {"registrieren"} or Institution.objects.filter(slug=slug).exists()
