"""A region's own website: its things alone, its colours, one address for search engines."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mintportal import urls
from mintportal.region_urls import HERE, urls_of
from mintportal.web.access import policy_of, walk
from offers import cards, detail
from offers.search.rows import current
from regions import sites
from regions.actions import hosts, themes
from tests.cast import World
from tests.pages.crowd import crowd
from tests.pages.reading import read

NORD, OWN = "nord.localhost", "mint-nord.example"
OFFER = "/regionen/mint-region-nord/angebote/roboter-nord/"
SHORT = "/angebote/roboter-nord/"
NATIONAL = "http://testserver"
STATUS = {
    "": 200,
    "angebote/": 200,
    "angebote/roboter-nord/": 200,
    "angebote/roboter-nord/termine.ics": 200,
    "angebote/entwurf-nord/": 404,
    "angebote/zurueckgezogen-nord/": 404,
    "angebote/roboter-sued/": 404,
    "angebote/entwurf-sued/termine.ics": 404,
    "partner/": 200,
    "partner/museum-nord/": 200,
    "partner/museum-sued/": 404,
    "partner/requested-nord/": 404,
    "gestaltung/mint-region-nord.css": 200,
    "gestaltung/mint-region-sued.css": 404,
    "orte/?ort=Boch": 200,
    "vorschlaege/?q=Robo": 200,
    "impressum/": 200,
    "datenschutz/": 200,
    "barrierefreiheit/": 200,
    "leichte-sprache/": 200,
    "datenquellen/": 200,
    "gesund/": 200,
    "robots.txt": 200,
    "sitemap.xml": 404,
    "regionen/": 302,
    "regionen/mint-region-nord/": 302,
    "regionen/mint-region-sued/": 302,
    "regionen/mint-region-sued/angebote/entwurf-sued/": 302,
    "regionen/mint-region-sued/angebote/roboter-sued/termine.ics": 302,
    "fuer-schulen/": 302,
    "fuer-partner/": 302,
    "hilfe/": 302,
    "gibt-es-nicht/": 404,
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nords_hosts(world: World) -> None:
    """Nord has a subdomain with colours, and so has Süd."""
    hosts.add_subdomain(world.nord.region, "nord")
    hosts.add_subdomain(world.sued.region, "sued")
    themes.choose(world.nord.region, "#0b57a4", "#ffb000")
    themes.choose(world.sued.region, "#a3195b")


def own_domain(world: World) -> None:
    """Nord's verified domain."""
    host = hosts.add_domain(world.nord.region, OWN)
    hosts.verify(host, [host.token])
    sites.forget()


def get(path: str, host: str = NORD, **headers: str):
    return Client().get(path, headers={"host": host, **headers})


def canonical(path: str, host: str = NORD) -> str:
    return read(get(path, host).text).one("link", rel="canonical")["href"]


# --- host × route ------------------------------------------------------------------------------


def test_every_route_has_its_status() -> None:
    assert {path: get(f"/{path}").status_code for path in STATUS} == STATUS


def test_every_national_route_has_a_place_here() -> None:
    national = {one.name for _, one in walk(urls.urlpatterns)}
    here = {one.name for _, one in walk(urls_of("mint-region-nord").urlpatterns)}
    assert here == national
    assert national > HERE
    patterns = walk(urls_of("mint-region-nord").urlpatterns)
    assert {policy_of(one.callback) for _, one in patterns} == {"public"}


def test_what_is_elsewhere_leads_to_the_national_host() -> None:
    for path in (one for one, status in STATUS.items() if status == 302):
        assert get(f"/{path}?a=b")["Location"] == f"{NATIONAL}/{path}?a=b"
    assert Client().post("/hilfe/", headers={"host": NORD}).status_code == 405


def test_nothing_of_another_region_and_no_draft_appears() -> None:
    asked = [f"/{path}" for path, status in STATUS.items() if status in {200, 404}]
    asked += ["/angebote/?region=mint-region-sued", "/angebote/?anbieter=museum-sued"]
    asked += ["/angebote/?q=Roboter", "/angebote/?q=S%C3%BCd&ansicht=karte", "/angebote/?land=BY"]
    asked += [
        "/angebote/?q=xyzzy&ort=86150",
        "/vorschlaege/?q=Museum",
        "/vorschlaege/?q=MINT-Region",
    ]
    asked += ["/vorschlaege/?q=Entwurf", "/partner/?q=Museum"]
    banned = ("Museum Süd", "Roboter Süd", "MINT-Region Süd", "Entwurf Nord", "Zurückgezogen Nord")
    for path in asked:
        for headers in ({}, {"HX-Request": "true"}):
            text = get(path, **headers).text
            assert [one for one in banned if one in text] == [], path


