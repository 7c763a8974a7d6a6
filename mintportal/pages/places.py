"""Suggestions for a place while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mintportal.geo import places
from mintportal.web.access import public
from offers.forms import readable


@public
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Up to eight places for the beginning of a name or Postleitzahl, as options of a datalist."""
    text = readable(request.GET.get("ort", ""))[:100]
    found = places.suggest(text) if len(text) > 1 else []
    return render(request, "pages/places.html", {"places": found})
