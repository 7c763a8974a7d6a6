"""The front door: health, appearance, robots, and the pages for when something goes wrong."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from mintportal.jobs import SIGN_OF_LIFE
from mintportal.web.access import public
from mintportal.web.context import THEMES
from regions import sites
from regions.middleware import home_of, is_canonical

ONE_YEAR = timedelta(days=365)


@public
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers, and when a worker was last seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    worker = "in process" if settings.CELERY_TASK_ALWAYS_EAGER else cache.get(SIGN_OF_LIFE)
    return JsonResponse({"database": "ok", "worker": worker})


@csrf_exempt
@public
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Remember the theme in a cookie and go back. No token: it changes nothing but colours."""
    back = request.POST.get("zurueck", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    theme = request.POST.get("darstellung", "")
    if theme in THEMES:
        response.set_cookie(
            "darstellung",
            theme,
            max_age=ONE_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """All pages may be read; suggestions are no pages. Where pages have their one address, there
    is a sitemap as well."""
    lines = "User-agent: *\nDisallow: /orte/\nDisallow: /vorschlaege/\n"
    home = home_of(request)
    if home is None:
        lines += f"Sitemap: {sites.national('sitemap')}\n"
    elif is_canonical(request, home):
        lines += f"Sitemap: {sites.canonical(home.slug, 'sitemap')}\n"
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


@public
@require_safe
def elsewhere(request: HttpRequest, **about: str) -> HttpResponse:
    """On a region's host: the page is on the national one, as far as there is one."""
    return HttpResponseRedirect(settings.PORTAL_URL + request.get_full_path())


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself could not be read."""
    return render(request, "400.html", status=400)


@public
def forbidden(
    request: HttpRequest, exception: Exception | None = None, reason: str = ""
) -> HttpResponse:
    """403: a form without its token, most often after a long break."""
    return render(request, "403.html", status=403)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, with a search."""
    return render(request, "404.html", status=404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """500: nothing may fail here, so the page needs neither database nor context."""
    return render(request, "500.html", status=500)
