"""Giving a region hosts of its own, and taking them away."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mintportal.audit.record import record, was
from regions import host_names, sites
from regions.models import Region, RegionHost


@transaction.atomic
def add_subdomain(region: Region, label: str, *, by: Any = None) -> RegionHost:
    """``label`` below the portal's host; answers at once. Raises ValidationError."""
    return _add(RegionHost(region=region, name=host_names.subdomain(label)), by)


@transaction.atomic
def add_domain(region: Region, name: str, *, by: Any = None) -> RegionHost:
    """A domain of the region's own; does nothing until it is verified. Raises ValidationError."""
    name = host_names.domain(name)
    return _add(RegionHost(region=region, name=name, token=secrets.token_urlsafe(24)), by)


def _add(host: RegionHost, by: Any) -> RegionHost:
    host.full_clean(validate_unique=False)
    if RegionHost.objects.across_regions().filter(name=host.name).exists():
        raise ValidationError(_("Diese Adresse hat schon eine Region."), code="unique")
    host.save()
    record("Adresse angelegt", host, by=by, fields=["name"])
    return host


@transaction.atomic
def verify(host: RegionHost, answers: Iterable[str], *, by: Any = None) -> RegionHost:
    """The TXT ``answers`` at ``host.txt_name`` hold the token, so whoever asks owns the domain.

    Raises ValidationError if they do not. Verifying once more changes nothing.
    """
    host = RegionHost.objects.in_region(host.region_id).select_for_update().get(pk=host.pk)
    if not host.is_domain or host.verified_at:
        return host
    expected = host.token.encode()
    given = (answer.strip().strip('"').encode() for answer in answers)
    if not any(secrets.compare_digest(expected, one) for one in given):
        words = {"name": host.txt_name, "token": host.token}
        raise ValidationError(
            _("Im TXT-Eintrag von „%(name)s“ steht nicht „%(token)s“.") % words, code="no-token"
        )
    before = was(host)
    host.verified_at = timezone.now()
    host.save(update_fields=["verified_at"])
    record("Adresse nachgewiesen", host, by=by, before=before)
    transaction.on_commit(sites.forget)
    return host


@transaction.atomic
def remove(host: RegionHost, *, by: Any = None) -> None:
    """The host is unknown from the next request on."""
    record("Adresse entfernt", host, by=by, fields=["name"])
    host.delete()
    transaction.on_commit(sites.forget)
