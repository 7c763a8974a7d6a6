"""All addresses. A view without a policy does not start."""

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from mintportal import views
from mintportal.pages import home, partners, places, regions, suggestions, texts, themes
from mintportal.sitemaps import SITEMAPS
from mintportal.web.access import require_policies

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("offers.urls")),
    path("regionen/", regions.region_list, name="regions"),
    path("regionen/<slug:slug>/", regions.region_profile, name="region"),
    path("gestaltung/<slug:slug>.css", themes.stylesheet, name="theme"),
    path("partner/", partners.institution_list, name="institutions"),
    path("partner/<slug:slug>/", partners.institution, name="institution"),
    path("orte/", places.suggestions, name="places"),
    path("vorschlaege/", suggestions.suggestions, name="suggestions"),
    path("fuer-schulen/", texts.for_schools, name="for-schools"),
    path("fuer-partner/", texts.for_partners, name="for-partners"),
    path("hilfe/", texts.help_page, name="help"),
    path("impressum/", texts.imprint, name="imprint"),
    path("datenschutz/", texts.privacy, name="privacy"),
    path("barrierefreiheit/", texts.accessibility, name="accessibility"),
    path("leichte-sprache/", texts.easy_language, name="easy-language"),
    path("datenquellen/", texts.data_sources, name="data-sources"),
    path("darstellung/", views.appearance, name="appearance"),
    path("gesund/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
]

handler400 = "mintportal.views.bad_request"
handler403 = "mintportal.views.forbidden"
handler404 = "mintportal.views.not_found"
handler500 = "mintportal.views.server_error"

require_policies(urlpatterns)
