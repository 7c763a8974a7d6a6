"""Answering with a page, or with the one part of it that htmx asked for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part: not when it restores history, which needs the whole page."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request and not htmx.boosted


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or its named ``part`` alone when htmx asks (``is_part`` in the template).

    Both live under one address, so the answer always varies with ``HX-Request``.
    """
    is_part = part is not None and wants_part(request)
    name = f"{template}#{part}" if is_part else template
    response = render(request, name, {**context, "is_part": is_part}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
