"""A region's colours as a stylesheet: inline styles are forbidden by the CSP."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mintportal.web.access import public
from regions.models import RegionTheme

ONE_YEAR = 31_536_000


@public
@require_safe
def stylesheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The tokens of the region; kept for ever under the address of their version (``?v=``)."""
    theme = RegionTheme.objects.filter(region__slug=slug).first()
    if theme is None:
        raise Http404(_("Diese Region hat keine eigenen Farben."))
    response = HttpResponse(theme.stylesheet, content_type="text/css; charset=utf-8")
    if request.GET.get("v") == theme.version:
        patch_cache_control(response, public=True, max_age=ONE_YEAR, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response
