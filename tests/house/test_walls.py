"""Every address × every person × own, foreign and unknown things: exactly this status.

The URLconf is walked, so a new route fails until it has its rows here. ``{nord_draft}`` and the
like stand for the slugs of the cast. People are added to ``PEOPLE`` when they can sign in.
"""

import json
import re

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, path

from mintportal import urls
from mintportal.web.access import FOREIGN_VIEWS, _policy, policy_of, public, require_policies, walk
from regions.actions import themes
from tests.cast import World

PEOPLE = ("anyone",)
WRONG = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
UNPUBLISHED = ("draft", "withdrawn")
Cell = dict[str, int]


def everyone(status: int) -> Cell:
    """The same answer for all."""
    return dict.fromkeys(PEOPLE, status)


OFFER, CALENDAR = "/regionen/{%s}/angebote/{%s}/", "/regionen/{%s}/angebote/{%s}/termine.ics"


def _offers(address: str) -> dict[str, Cell]:
    """Own and foreign offers in every state, each also under the wrong region, and unknown ones."""
    rows = {}
    for here, there in (("nord", "sued"), ("sued", "nord")):
        rows[address % (here, f"{here}_published")] = everyone(200)
        rows[address % (here, f"{here}_draft")] = everyone(404)
        rows[address % (here, f"{here}_withdrawn")] = everyone(404)
        rows[address % (here, f"{there}_published")] = everyone(404)
    rows[(address % ("nord", "nord_published")).replace("{nord}", "nirgends")] = everyone(404)
    rows[(address % ("nord", "x")).replace("{x}", "gibt-es-nicht")] = everyone(404)
    return rows


def _text(*addresses: str) -> dict[str, Cell]:
    return {address: everyone(200) for address in addresses}


TABLE: dict[str, dict[str, Cell]] = {
    "": _text("/"),
    "angebote/": {
        **_text("/angebote/", "/angebote/?region={nord}", "/angebote/?region={sued}"),
        **_text("/angebote/?anbieter={museum_nord}", "/angebote/?q=Roboter&ansicht=karte"),
        **_text("/angebote/?q=Entwurf", "/angebote/?q=Zurückgezogen", "/angebote/?region=nirgends"),
        "/angebote/?seite=9999": everyone(404),
    },
    "regionen/<slug:region>/angebote/<slug:slug>/": _offers(OFFER),
    "regionen/<slug:region>/angebote/<slug:slug>/termine.ics": _offers(CALENDAR),
    "regionen/": _text("/regionen/", "/regionen/?land=NW", "/regionen/?ort=44805"),
    "regionen/<slug:slug>/": {
        **_text("/regionen/{nord}/", "/regionen/{sued}/"),
        "/regionen/nirgends/": everyone(404),
    },
    "gestaltung/<slug:slug>.css": {
        **_text("/gestaltung/{nord}.css"),
        "/gestaltung/{sued}.css": everyone(404),
        "/gestaltung/nirgends.css": everyone(404),
    },
    "partner/": {**_text("/partner/", "/partner/?q=Nord"), "/partner/?seite=99": everyone(404)},
    "partner/<slug:slug>/": {
        **_text("/partner/{museum_nord}/", "/partner/{museum_sued}/"),
        "/partner/niemand/": everyone(404),
    },
    "orte/": _text("/orte/", "/orte/?ort=Boch"),
    "vorschlaege/": {
        **_text("/vorschlaege/", "/vorschlaege/?q=Roboter", "/vorschlaege/?q=Museum"),
        **_text("/vorschlaege/?q=Entwurf", "/vorschlaege/?q=Zurückgezogen"),
    },
    "fuer-schulen/": _text("/fuer-schulen/"),
    "fuer-partner/": _text("/fuer-partner/"),
    "hilfe/": _text("/hilfe/"),
    "impressum/": _text("/impressum/"),
    "datenschutz/": _text("/datenschutz/"),
    "barrierefreiheit/": _text("/barrierefreiheit/"),
    "leichte-sprache/": _text("/leichte-sprache/"),
    "datenquellen/": _text("/datenquellen/"),
    "darstellung/": {"/darstellung/": everyone(302)},
    "gesund/": _text("/gesund/"),
    "robots.txt": _text("/robots.txt"),
    "sitemap.xml": _text("/sitemap.xml"),
}
ALLOWED = dict.fromkeys(TABLE, ("get", "head")) | {"darstellung/": ("post",)}


