"""What happens to every request before a view sees it."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from psycopg2.errors import QueryCanceled

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
