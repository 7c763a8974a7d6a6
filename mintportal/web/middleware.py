"""What happens to every request before a view sees it."""

from collections.abc import Callable
from math import ceil
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from psycopg2.errors import QueryCanceled

from mintportal.web.forms import visible
from mintportal.web.limits import MINUTE

Answer = Callable[[HttpRequest], HttpResponse]


def kind_delay(get_response: Answer) -> Answer:
    """A statement that took too long (PostgreSQL cancels it) gets a page with a sentence: 503."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError) and isinstance(error.__cause__, QueryCanceled):
            late = render(request, "503.html", status=503)
            late["Retry-After"] = "60"
            return late
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def kind_refusal(get_response: Answer) -> Answer:
    """A refused method (405) gets a page with a sentence instead of an empty answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content or request.method == "HEAD":
            return response
        refused = render(request, "405.html", status=405)
        refused["Allow"] = response.get("Allow", "GET, HEAD")
        return refused

    return middleware


def kept_limits(get_response: Answer) -> Answer:
    """Counts what a view limits (limits.py), before its transaction; over the limit: 429."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(
        request: HttpRequest, view: Any, _: Any, parts: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method != "POST":
            return None
        for limit in getattr(view, "limits", ()):
            if wait := limit.wait(limit.whom(request, parts)):
                return _too_often(request, wait, request.POST.get(view.typed, ""))
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _too_often(request: HttpRequest, wait: int, typed: str) -> HttpResponse:
    context = {"minutes": ceil(wait / MINUTE), "typed": visible(typed)}
    refused = render(request, "429.html", context, status=429)
    refused["Retry-After"] = str(wait)
    return refused
