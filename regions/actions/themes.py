"""Choosing the colours of a region's own website."""

from typing import Any

from django.db import transaction

from mintportal.audit.record import record, was
from regions.models import Region, RegionTheme


@transaction.atomic
def choose(region: Region, main: str, accent: str = "", *, by: Any = None) -> RegionTheme:
    """One or two colours (``#0a6b58``). Raises ValidationError for what cannot be read."""
    theme = RegionTheme.objects.in_region(region).select_for_update().first()
    before = was(theme) if theme else None
    theme = theme or RegionTheme(region=region)
    theme.main, theme.accent = main.strip().lower(), accent.strip().lower()
    theme.full_clean()
    theme.save()
    record("Farben gewählt", theme, by=by, before=before, fields=() if before else ["main"])
    return theme
