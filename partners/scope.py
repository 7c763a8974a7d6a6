"""Which rows a person reaches: those of the regions and institutions they work for."""

from typing import Any

from mintportal.web.scope import SYSTEM, Scope, enter
from partners.models import InstitutionMembership
from regions.models import RegionMembership


def scope_of(user: Any) -> Scope:
    """The user's scope, of the memberships as they are now; the service office's is everything.

    Enters the scope of the user's own rows, in which memberships are read.
    """
    if user.is_service_office:
        return SYSTEM
    enter(Scope(user=user.pk))
    regions = RegionMembership.objects.filter(user=user).across_regions()
    institutions = InstitutionMembership.objects.filter(user=user)
    return Scope(
        user=user.pk,
        regions=tuple(regions.values_list("region_id", flat=True)),
        institutions=tuple(institutions.values_list("institution_id", flat=True)),
    )
