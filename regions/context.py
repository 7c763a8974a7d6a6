"""What templates know of the website they are drawn for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from regions.middleware import home_of


def website(request: HttpRequest) -> dict[str, Any]:
    """``home``: the region on whose host we are, or None; the site's name, address, colours."""
    home = home_of(request)
    theme = getattr(home, "theme", None)  # none chosen: Django raises an AttributeError
    sheet = f"{reverse('theme', kwargs={'slug': home.slug})}?v={theme.version}" if theme else ""
    return {
        "home": home,
        "site_name": home.name if home else settings.PORTAL_NAME,
        "portal_url": settings.PORTAL_URL,
        "theme_sheet": sheet,
    }
