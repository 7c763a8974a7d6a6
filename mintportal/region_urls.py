"""The addresses of a region's own host: its pages, what every host needs, and ways to the others.

A name that the national host knows can be reversed here too. A region's things are at short
addresses; what is not shown here is a redirect to the national host.
"""

from functools import cache

from django.urls import URLPattern, path

from mintportal import urls, views
from mintportal.pages import regions, themes
from mintportal.sitemaps import region_sitemap
from mintportal.web.access import require_policies, walk
from offers.views import public

# Pages that are the same, or narrow themselves to the region of the host.
HERE = frozenset(
    {
        *("offers", "institutions", "institution", "places", "suggestions"),
        *("imprint", "privacy", "accessibility", "easy-language", "data-sources"),
        *("appearance", "health", "robots"),
    }
)


class RegionUrls:
    """A URLconf: where names have two addresses, the last one that fits is the one in links."""

    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500

    def __init__(self, slug: str) -> None:
        national = [(route, one) for route, one in walk(urls.urlpatterns)]
        self.urlpatterns: list[URLPattern] = [
            *(
                path(route, one.callback, name=one.name)
                for route, one in national
                if one.name in HERE
            ),
            *(
                path(route, views.elsewhere, name=one.name)
                for route, one in national
                if one.name not in HERE | {"home", "theme", "sitemap"}
            ),
            *_own(slug),
        ]
        require_policies(self.urlpatterns)


def _own(slug: str) -> list[URLPattern]:
    calendar = "angebote/<slug:slug>/termine.ics"
    return [
        path("", regions.region_profile, {"slug": slug}, name="home"),
        path("", regions.region_profile, {"slug": slug}, name="region"),
        path("angebote/<slug:slug>/", public.offer_detail, {"region": slug}, name="offer"),
        path(calendar, public.offer_calendar, {"region": slug}, name="offer-calendar"),
        path(f"gestaltung/{slug}.css", themes.stylesheet, {"slug": slug}, name="theme"),
        path("sitemap.xml", region_sitemap, name="sitemap"),
    ]


@cache
def urls_of(slug: str) -> RegionUrls:
    """The addresses on the own host of the region with this slug, which never changes."""
    return RegionUrls(slug)
