"""What happens to every request before a view sees it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]


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
