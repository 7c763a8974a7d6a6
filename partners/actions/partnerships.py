"""Asking for and approving a partnership."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from mintportal.audit.record import record, was
from partners.models import Institution, Partnership
from regions.models import Region


@transaction.atomic
def request(region: Region, institution: Institution, *, by: Any = None) -> Partnership:
    """Ask the region; asking again changes nothing."""
    partnership, is_new = Partnership.objects.get_or_create(region=region, institution=institution)
    if is_new:
        record("Partnerschaft angefragt", partnership, by=by)
    return partnership


@transaction.atomic
def approve(partnership: Partnership, *, by: Any = None) -> Partnership:
    """The region says yes; from now on the institution may publish here. Twice changes nothing."""
    if partnership.status == Partnership.Status.APPROVED:
        return partnership
    before = was(partnership)
    partnership.status = Partnership.Status.APPROVED
    partnership.since = partnership.since or timezone.localdate()
    partnership.save(update_fields=["status", "since"])
    record("Partnerschaft freigeschaltet", partnership, by=by, before=before)
    return partnership
