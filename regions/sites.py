"""Where pages have their one address: on the national host, or on a region's verified own domain.

Which regions have one is kept for a moment in the memory of this process. That is for links only:
whether a host answers is asked of the database at every request (middleware.py).
"""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from regions import host_names
from regions.models import RegionHost

FRESH_SECONDS = 30
_known: dict[str, str] = {}
_until = [0.0]


def forget() -> None:
    """Ask the database anew."""
    _until[0] = 0.0


def domains() -> dict[str, str]:
    """The own domain of each region that has a verified one, by slug."""
    if time.monotonic() >= _until[0]:
        rows = RegionHost.objects.across_regions().verified_domains()
        found = dict(reversed(list(rows.values_list("region__slug", "name"))))  # the oldest wins
        _known.clear()
        _known.update(found)
        _until[0] = time.monotonic() + FRESH_SECONDS
    return _known


def with_scheme(host: str) -> str:
    """``bochum.portal.example`` → ``https://bochum.portal.example``, as the portal is reached."""
    portal = urlsplit(settings.PORTAL_URL)
    return f"{portal.scheme}://{host}" + (f":{portal.port}" if portal.port else "")


def site_of(host: RegionHost) -> str:
    """A region's host as the beginning of an address."""
    return with_scheme(host.name if host.is_domain else f"{host.name}.{host_names.base()}")


def urls_of(slug: str) -> Any:
    """The URLconf of a region's own host."""
    of_region: Callable[[str], Any] = import_string(settings.REGION_URLS)
    return of_region(slug)


def national(name: str, /, **about: Any) -> str:
    """The address of a page on the national host."""
    return settings.PORTAL_URL + reverse(name, settings.ROOT_URLCONF, kwargs=about)


def canonical(region: str, name: str, /, **about: Any) -> str:
    """The one address of a page that a region's own host has as well."""
    domain = domains().get(region)
    if domain is None:
        return national(name, **about)
    return with_scheme(domain) + reverse(name, urls_of(region), kwargs=about)
