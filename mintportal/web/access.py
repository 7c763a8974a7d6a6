"""Policies: every view says who may call it, and a view without a policy does not start.

*Which rows* a person sees is a rule (``rules.py`` of each app); *who may call at all* stands here.
What someone may not know of is answered with 404, never 403. A policy also tells the database who
asks: around the view and its rendering the person's scope holds (scope.py).
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from mintportal.web.scope import PUBLISHED, enter, scope_of

View = Callable[..., HttpResponse]
Test = Callable[[HttpRequest], bool]

# Views of other packages, whose source cannot wear a decorator: dotted name -> policy.
FOREIGN_VIEWS = {"django.contrib.sitemaps.views.sitemap": "public"}


def _policy(name: str, allows: Test) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not allows(request):
                raise Http404
            scope = scope_of(getattr(request, "user", None))
            if scope != PUBLISHED:
                enter(scope)
            return _drawn(view(request, *args, **kwargs))

        guarded.policy = name  # type: ignore[attr-defined]
        return guarded

    return decorate


def _drawn(response: HttpResponse) -> HttpResponse:
    """A template's response is drawn now, while the scope holds."""
    return response.render() if hasattr(response, "render") else response


public = _policy("public", lambda request: True)


def policy_of(view: Any) -> str | None:
    """The name of the view's policy, or None if it forgot one."""
    dotted = f"{view.__module__}.{getattr(view, '__qualname__', '')}"
    return getattr(view, "policy", None) or FOREIGN_VIEWS.get(dotted)


def walk(patterns: Iterable[Any], prefix: str = "") -> Iterable[tuple[str, URLPattern]]:
    """Every route below ``patterns`` as (path, pattern), depth first."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, path)
        else:
            yield path, pattern


def require_policies(patterns: Iterable[Any]) -> None:
    """Refuse to start (ImproperlyConfigured) while a route's view wears no policy."""
    forgotten = [path for path, route in walk(patterns) if policy_of(route.callback) is None]
    if forgotten:
        raise ImproperlyConfigured(
            f"No policy on the view of {', '.join(forgotten)}. "
            "Decorate it with one from mintportal.web.access, for example @public."
        )
