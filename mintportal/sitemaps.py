"""What search engines may know of: every page once, at its one address."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mintportal.web.access import public
from offers.models import Offer
from partners.models import Institution, Partnership
from regions import sites
from regions.middleware import home_of, is_canonical
from regions.models import Region


class National(Sitemap):
    """Pages of the national host, whatever it is called in the request."""

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.PORTAL_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.PORTAL_URL).scheme


class Pages(National):
    """The fixed pages."""

    def items(self) -> list[str]:
        return ["home", "regions", "offers", "institutions", "for-schools", "for-partners", "help"]

    def location(self, item: str) -> str:
        return reverse(item)


class Regions(National):
    """Every profile that is not at home on a domain of its own."""

    def items(self) -> QuerySet:
        return Region.objects.for_lists().exclude(slug__in=list(sites.domains()))


class Institutions(National):
    """Every institution that a region approved."""

    def items(self) -> QuerySet:
        approved = Partnership.objects.across_regions().approved()
        return Institution.objects.only("slug").filter(pk__in=approved.values("institution_id"))


class Offers(National):
    """Every published offer that is not at home on a region's own domain."""

    limit = 5000

    def items(self) -> Any:
        published = Offer.objects.across_regions().published().select_related("region")
        national = published.exclude(region__slug__in=list(sites.domains()))
        return national.only("slug", "region__slug").order_by("pk")


SITEMAPS = {"pages": Pages, "regions": Regions, "institutions": Institutions, "offers": Offers}


class OfRegion(Sitemap):
    """Pages on a region's own domain."""

    def __init__(self, region: Region) -> None:
        self.region = region

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(sites.with_scheme(sites.domains()[self.region.slug])).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.PORTAL_URL).scheme


class RegionPages(OfRegion):
    """The profile and the search."""

    def items(self) -> list[str]:
        return ["home", "offers"]

    def location(self, item: str) -> str:
        return reverse(item)


class RegionOffers(OfRegion):
    """Every published offer of the region."""

    limit = 5000

    def items(self) -> Any:
        published = Offer.objects.in_region(self.region).published().select_related("region")
        return published.only("slug", "region__slug").order_by("pk")


@public
@require_safe
def region_sitemap(request: HttpRequest) -> HttpResponse:
    """The pages of a region that has its own domain; on a subdomain nothing has its one address."""
    region = home_of(request)
    if region is None or not is_canonical(request, region):
        raise Http404(_("Diese Adresse hat keine eigene Sitemap."))
    return sitemap(request, {"pages": RegionPages(region), "offers": RegionOffers(region)})
