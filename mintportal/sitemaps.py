"""What search engines may know of."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from offers.models import Offer
from partners.models import Institution, Partnership
from regions.models import Region


class Pages(Sitemap):
    """The fixed pages."""

    def items(self) -> list[str]:
        return ["home", "regions", "offers", "institutions", "for-schools", "for-partners", "help"]

    def location(self, item: str) -> str:
        return reverse(item)


class Regions(Sitemap):
    """Every profile."""

    def items(self) -> QuerySet:
        return Region.objects.for_lists()


class Institutions(Sitemap):
    """Every institution that a region approved."""

    def items(self) -> QuerySet:
        approved = Partnership.objects.across_regions().approved()
        return Institution.objects.only("slug").filter(pk__in=approved.values("institution_id"))


class Offers(Sitemap):
    """Every published offer."""

    limit = 5000

    def items(self) -> Any:
        published = Offer.objects.across_regions().published().select_related("region")
        return published.only("slug", "region__slug").order_by("pk")


SITEMAPS = {"pages": Pages, "regions": Regions, "institutions": Institutions, "offers": Offers}
