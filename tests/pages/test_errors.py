"""When something goes wrong: pages with a sentence, what to do, and a search."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from mintportal import urls
from mintportal.web.access import public
from tests.cast import World
from tests.pages.reading import Page, get, read

SAFE_PAGES = (
    *("/", "/angebote/", "/regionen/", "/regionen/mint-region-nord/", "/partner/", "/orte/"),
    *("/regionen/mint-region-nord/angebote/roboter-nord/", "/partner/museum-nord/", "/hilfe/"),
    *("/regionen/mint-region-nord/angebote/roboter-nord/termine.ics", "/gesund/", "/robots.txt"),
)


@public
def failing(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


@public
def forbidding(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("secret detail")


urlpatterns = [path("kaputt/", failing), path("verboten/", forbidding), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


def answer(client: Client, method: str, address: str, **more: object) -> Page:
    response = client.generic(method, address, **more)
    return Page(response, read(response.content.decode()))


@override_settings(ROOT_URLCONF=__name__)
def test_500_needs_nothing_and_tells_nothing(db: None) -> None:
    page = answer(Client(raise_request_exception=False), "GET", "/kaputt/?q=<script>")
    assert page.status == 500
    assert "Da ging etwas schief" in page.text
    assert "secret detail" not in page.response.content.decode()
    assert page.main.one("form")["action"] == "/angebote/"
    assert "/hilfe/" in page.links


@override_settings(ROOT_URLCONF=__name__)
def test_403_has_a_page(db: None) -> None:
    page = answer(Client(), "GET", "/verboten/")
    assert page.status == 403
    assert "Das durften wir nicht ausführen" in page.text
    assert "secret detail" not in page.text


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::", "testserver:99x", "x" * 300])
def test_an_unknown_host_is_400_and_never_echoed(db: None, host: str) -> None:
    for where in ("/", "/angebote/?q=x", "/gibt-es-nicht/"):
        page = answer(Client(), "GET", where, headers={"host": host})
        assert page.status == 400
        assert "Das haben wir nicht verstanden" in page.text
        assert host not in page.response.content.decode()


def test_a_forwarded_host_is_not_believed(db: None) -> None:
    page = get("/", headers_host="", x_forwarded_host="evil.example")
    assert "evil.example" not in page.response.content.decode()


def test_404_has_a_search_and_ways_on(db: None) -> None:
    page = get("/gibt-es-nicht/?a=<b>", status=404)
    assert page.headings[0] == "Diese Seite gibt es nicht"
    assert page.main.one("form")["action"] == "/angebote/"
    assert {"/", "/angebote/", "/regionen/", "/hilfe/"} <= set(page.links)
    assert not page.tree.all("link", rel="canonical")
    assert page.meta("robots") == "noindex"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"])
def test_a_wrong_method_is_405_with_a_page(world: World, method: str) -> None:
    for address in SAFE_PAGES:
        page = answer(Client(), method, address)
        assert page.status == 405, address
        assert page.response["Allow"] == "GET, HEAD"
        assert "So geht es hier nicht" in page.text


def test_reading_what_only_takes_orders_is_405(db: None) -> None:
    page = answer(Client(), "GET", "/darstellung/")
    assert (page.status, page.response["Allow"]) == (405, "POST")
    assert "So geht es hier nicht" in page.text


def test_a_post_without_token_is_refused(db: None) -> None:
    page = answer(Client(enforce_csrf_checks=True), "POST", "/angebote/")
    assert page.status in {403, 405}
    assert page.main.one("h1")


def test_head_is_like_get_without_a_body(world: World) -> None:
    for address in SAFE_PAGES:
        response = Client().head(address)
        assert (response.status_code, response.content) == (200, b""), address


def test_health_tells_of_database_and_worker(db: None) -> None:
    answered = json.loads(Client().get("/gesund/").content)
    assert answered["database"] == "ok"
    assert set(answered) == {"database", "worker"}


@pytest.mark.parametrize("value", ["<x>", '"><script>', "a" * 8000, "light", "dunkel;x", "%00"])
def test_a_strange_cookie_changes_nothing(world: World, value: str) -> None:
    client = Client()
    client.cookies["darstellung"] = value
    client.cookies["sonst"] = "b" * 8000
    page = get("/angebote/", client=client)
    if value != "dunkel;x":
        assert "data-theme" not in page.tree.one("html").attributes
    assert "<x>" not in page.response.content.decode()
    assert '"><script>' not in page.response.content.decode()
