"""Who may see and change institutions and partnerships. A rule is a Q."""

from typing import Any

from django.db.models import Q

from partners.models import InstitutionMembership, Partnership
from regions.models import RegionMembership
from regions.rules import EVERYBODY, NOBODY, works_for_region


def works_for_institution(user: Any, institution: str = "institution_id") -> Q:
    """Rows whose institution the user works for."""
    if not getattr(user, "pk", None):
        return NOBODY
    memberships = InstitutionMembership.objects.filter(user=user)
    return Q(**{f"{institution}__in": memberships.values("institution_id")})


def may_edit_institution(user: Any) -> Q:
    """Institutions: those who work there, and the service office."""
    if getattr(user, "is_service_office", False):
        return EVERYBODY
    return works_for_institution(user, institution="pk")


def may_view_partnership(user: Any) -> Q:
    """Partnerships: the public sees approved ones; both sides and the service office see all."""
    if getattr(user, "is_service_office", False):
        return EVERYBODY
    approved = Q(status=Partnership.Status.APPROVED)
    return approved | works_for_region(user) | works_for_institution(user)


def may_decide_partnership(user: Any) -> Q:
    """Partnerships: the region's coordinators."""
    return works_for_region(user, RegionMembership.Role.COORDINATOR)