@pytest.fixture
def slugs(world: World) -> dict[str, str]:
    """The names of the cast as they stand in addresses; Nord has colours of its own."""
    themes.choose(world.nord.region, "#0b57a4", "#ffb000")
    found = {}
    for name, half in (("nord", world.nord), ("sued", world.sued)):
        found[name], found[f"museum_{name}"] = half.region.slug, half.museum.slug
        found |= {f"{name}_{state}": offer.slug for state, offer in half.offers.items()}
    return found


def visit(world: World, person: str) -> Client:
    """A browser of this person."""
    client = Client()
    if person != "anyone":
        client.force_login(world.people[person])
    return client


def routes() -> set[str]:
    return {route for route, _ in walk(urls.urlpatterns)}


# --- the table ---------------------------------------------------------------------------------


def test_every_route_has_rows_and_every_row_a_route() -> None:
    assert routes() == set(TABLE)


def test_every_row_knows_everyone() -> None:
    assert all(set(cell) == set(PEOPLE) for rows in TABLE.values() for cell in rows.values())


def test_people_join_the_table_once_they_can_sign_in() -> None:
    can_sign_in = any("AuthenticationMiddleware" in one for one in settings.MIDDLEWARE)
    assert not can_sign_in or len(PEOPLE) > 1


@pytest.mark.parametrize("person", PEOPLE)
def test_status(world: World, slugs: dict[str, str], person: str) -> None:
    given, wanted = {}, {}
    for route, rows in TABLE.items():
        for row, cell in rows.items():
            address = row.format_map(slugs)
            assert get_resolver().resolve(address.partition("?")[0]).route == route
            call = getattr(visit(world, person), ALLOWED[route][0])
            given[row], wanted[row] = call(address).status_code, cell[person]
    assert given == wanted


def test_head_answers_like_get_without_a_body(world: World, slugs: dict[str, str]) -> None:
    for route, rows in TABLE.items():
        address, cell = next(iter(rows.items()))
        if "head" in ALLOWED[route]:
            head = Client().head(address.format_map(slugs))
            assert (head.status_code, head.content) == (cell["anyone"], b"")


def test_wrong_method_gets_405_and_a_page(world: World, slugs: dict[str, str]) -> None:
    for route, rows in TABLE.items():
        address = next(iter(rows)).format_map(slugs)
        for method in sorted(set(WRONG) - set(ALLOWED[route])):
            response = getattr(Client(), method)(address)
            allowed = {word.lower() for word in response.get("Allow", "").split(", ")}
            got = (route, method, response.status_code, allowed)
            assert got == (route, method, 405, set(ALLOWED[route]))
            if method != "head":
                assert "<h1>So geht es hier nicht</h1>" in response.text


def test_unknown_address_is_a_page_that_tells_nothing_of_the_portal(world: World) -> None:
    response = Client().get("/gibt-es-nicht/")
    assert response.status_code == 404
    assert "<h1>Diese Seite gibt es nicht</h1>" in response.text


def test_hidden_and_unknown_things_look_the_same(world: World, slugs: dict[str, str]) -> None:
    """Else the difference would tell that a draft exists."""
    hidden = "/regionen/{nord}/angebote/{nord_draft}/".format_map(slugs)
    unknown = "/regionen/{nord}/angebote/gibt-es-nicht/".format_map(slugs)
    pages = [Client().get(address).text.replace(address, "HERE") for address in (hidden, unknown)]
    assert pages[0] == pages[1]


# --- what is not published appears nowhere --------------------------------------------------


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
def test_unpublished_offers_appear_nowhere(
    world: World, slugs: dict[str, str], headers: dict[str, str]
) -> None:
    hidden = [half.offers[state] for half in (world.nord, world.sued) for state in UNPUBLISHED]
    told = {f"/{offer.slug}/" for offer in hidden} | {offer.title for offer in hidden}
    for row, cell in (one for rows in TABLE.values() for one in rows.items()):
        if cell["anyone"] == 200:
            text = Client().get(row.format_map(slugs), headers=headers).text
            assert {word for word in told if word in text} == set(), row


