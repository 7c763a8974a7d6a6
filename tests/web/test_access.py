"""Policies: no route without one, and what one may not know of is not found."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import include, path

from mintportal import urls
from mintportal.web.access import _policy, policy_of, public, require_policies, walk


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("bare")


@public
def open_to_all(request: HttpRequest, word: str = "") -> HttpResponse:
    """Its docstring."""
    return HttpResponse(f"open {word}")


def test_every_route_of_the_portal_wears_a_policy() -> None:
    routes = list(walk(urls.urlpatterns))
    assert len(routes) > 15
    assert {policy_of(route.callback) for _, route in routes} == {"public"}


def test_a_route_without_a_policy_does_not_start() -> None:
    nested = [path("a/", open_to_all), path("b/", include([path("c/<int:n>/", bare)]))]
    with pytest.raises(ImproperlyConfigured, match=r"No policy on the view of b/c/<int:n>/"):
        require_policies(nested)
    require_policies(nested[:1])


def test_a_policy_keeps_the_view_as_it_was() -> None:
    assert open_to_all.__name__ == "open_to_all"
    assert open_to_all.__doc__ == "Its docstring."
    assert open_to_all(RequestFactory().get("/"), word="x").content == b"open x"


def test_who_may_not_call_finds_nothing() -> None:
    closed = _policy("closed", lambda request: False)(bare)
    with pytest.raises(Http404):
        closed(RequestFactory().get("/"))
    assert policy_of(closed) == "closed"


def test_walk_goes_depth_first_with_whole_paths() -> None:
    patterns = [path("a/", include([path("b/", bare), path("c/", bare)])), path("d/", bare)]
    assert [where for where, _ in walk(patterns)] == ["a/b/", "a/c/", "d/"]
