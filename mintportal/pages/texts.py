"""Pages of text: for schools, for partners, help, and what the law asks for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mintportal.geo.sources import SOURCES
from mintportal.web.access import public
from mintportal.web.page import page


def _text(name: str) -> Callable[[HttpRequest], HttpResponse]:
    @public
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return page(request, f"pages/texts/{name}.html", {})

    return view


for_schools = _text("for_schools")
for_partners = _text("for_partners")
help_page = _text("help")
imprint = _text("imprint")
privacy = _text("privacy")
accessibility = _text("accessibility")
easy_language = _text("easy_language")


@public
@require_safe
def data_sources(request: HttpRequest) -> HttpResponse:
    """Where borders, Postleitzahlen and holidays come from, and under which licences."""
    return page(request, "pages/texts/data_sources.html", {"sources": SOURCES})
