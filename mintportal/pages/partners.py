"""The directory of institutions and the page of one."""

import re
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mintportal.geo.areas import LAENDER
from mintportal.geo.maps import Map, Marker, Window, surroundings
from mintportal.web.access import public
from mintportal.web.page import page
from offers.forms import LineField
from offers.models import Offer, SearchRow
from offers.search import Question, search
from partners.models import Institution, InstitutionKind, Partnership
from regions import sites
from regions.middleware import home_of
from regions.models import Region
from regions.tenancy import across_regions

PAGE_SIZE = 30
MAP_WIDTH_KM = 45


class DirectoryForm(forms.Form):
    """The directory's fields; each may stay empty."""

    q = LineField(label=_("Name oder Ort"), required=False, max_length=100)
    art = forms.ChoiceField(
        label=_("Art"),
        required=False,
        choices=[("", _("alle Arten")), *InstitutionKind.choices],
        error_messages={"invalid_choice": _("„%(value)s“ kennen wir hier nicht.")},
    )
    land = forms.ChoiceField(
        label=_("Land"),
        required=False,
        choices=[
            ("", _("alle Länder")),
            *sorted(((iso, one.name) for iso, one in LAENDER.items()), key=lambda pair: pair[1]),
        ],
        error_messages={"invalid_choice": _("„%(value)s“ kennen wir hier nicht.")},
    )
    seite = forms.CharField(required=False)


PARTNER = Exists(Partnership.objects.across_regions().approved().filter(institution=OuterRef("pk")))
OFFERS = Exists(SearchRow.objects.filter(institution_id=OuterRef("pk")))


def visible_institutions(home: Region | None = None) -> Any:
    """Who has a page: who only asked to take part has none yet, who has an offer is linked.

    On a region's own host that is who takes part or has an offer there.
    """
    everyone = across_regions(Institution.objects.all())
    if home is None:
        return everyone.filter(PARTNER | OFFERS)
    offers = Exists(SearchRow.objects.filter(institution_id=OuterRef("pk"), region_id=home.pk))
    approved = Partnership.objects.in_region(home).approved()
    return everyone.filter(offers | Exists(approved.filter(institution=OuterRef("pk"))))


def _partners(home: Region | None) -> Any:
    """All partners, on a region's own host only its own."""
    everyone = across_regions(Institution.objects.all())
    if home is None:
        return everyone.filter(PARTNER)
    approved = Partnership.objects.in_region(home).approved()
    return everyone.filter(Exists(approved.filter(institution=OuterRef("pk"))))


def _found(form: DirectoryForm, home: Region | None) -> Any:
    if not form.is_valid():
        return Institution.objects.none()
    found = _partners(home)
    words, kind, land = (form.cleaned_data[name] for name in ("q", "art", "land"))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(town__icontains=words) | Q(plz=words))
    if kind:
        found = found.of_kind(kind)
    return found.filter(land=land) if land else found


@public
@require_safe
def institution_list(request: HttpRequest) -> HttpResponse:
    """Who takes part: all institutions with an approved partnership."""
    form = DirectoryForm(request.GET)
    unknown = sorted(name[:40] for name in request.GET if name not in form.fields)
    home = home_of(request)
    paginator = Paginator(_found(form, home), PAGE_SIZE)
    asked = request.GET.get("seite", "").strip() or "1"
    number = int(asked) if re.fullmatch(r"[0-9]{1,6}", asked) else 0
    problem = not 1 <= number <= paginator.num_pages
    context = {
        "form": form,
        # A region's partners have their one address on its profile.
        "canonical": sites.canonical(home.slug, "region", slug=home.slug) if home else "",
        "unknown": unknown,
        "problem": problem,
        "institutions": paginator.get_page(1 if problem else number),
        "kept": "&".join(
            part for part in request.GET.urlencode().split("&") if not part.startswith("seite=")
        ),
    }
    return page(request, "pages/institution_list.html", context, status=404 if problem else 200)


def _map(institution: Institution) -> Map | None:
    if institution.lat is None or institution.lon is None:
        return None
    marker = Marker(institution.lat, institution.lon, institution.name, kind="hot")
    here = (institution.lat, institution.lon)
    window = Window(*here, MAP_WIDTH_KM)
    return surroundings(*here, 0, [marker], title=institution.name, window=window, height_px=260)


def _regions_of(institution: Institution) -> list[Region]:
    approved = Partnership.objects.across_regions().approved().filter(institution=institution)
    return [p.region for p in approved.select_related("region").order_by("region__name_sort")]


@public
@require_safe
def institution(request: HttpRequest, slug: str) -> HttpResponse:
    """One institution: what it is, where, in which regions, and what it offers."""
    home = home_of(request)
    one = get_object_or_404(visible_institutions(home), slug=slug)
    regions = (home.pk,) if home else None
    found = search(Question(institutions=(one.pk,), regions=regions, sort="datum"))
    context = {
        "institution": one,
        "regions": [] if home else _regions_of(one),
        "found": found,
        "offers": Offer.objects.cards(found.ids[:6]),
        "map": _map(one),
    }
    return page(request, "pages/institution.html", context)