def test_its_own_things_appear() -> None:
    """Else the test above would hold on empty pages."""
    for path in ("/", "/angebote/", "/angebote/?region=mint-region-nord", "/vorschlaege/?q=Robo"):
        assert SHORT in get(path).text, path
        assert "/regionen/mint-region-nord/angebote" not in get(path).text, path
    assert "Museum Nord" in get("/partner/").text
    assert SHORT in get("/partner/museum-nord/").text
    assert "Roboter Süd" in get("/angebote/", "sued.localhost").text
    assert "Roboter Süd" in get("/angebote/", "testserver").text


def test_drawn_pieces_of_one_host_do_not_reach_another() -> None:
    for host, link in (("testserver", OFFER), (NORD, SHORT), ("testserver", OFFER)):
        text = get("/angebote/", host).text
        assert f'href="{link}' in text
        page = get(link, host).text
        assert ("Über uns" in page) == (host == NORD)
        assert f'href="{link}termine.ics"' in page


def test_the_region_is_no_facet_here() -> None:
    assert "opts-region" not in get("/angebote/").text
    assert "opts-region" in get("/angebote/", "testserver").text
    assert (
        "Hier suchen Sie nur unter den Angeboten von MINT-Region Nord"
        in get("/angebote/?region=mint-region-sued").text
    )


# --- which hosts -------------------------------------------------------------------------------

KNOWN = [NORD, "NORD.LocalHost", "nord.localhost.", "nord.localhost:8000", "Nord.Localhost.:80"]
UNKNOWN = ["west.localhost", "nord", "x.nord.localhost", "nord.localhost.evil.example", "[::1]"]
UNKNOWN += ["nord.localhost:x", "nord.localhost@evil.example", "evil.example/nord.localhost", "a b"]
UNKNOWN += [OWN, "[::ffff:1.2.3.4]:80", "nord.testserver", "www.testserver", ".localhost", "ñ.x"]


@pytest.mark.parametrize("host", KNOWN)
def test_ways_to_write_a_host(host: str) -> None:
    response = get("/", host)
    assert (response.status_code, "<h1>MINT-Region Nord</h1>" in response.text) == (200, True)


@pytest.mark.parametrize("host", UNKNOWN)
def test_unknown_hosts_are_400_and_never_echoed(world: World, host: str) -> None:
    hosts.add_domain(world.nord.region, OWN)  # not verified: it does nothing
    for path in ("/", "/angebote/", "/regionen/", "/gibt-es-nicht/", "/sitemap.xml"):
        response = get(path, host)
        assert response.status_code == 400
        assert "Das haben wir nicht verstanden" in response.text
        assert "Content-Security-Policy" in response
        if len(host) > 5:
            assert host not in response.text


def test_a_removed_host_is_unknown_at_the_next_request(world: World) -> None:
    assert get("/").status_code == 200
    hosts.remove(world.nord.region.regionhosts.get())
    assert get("/").status_code == 400


def test_a_forwarded_host_is_not_believed() -> None:
    assert "Über uns" not in get("/", "testserver", **{"x-forwarded-host": NORD}).text
    assert "evil.example" not in get("/", NORD, **{"x-forwarded-host": "evil.example"}).text


def test_an_absolute_request_goes_by_its_host_header() -> None:
    """As PEP 3333 has it: the server takes the path, the Host header says which site."""
    assert get("http://evil.example/angebote/", NORD).status_code == 200
    assert "evil.example" not in get("http://evil.example/angebote/", NORD).text


# --- one address -------------------------------------------------------------------------------


def test_on_a_subdomain_the_national_address_counts() -> None:
    assert canonical("/") == f"{NATIONAL}/regionen/mint-region-nord/"
    assert canonical(SHORT) == f"{NATIONAL}{OFFER}"
    assert canonical("/angebote/") == f"{NATIONAL}/angebote/?region=mint-region-nord"
    assert canonical("/partner/") == f"{NATIONAL}/regionen/mint-region-nord/"
    assert canonical("/partner/museum-nord/") == f"{NATIONAL}/partner/museum-nord/"
    assert canonical("/impressum/") == f"{NATIONAL}/impressum/"
    assert "Sitemap" not in get("/robots.txt").text


