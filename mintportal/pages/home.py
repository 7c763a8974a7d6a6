"""The front page: search, map, figures, chain, what comes next."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mintportal.geo.areas import KREISE, LAENDER
from mintportal.geo.maps import dot_map
from mintportal.pages.chain import links
from mintportal.web.access import public
from mintportal.web.page import page
from offers.models import Offer
from offers.search import Found, Question, search
from offers.vocabulary import Stage
from partners.models import Partnership
from regions.models import Region, RegionArea


def _regions_by_land() -> dict[str, int]:
    counted = Region.objects.order_by().values_list("land").annotate(Count("pk"))
    return dict(counted)


def _share_of_kreise() -> int:
    covered = RegionArea.objects.across_regions().values("kreis").distinct().count()
    return round(100 * covered / len(KREISE))


def _partners() -> int:
    approved = Partnership.objects.across_regions().approved()
    return approved.values("institution").distinct().count()


def _land_links(by_land: dict[str, int]) -> list[dict[str, object]]:
    return [
        {"land": land, "count": by_land.get(iso, 0), "url": f"{reverse('regions')}?land={iso}"}
        for iso, land in sorted(LAENDER.items(), key=lambda item: item[1].name)
    ]


def _map(by_land: dict[str, int]) -> object:
    titles = {
        iso: ngettext("%(land)s: %(n)s Region", "%(land)s: %(n)s Regionen", count)
        % {"land": LAENDER[iso].name, "n": count}
        for iso, count in by_land.items()
    }
    urls = {iso: f"{reverse('regions')}?land={iso}" for iso in by_land}
    title = _("Karte: Zahl der MINT-Regionen je Bundesland")
    return dot_map(by_land, urls, title=title, titles=titles)


def _soon() -> list[Offer]:
    found = search(Question(first_day=timezone.localdate(), group=10, sort="datum"))
    return Offer.objects.cards(found.ids[:3])


def _figures(found: Found, regions: int) -> dict[str, int]:
    return {
        "regions": regions,
        "offers": found.total,
        "free": found.counts["kosten"]["kostenlos"],
        "partners": _partners(),
        "kreise": _share_of_kreise(),
    }


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Find an offer or a region in one step."""
    by_land = _regions_by_land()
    everything = search(Question())
    context = {
        "stages": Stage.choices,
        "map": _map(by_land),
        "figures": _figures(everything, sum(by_land.values())),
        "today": timezone.localdate(),
        "links": links(everything.counts["stufe"], reverse("offers")),
        "laender": _land_links(by_land),
        "soon": _soon(),
    }
    return page(request, "pages/home.html", context)
