"""Whose website a request is for: the nation's, or a region's by its host.

``request.get_host()`` answers for known hosts only: the portal's own (ALLOWED_HOSTS), and regions'
hosts, which the database knows. For all others it raises DisallowedHost, so that no foreign name
reaches a link; CommonMiddleware asks first, and the visitor gets 400 and a page. The database is
asked once a request, so a host that is removed is unknown at the next. Static files come before.

``request.region`` is the host's region, else the one that the path names (``/regionen/<slug>/…``),
else something false; ``request.on_region_host`` tells the first from the second.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.functional import SimpleLazyObject

from regions import host_names, sites
from regions.models import Region, RegionHost

Answer = Callable[[HttpRequest], HttpResponse]


def region_of_host(host: str) -> Region | None:
    """The region whose host this is (without port), in at most one query."""
    below = f".{host_names.base()}"
    name = host.removesuffix(below)
    # A label alone is no host, and a name below the portal's is no domain of somebody's own.
    if "." not in host or (host != name and "." in name) or len(name) > host_names.LONGEST:
        return None
    hosts = RegionHost.objects.across_regions().live().select_related("region__theme")
    found = hosts.filter(name=name).first()
    return found.region if found else None


class Host:
    """A request's host, understood when it is first asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self.raw = request._get_raw_host()  # type: ignore[attr-defined]
        self._region: Region | None = None
        self._is_known: bool | None = None
        self._clean = ""

    @property
    def region(self) -> Region | None:
        """The region whose host it is; None on the portal's own. Raises DisallowedHost."""
        if self._is_known is None:
            name, port = split_domain_port(self.raw)
            self._clean = f"{name}:{port}" if port else name
            national = bool(name) and host_names.is_national(name)
            self._region = None if national or not name else region_of_host(name)
            self._is_known = national or self._region is not None
        if not self._is_known:
            raise DisallowedHost(f"Unknown host: {self.raw[:100]!r}")
        return self._region

    def checked(self) -> str:
        """The host with its port, in small letters. Raises DisallowedHost."""
        self.region  # noqa: B018 - raises for an unknown one
        return self._clean


def known_hosts(get_response: Answer) -> Answer:
    """The first of all: from here on, ``get_host()`` knows regions' hosts and no others."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.host = Host(request)  # type: ignore[attr-defined]
        request.get_host = request.host.checked  # type: ignore[attr-defined, method-assign]
        return get_response(request)

    return middleware


def _region_in_path(path: str) -> Region | None:
    first, _, rest = path.removeprefix("/").partition("/")
    slug = rest.partition("/")[0]
    return Region.objects.filter(slug=slug).first() if first == "regionen" and slug else None


def website(get_response: Answer) -> Answer:
    """A region's host has addresses of its own."""

    def middleware(request: Any) -> HttpResponse:
        region = request.host.region
        request.on_region_host = region is not None
        if region is None:
            request.region = SimpleLazyObject(lambda: _region_in_path(request.path_info))
        else:
            request.region = region
            request.urlconf = sites.urls_of(region.slug)
        return get_response(request)

    return middleware


def home_of(request: Any) -> Region | None:
    """The region on whose own host we are; None on the national one."""
    return request.region if getattr(request, "on_region_host", False) else None


def is_canonical(request: HttpRequest, home: Region) -> bool:
    """Whether the region's pages have their one address on this very host."""
    name, _ = split_domain_port(request.get_host())
    return sites.domains().get(home.slug) == name