def test_published_offers_appear_where_they_should(world: World, slugs: dict[str, str]) -> None:
    """Else the test above would hold on empty pages."""
    for name, title in (("nord", "Roboter Nord"), ("sued", "Roboter Süd")):
        names = {"here": slugs[name], "offer": slugs[f"{name}_published"]}
        address = "/regionen/{here}/angebote/{offer}/".format_map(names)
        where = ["/", "/angebote/", "/angebote/?q=Roboter", f"/regionen/{names['here']}/"]
        where += ["/vorschlaege/?q=Robo"]
        where += [f"/partner/{slugs[f'museum_{name}']}/", address, f"{address}termine.ics"]
        assert [one for one in where if title not in Client().get(one).text] == []
        assert f"http://testserver{address}</loc>" in Client().get("/sitemap.xml").text


def test_structured_data_is_of_the_published_offer(world: World, slugs: dict[str, str]) -> None:
    page = Client().get("/regionen/{nord}/angebote/{nord_published}/".format_map(slugs)).text
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert [json.loads(one)["name"] for one in blocks] == ["Roboter Nord"]
    hidden = Client().get("/regionen/{nord}/angebote/{nord_draft}/".format_map(slugs)).text
    assert "ld+json" not in hidden


@pytest.mark.parametrize(
    "address",
    ["/regionen/{nord}/", "/angebote/?region={nord}", "/partner/{museum_nord}/"],
)
def test_a_page_of_one_region_shows_no_offer_of_another(
    world: World, slugs: dict[str, str], address: str
) -> None:
    for here, there in (("nord", "sued"), ("sued", "nord")):
        text = Client().get(address.replace("nord", here).format_map(slugs)).text
        assert slugs[f"{here}_published"] in text
        assert slugs[f"{there}_published"] not in text


@pytest.mark.parametrize(
    "address", ["/partner/", "/vorschlaege/?q=Museum", "/regionen/{nord}/", "/regionen/{sued}/"]
)
def test_undecided_and_ended_partnerships_are_not_listed(
    world: World, slugs: dict[str, str], address: str
) -> None:
    text = Client().get(address.format_map(slugs)).text
    assert "Museum" in text
    for half in (world.nord, world.sued):
        for status in ("requested", "declined", "ended"):
            assert half.partnerships[status].institution.name not in text


def test_no_page_brings_code_or_style_of_its_own(world: World, slugs: dict[str, str]) -> None:
    banned = r"<script(?![^>]* src=)[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:"
    for row, _ in (one for rows in TABLE.values() for one in rows.items()):
        response = Client().get(row.format_map(slugs))
        if response["Content-Type"].startswith("text/html"):
            tags = " ".join(re.findall(r"<[a-z][^>]*>", response.text))
            assert set(re.findall(banned, tags)) <= {'<script type="application/ld+json">'}, row
            rules = response["Content-Security-Policy"].split("; ")
            assert "script-src 'self'" in rules


# --- policies ----------------------------------------------------------------------


def test_every_view_wears_a_policy() -> None:
    handlers = [getattr(urls, f"handler{status}") for status in (400, 403, 404, 500)]
    views = [route.callback for _, route in walk(urls.urlpatterns)]
    views += [get_resolver().resolve_error_handler(int(one)) for one in (400, 403, 404, 500)]
    assert len(views) == len(TABLE) + len(handlers)
    assert {policy_of(view) for view in views} == {"public"}


def test_exceptions_for_foreign_views_are_in_use() -> None:
    views = [route.callback for _, route in walk(urls.urlpatterns)]
    assert {f"{one.__module__}.{one.__qualname__}" for one in views} >= set(FOREIGN_VIEWS)


def _forgotten(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


def _remembered(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Willkommen")


def test_view_without_policy_does_not_start() -> None:
    routes = [path("offen/", public(_remembered)), path("vergessen/", _forgotten)]
    with pytest.raises(ImproperlyConfigured, match=r"No policy on the view of vergessen/\."):
        require_policies(routes)
    require_policies(routes[:1])


def test_policy_answers_with_404_and_never_with_403() -> None:
    request = RequestFactory().get("/")
    assert _policy("some", lambda request: True)(_remembered)(request).status_code == 200
    with pytest.raises(Http404):
        _policy("some", lambda request: False)(_forgotten)(request)