@pytest.mark.parametrize("host", [NORD, OWN])
def test_an_own_domain_is_the_address_on_every_host(world: World, host: str) -> None:
    own_domain(world)
    assert canonical("/", host) == f"http://{OWN}/"
    assert canonical(SHORT, host) == canonical(OFFER, "testserver") == f"http://{OWN}{SHORT}"
    assert canonical("/angebote/?stufe=sek1", host) == f"http://{OWN}/angebote/?stufe=sek1"
    assert canonical("/regionen/mint-region-nord/", "testserver") == f"http://{OWN}/"
    found = re.search(r'ld\+json">(.*?)</script>', get(SHORT, host).text)
    assert found
    assert json.loads(found[1])["url"] == f"http://{OWN}{SHORT}"


def test_sitemaps_name_every_page_at_its_address_alone(world: World) -> None:
    assert f"{NATIONAL}{OFFER}</loc>" in get("/sitemap.xml", "testserver").text
    own_domain(world)
    national, own = get("/sitemap.xml", "testserver").text, get("/sitemap.xml", OWN).text
    assert "mint-region-nord" not in national
    assert "mint-region-sued" in national
    assert f"<loc>http://{OWN}{SHORT}</loc>" in own
    assert f"<loc>http://{OWN}/</loc>" in own
    assert "sued" not in own
    assert f"Sitemap: http://{OWN}/sitemap.xml" in get("/robots.txt", OWN).text
    assert get("/sitemap.xml").status_code == 404


# --- colours, cookies, queries --------------------------------------------------------------------


def test_the_colours_are_a_stylesheet_that_is_kept_by_its_version(world: World) -> None:
    sheets = [one["href"] for one in read(get("/").text).all("link", rel="stylesheet")]
    address = next(one for one in sheets if one.startswith("/gestaltung/"))
    assert sheets[-1] == address
    sheet = get(address)
    assert "--primary: #0b57a4" in sheet.text
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet["Cache-Control"]
    themes.choose(world.nord.region, "#7a1fa2")
    assert address not in get("/").text
    assert get(address)["Cache-Control"] == "no-cache"
    assert "/gestaltung/" not in get("/", "testserver").text


def test_the_theme_cookie_belongs_to_the_host_alone() -> None:
    asked = {"darstellung": "dunkel", "zurueck": "/angebote/"}
    response = Client().post("/darstellung/", asked, headers={"host": NORD})
    assert response["Location"] == "/angebote/"
    assert response.cookies["darstellung"]["domain"] == ""


QUERIES = {  # as on the national host, and the region of the host
    "/": 8,
    "/angebote/": 4,
    "/angebote/roboter-0/": 5,
    "/partner/": 3,
    "/partner/museum-0/": 4,
    "/impressum/": 1,
    "/gibt-es-nicht/": 1,
}


@pytest.mark.parametrize("rows", [3, 50])
def test_the_number_of_queries_is_fixed(rows: int) -> None:
    crowd(rows)
    hosts.add_subdomain(_first(), "erste")
    found = {path: _questions(path, "erste.localhost") for path in QUERIES}
    assert found == QUERIES
    assert _questions("/hilfe/", "testserver") == 0


def _first():
    return sites.RegionHost._meta.get_field("region").related_model.objects.get(
        slug="mint-region-0"
    )


def _questions(path: str, host: str) -> int:
    get(path, host)
    current().remembered.clear()
    cards.drawings.forget()
    detail.drawings.forget()
    with CaptureQueriesContext(connection) as asked:
        get(path, host)
    return sum(one["sql"].startswith(("SELECT", "WITH", "(SELECT")) for one in asked)


def test_the_region_of_a_path_is_found_when_it_is_asked_for() -> None:
    for path, slug in (("/regionen/mint-region-sued/", "mint-region-sued"), ("/hilfe/", None)):
        request = get(path, "testserver").wsgi_request
        with CaptureQueriesContext(connection) as asked:
            assert getattr(request.region, "slug", None) == slug
            assert bool(request.region) == (slug is not None)
        assert len(asked) == (slug is not None)
    assert get("/").wsgi_request.region.slug == "mint-region-nord"
