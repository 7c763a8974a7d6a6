"""What every page's template knows."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = {"hell": "light", "dunkel": "dark"}


def site_of(request: HttpRequest) -> str:
    """Scheme and host that were asked: ``https://portal.example``. Raises DisallowedHost."""
    return f"{request.scheme}://{request.get_host()}"


def portal(request: HttpRequest) -> dict[str, Any]:
    """The portal's name, what was asked, who runs it, the theme (light, dark, none), the demo."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "canonical": request.path,
        "site": partial(site_of, request),  # asked when it is shown: a wrong host has none
        "theme": THEMES.get(request.COOKIES.get("darstellung", "")),
        "operator": settings.OPERATOR if settings.OPERATOR["name"] else None,
        "demo": settings.DEMO,
        "tasks_in_process": settings.CELERY_TASK_ALWAYS_EAGER,
    }
