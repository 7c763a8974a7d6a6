"""What every page's template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = {"hell": "light", "dunkel": "dark"}


def portal(request: HttpRequest) -> dict[str, Any]:
    """The portal's name, who runs it, the theme (light, dark, none), the demo's notices."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "theme": THEMES.get(request.COOKIES.get("darstellung", "")),
        "operator": settings.OPERATOR if settings.OPERATOR["name"] else None,
        "demo": settings.DEMO,
        "tasks_in_process": settings.CELERY_TASK_ALWAYS_EAGER,
    }
