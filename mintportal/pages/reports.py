"""Reporting a barrier, or something wrong in the content of a page."""

import re
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mintportal.pages.contact import PER_VISITOR
from mintportal.web.access import public
from mintportal.web.forms import GuardedForm, MailField, TextField, is_plain
from mintportal.web.limits import HOUR, Limit, limited
from mintportal.web.page import page
from regions.actions import reports
from regions.actions.reports import ReportData
from regions.models import Region, Report

PER_PORTAL = Limit("reports", 300, HOUR, lambda request, parts: "")
LONGEST_PAGE = 500
# Routes whose part ``slug`` is a region's; elsewhere that part is called ``region``.
OF_REGION = {"region", "region-contact"}


def _fields(question: str, hint: str) -> dict[str, forms.Field]:
    return {
        "seite": TextField(label=_("Auf welcher Seite?"), required=False, most=LONGEST_PAGE,
                           help_text=_("Die Adresse oder der Name der Seite.")),
        "was": TextField(label=question, lines=True, most=4000, help_text=hint,
                         missing=_("Bitte beschreiben Sie kurz, worum es geht."),
                         attributes={"rows": "6"}),
        "email": MailField(label=_("Ihre E-Mail-Adresse"), required=False,
                           help_text=_("Nur wenn Sie eine Antwort möchten.")),
    }  # fmt: skip


class BarrierForm(GuardedForm):
    """What is in somebody's way."""

    seite, was, email = _fields(
        _("Was stört oder geht nicht?"),
        _("Sagen Sie gern auch, womit Sie arbeiten, zum Beispiel mit einem Screenreader."),
    ).values()


class ContentForm(GuardedForm):
    """What is wrong, outdated or not allowed."""

    seite, was, email = _fields(
        _("Was stimmt nicht?"), _("Zum Beispiel: falsch, veraltet, verletzend oder verboten.")
    ).values()


def local(request: HttpRequest, address: str) -> str:
    """The path and query of an address of this portal; an empty text for all others."""
    host = request.get_host()
    address = address.strip()
    if not is_plain(address) or re.search(r"[\t\r\n]", address):
        return ""
    if not url_has_allowed_host_and_scheme(address, {host}):
        return ""
    parts = urlsplit(address)
    if not parts.path.startswith("/") or not (parts.netloc or address.startswith("/")):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def region_of(path: str) -> Region | None:
    """The region whose page this is."""
    try:
        found = resolve(urlsplit(path).path)
    except (Resolver404, ValueError):
        return None
    own = found.kwargs.get("slug") if found.url_name in OF_REGION else None
    slug = found.kwargs.get("region", own)
    return Region.objects.filter(slug=slug).first() if slug else None


def _came_from(request: HttpRequest) -> str:
    """The page to report on: named in the address, else the one that led here."""
    named = request.GET.get("seite") or request.headers.get("Referer", "")
    here = local(request, named)
    return here if len(here) <= LONGEST_PAGE and urlsplit(here).path != request.path else ""


def _report(
    kind: Report.Kind, form_class: type[GuardedForm], template: str
) -> Callable[..., HttpResponse]:
    @public
    @limited(PER_VISITOR, PER_PORTAL, typed="was")
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        is_sent = request.method == "POST"
        form = form_class(request.POST if is_sent else None, initial={"seite": _came_from(request)})
        if is_sent and form.is_valid():
            given = form.cleaned_data
            where = local(request, given["seite"])
            data = ReportData(kind, where or given["seite"], given["was"], given["email"])
            reports.receive(data, region_of(where) if where else None)
            told = {"gesendet": "ja"} | ({"seite": where} if where else {})
            return HttpResponseRedirect(f"{request.path}?{urlencode(told)}")
        context = {
            "form": form,
            "back": local(request, request.GET.get("seite", "")),
            "sent": not is_sent and request.GET.get("gesendet") == "ja",
        }
        return page(request, template, context)

    return view


barrier = _report(Report.Kind.BARRIER, BarrierForm, "pages/report_barrier.html")
content = _report(Report.Kind.CONTENT, ContentForm, "pages/report_content.html")
