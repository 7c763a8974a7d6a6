"""The list of regions and a region's profile."""

from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mintportal.geo.areas import KREISE, LAENDER
from mintportal.geo.maps import Map, Marker, dot_map, kreise_map, land_map
from mintportal.pages.chain import links
from mintportal.pages.region_finder import RegionFinder
from mintportal.web import jsonld
from mintportal.web.access import public
from mintportal.web.page import page
from offers.models import Offer
from offers.search import Question, search
from partners.models import Partnership
from partners.models.institution import GROUPS
from regions import sites
from regions.middleware import home_of
from regions.models import ProfilePoint, ProfileSection, Region, RegionArea


@public
@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """All regions by Land, beside their map, with a finder."""
    finder = RegionFinder(request.GET)
    regions = finder.regions
    by_land = [
        (LAENDER[land], list(group))
        for land, group in groupby(sorted(regions, key=_land_and_name), key=lambda one: one.land)
    ]
    context = {
        "finder": finder,
        "regions": regions,
        "by_land": by_land,
        "nearby": finder.nearby(),
        "map": _map_of(finder, regions),
    }
    return page(request, "pages/region_list.html", context, part="ergebnisse")


def _land_and_name(region: Region) -> tuple[str, str]:
    return region.land_name, region.name_sort


def _map_of(finder: RegionFinder, regions: list[Region]) -> Map:
    """Germany with a number for each Land; one Land with its Kreise once it is chosen."""
    iso = finder.chosen_land
    if iso:
        return _map_of_land(iso)
    counts: dict[str, int] = {}
    for region in regions:
        counts[region.land] = counts.get(region.land, 0) + 1
    titles = {
        land: ngettext("%(land)s: %(n)s Region", "%(land)s: %(n)s Regionen", count)
        % {"land": LAENDER[land].name, "n": count}
        for land, count in counts.items()
    }
    urls = {land: f"{reverse('regions')}?land={land}" for land in counts}
    return dot_map(counts, urls, title=str(finder.form.fields["land"].label), titles=titles)


def _map_of_land(iso: str) -> Map:
    covered: dict[str, int] = {}
    areas = RegionArea.objects.across_regions().filter(region__land=iso)
    for kreis in areas.values_list("kreis", flat=True):
        covered[kreis] = covered.get(kreis, 0) + 1
    titles = {
        ags: ngettext("%(kreis)s: %(n)s Region", "%(kreis)s: %(n)s Regionen", count)
        % {"kreis": KREISE[ags].label, "n": count}
        for ags, count in covered.items()
    }
    urls = {ags: f"{reverse('regions')}?kreis={ags}" for ags in covered}
    return land_map(iso, covered, urls, title=LAENDER[iso].name, titles=titles)


def _with_profile(slug: str) -> Region:
    profile = (
        Prefetch("profilesections", ProfileSection.objects.across_regions()),
        Prefetch("profilepoints", ProfilePoint.objects.across_regions()),
        Prefetch("regionareas", RegionArea.objects.across_regions().order_by("kreis")),
    )
    return get_object_or_404(Region.objects.prefetch_related(*profile), slug=slug)


def _partners(region: Region) -> list[tuple[Any, list[Any]]]:
    """The approved partners under the headings of a profile; empty groups are left out."""
    approved = Partnership.objects.in_region(region).approved().select_related("institution")
    institutions = [one.institution for one in approved.order_by("institution__name_sort")]
    grouped = (
        (heading, [one for one in institutions if one.kind in kinds]) for heading, kinds in GROUPS
    )
    return [(heading, members) for heading, members in grouped if members]


def _map(region: Region) -> Map | None:
    kreise = [area.kreis for area in region.regionareas.all()]
    if not kreise:
        return None
    markers = []
    if region.lat is not None and region.lon is not None and len(kreise) == 1:
        markers = [Marker(region.lat, region.lon, region.name)]
    return kreise_map(kreise, title=region.name, markers=markers)


def _organization(address: str, region: Region) -> dict[str, Any]:
    contact = region.contact
    return {
        "@type": "Organization",
        "name": region.name,
        "description": region.teaser,
        "url": address,
        "sameAs": region.website,
        "foundingDate": str(region.founded or ""),
        "areaServed": [KREISE[area.kreis].label for area in region.regionareas.all()],
        "address": {
            "@type": "PostalAddress",
            "streetAddress": contact.get("street"),
            "postalCode": contact.get("plz"),
            "addressLocality": contact.get("town"),
        },
    }


@public
@require_safe
def region_profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Who this network is: the three questions, partners, chain, next offers, contact."""
    region = _with_profile(slug)
    found = search(Question(regions=(region.pk,), sort="datum"))
    points = list(region.profilepoints.all())
    offers_url = reverse("offers")
    if not home_of(request):
        offers_url += f"?region={region.slug}"
    canonical = sites.canonical(region.slug, "region", slug=region.slug)
    context = {
        "region": region,
        "sections": {one.kind: one for one in region.profilesections.all()},
        "focuses": [one for one in points if one.kind == ProfilePoint.Kind.FOCUS],
        "highlights": [one for one in points if one.kind == ProfilePoint.Kind.HIGHLIGHT],
        "kreise": [KREISE[area.kreis].label for area in region.regionareas.all()],
        "partners": _partners(region),
        "found": found,
        "links": links(found.counts["stufe"], offers_url),
        "most": max(found.counts["stufe"].values()),
        "offers_url": offers_url,
        "offers": Offer.objects.cards(found.ids[:4]),
        "map": _map(region),
        "jsonld": jsonld.script(_organization(canonical, region)),
        "canonical": canonical,
    }
    return page(request, "pages/region_profile.html", context)
