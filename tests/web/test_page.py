"""Whole page or part, theme cookie, refusals, database roles."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory, override_settings
from django_htmx.middleware import HtmxMiddleware

from mintportal.web.context import portal
from mintportal.web.middleware import kind_refusal
from mintportal.web.page import page, wants_part
from mintportal.web.routers import OwnerMigrates
from tests.pages.reading import get

TEMPLATE = "pages/region_list.html"
PART = {"HX-Request": "true"}


def asked(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/regionen/", headers=headers)
    HtmxMiddleware(lambda _: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("headers", "part"),
    [
        ({}, False),
        (PART, True),
        (PART | {"HX-History-Restore-Request": "true"}, False),
        (PART | {"HX-Boosted": "true"}, False),
        ({"HX-Request": "false"}, False),
        ({"X-Requested-With": "XMLHttpRequest"}, False),
    ],
)
def test_a_part_is_for_htmx_alone(headers: dict[str, str], part: bool) -> None:
    assert wants_part(asked(**headers)) is part


def test_a_page_without_a_part_is_whole_for_everyone() -> None:
    response = page(asked(**PART), "404.html", {}, status=404)
    assert response.status_code == 404
    assert response.content.startswith(b"<!doctype html>")
    assert "HX-Request" in response["Vary"]


def test_what_varied_before_still_varies() -> None:
    assert page(asked(), "404.html", {})["Vary"] == "HX-Request"


# --- Theme -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("chosen", "theme"), [("dunkel", "dark"), ("hell", "light")])
def test_the_theme_is_remembered_in_a_cookie(db: None, chosen: str, theme: str) -> None:
    client = Client()
    response = client.post("/darstellung/", {"darstellung": chosen, "zurueck": "/hilfe/"})
    assert (response.status_code, response["Location"]) == (302, "/hilfe/")
    cookie = response.cookies["darstellung"]
    assert cookie.value == chosen
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 365 * 24 * 3600
    html = get("/hilfe/", client=client).tree.one("html")
    assert html["data-theme"] == theme
    assert "data-theme" not in get("/hilfe/").tree.one("html").attributes


def test_the_theme_button_offers_the_other_theme(db: None) -> None:
    client = Client()
    for chosen, offered in (("dunkel", "hell"), ("hell", "dunkel")):
        client.post("/darstellung/", {"darstellung": chosen})
        form = get("/hilfe/?a=1&b=2", client=client).tree.one("form", action="/darstellung/")
        assert form.one("button")["value"] == offered
        assert form.one("input")["value"] == "/hilfe/?a=1&b=2"


@pytest.mark.parametrize("theme", ["", "rosa", "<x>", "dark", "hell; Domain=evil.example"])
def test_an_unknown_theme_sets_no_cookie(db: None, theme: str) -> None:
    assert not Client().post("/darstellung/", {"darstellung": theme}).cookies


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "///evil.example",
        "http:evil.example",
        " https://evil.example",
        "https://testserver@evil.example/",
        "\x00//evil.example",
        "",
    ],
)
def test_the_way_back_never_leaves_the_portal(db: None, back: str) -> None:
    response = Client().post("/darstellung/", {"darstellung": "hell", "zurueck": back})
    assert response["Location"] == "/"


def test_a_header_cannot_be_smuggled_into_the_way_back(db: None) -> None:
    response = Client().post("/darstellung/", {"zurueck": "/a\r\nSet-Cookie: x=1"})
    assert "\n" not in response["Location"]
    assert not response.cookies


def test_the_theme_needs_no_token(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/darstellung/", {"darstellung": "hell"})
    assert response.status_code == 302


def test_templates_know_what_is_said_here() -> None:
    known = portal(asked())
    assert known["portal_name"] == "MINT-Regionen"
    assert known["demo"] is True
    assert known["tasks_in_process"] == settings.CELERY_TASK_ALWAYS_EAGER


def test_the_portal_can_have_another_name(db: None) -> None:
    with override_settings(PORTAL_NAME="MINT & Co"):
        named = get("/hilfe/")
        assert named.title == "Hilfe – MINT & Co"
        assert named.tree.all("a", class_="logo")[0].text.endswith("MINT & Co")


# --- Refusals ----------------------------------------------------------------------------------


def refused(answer: HttpResponse, method: str = "POST") -> HttpResponse:
    request = RequestFactory().generic(method, "/x/")
    get_response: Callable[[HttpRequest], HttpResponse] = lambda _: answer  # noqa: E731
    return kind_refusal(get_response)(request)


def test_an_empty_refusal_gets_words_and_keeps_what_is_allowed() -> None:
    said = refused(HttpResponseNotAllowed(["GET", "PUT"]))
    assert (said.status_code, said["Allow"]) == (405, "GET, PUT")
    assert "So geht es hier nicht" in said.content.decode()


def test_everything_else_is_left_alone() -> None:
    worded = HttpResponseNotAllowed(["GET"], b"own words")
    assert refused(worded) is worded
    fine = HttpResponse(b"")
    assert refused(fine) is fine
    empty = HttpResponseNotAllowed(["GET"])
    assert refused(empty, "HEAD") is empty


# --- Database ------------------------------------------------------------------------------------


def test_only_the_owner_migrates() -> None:
    router = OwnerMigrates()
    assert router.allow_migrate("owner", "offers") is True
    assert router.allow_migrate("default", "offers") is False


def test_the_app_owns_nothing(db: None) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchall() == []
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchall() == [(False, False)]
