"""Who may see and change offers. Read top to bottom as a policy; a rule is a Q."""

from typing import Any

from django.db.models import Q

from offers.models import Offer
from partners.rules import works_for_institution
from regions.rules import EVERYBODY, works_for_region


def may_edit(user: Any) -> Q:
    """Those who work for the offer's region or institution, and the service office."""
    if getattr(user, "is_service_office", False):
        return EVERYBODY
    return works_for_region(user) | works_for_institution(user)


def may_view(user: Any) -> Q:
    """The public sees what is published; those who may edit also see the rest."""
    return Q(status=Offer.Status.PUBLISHED) | may_edit(user)
