"""Headers of every answer, cookies of none, static files with far-future caching."""

import re
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client

from tests.cast import World
from tests.pages.reading import get

OFFER = "/regionen/mint-region-nord/angebote/roboter-nord/"
ADDRESSES = (
    *("/", "/angebote/", "/angebote/?ansicht=karte&ort=44805", "/regionen/", "/partner/", "/orte/"),
    *("/regionen/mint-region-nord/", OFFER, f"{OFFER}termine.ics", "/partner/museum-nord/"),
    *("/hilfe/", "/gesund/", "/robots.txt", "/sitemap.xml", "/gibt-es-nicht/", "/darstellung/"),
    "/vorschlaege/?q=Roboter",
)
FORMS = ("/barriere-melden/", "/melden/")
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def test_every_answer_carries_the_same_safety(world: World) -> None:
    for address in (*ADDRESSES, *FORMS):
        response = Client().get(address)
        parts = [one.split(" ", 1) for one in response["Content-Security-Policy"].split("; ")]
        assert dict(parts) == POLICY, address
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_public_page_sets_a_cookie(world: World) -> None:
    client = Client()
    for address in ADDRESSES:
        assert not client.get(address).cookies, address
        assert not client.get(address, headers={"HX-Request": "true"}).cookies, address
    assert not client.cookies


def test_forms_for_everyone_set_one_cookie_that_goes_with_the_browser(world: World) -> None:
    for address in (*FORMS, *(f"{form}?gesendet=ja" for form in FORMS)):
        cookies = Client().get(address).cookies
        assert set(cookies) == (set() if "gesendet" in address else {"csrftoken"}), address
        assert all(one["max-age"] == one["expires"] == "" for one in cookies.values())
        assert all(one["httponly"] and one["samesite"] == "Lax" for one in cookies.values())


def test_no_page_needs_what_the_policy_forbids(world: World) -> None:
    """No inline script, no inline style, no event attribute, nothing from another host."""
    for address in (*ADDRESSES, *FORMS):
        if Client().get(address)["Content-Type"].startswith("text/html"):
            page = get(address, status=Client().get(address).status_code)
            for one in page.tree.walk():
                assert one.tag not in {"style", "iframe", "object", "embed", "base"}, address
                assert not [name for name in one.attributes if name.startswith("on")], address
                assert "style" not in one.attributes, one
                if one.tag == "script":
                    assert one.get("src") or one["type"] == "application/ld+json"
                loaded = one.get("src") or (one.get("href") if one.tag in {"use", "link"} else "")
                assert not loaded or loaded.startswith(("/", "http://testserver/")), loaded


# --- Static files, through the WSGI application --------------------------------------------------


def serve(path: str, **more: str) -> tuple[str, dict[str, str], bytes]:
    """What a server gets from the WSGI app: status, headers, body."""
    environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": "testserver", **more}
    setup_testing_defaults(environ)
    environ["HTTP_HOST"] = "testserver"
    said: list[Any] = []
    answer = get_wsgi_application()(environ, lambda status, headers: said.extend([status, headers]))
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return said[0], dict(said[1]), body


@pytest.fixture
def static_links(db: None) -> list[str]:
    html = Client().get("/angebote/").content.decode()
    return sorted(set(re.findall(r'"(/static/[^"#]+)', html)))


def test_static_files_are_hashed_and_kept_for_ever(static_links: list[str]) -> None:
    assert len(static_links) > 8
    for link in static_links:
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", link), link
        status, headers, body = serve(link)
        assert status == "200 OK", link
        assert headers["Cache-Control"] == "max-age=315360000, public, immutable", link
        assert body == (Path(settings.STATIC_ROOT) / link.removeprefix("/static/")).read_bytes()


def test_static_files_are_compressed_for_those_who_can_read_it(static_links: list[str]) -> None:
    sheet = next(link for link in static_links if link.endswith(".css") and "components" in link)
    plain = serve(sheet)[2]
    for encoding in ("gzip", "br"):
        status, headers, body = serve(sheet, HTTP_ACCEPT_ENCODING=encoding)
        assert (status, headers["Content-Encoding"]) == ("200 OK", encoding)
        assert len(body) < len(plain)


def test_an_unhashed_static_file_is_not_kept_for_ever(db: None) -> None:
    headers = serve("/static/favicon.svg")[1]
    assert "immutable" not in headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    ["/static/gibt-es-nicht.css", "/static/../manage.py", "/static/%2e%2e/manage.py", "/static/"],
)
def test_what_is_no_static_file_is_404(db: None, path: str) -> None:
    assert serve(path)[0].startswith("404")


def test_pages_are_not_kept_by_shared_caches_as_static_files(db: None) -> None:
    assert "immutable" not in serve("/hilfe/")[1].get("Cache-Control", "")
