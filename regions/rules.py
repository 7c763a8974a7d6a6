"""Who may see and change what belongs to a region. A rule is a Q."""

from typing import Any

from django.db.models import Q

from regions.models import RegionMembership

NOBODY = Q(pk__in=[])
EVERYBODY = ~Q(pk__in=[])


def works_for_region(user: Any, *roles: str, region: str = "region_id") -> Q:
    """Rows whose region the user works for, in one of ``roles`` (none given: in any)."""
    if not getattr(user, "pk", None):
        return NOBODY
    memberships = RegionMembership.objects.filter(user=user).across_regions()
    if roles:
        memberships = memberships.filter(role__in=roles)
    return Q(**{f"{region}__in": memberships.values("region_id")})


def may_view(user: Any) -> Q:
    """Regions: every profile is public."""
    return EVERYBODY


def may_edit(user: Any) -> Q:
    """Regions: those who coordinate or edit it, and the service office."""
    if getattr(user, "is_service_office", False):
        return EVERYBODY
    return works_for_region(user, region="pk")


def may_handle_report(user: Any) -> Q:
    """Reports: those who work for the region of the page, and the service office all of them."""
    if getattr(user, "is_service_office", False):
        return EVERYBODY
    return works_for_region(user)
