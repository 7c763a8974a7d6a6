"""Text pages, and what every page has: one h1, a title of its own, no broken link or id."""

from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from django.test import Client

from mintportal.geo.sources import SOURCES
from regions.actions import profiles
from tests.cast import World
from tests.pages import crowd
from tests.pages.reading import Page, get

TEXTS = {
    "/fuer-schulen/": "Für Schulen",
    "/fuer-partner/": "Für Partner",
    "/hilfe/": "Hilfe",
    "/impressum/": "Impressum",
    "/datenschutz/": "Datenschutz",
    "/barrierefreiheit/": "Barrierefreiheit",
    "/leichte-sprache/": "Leichte Sprache",
    "/datenquellen/": "Datenquellen",
}
OFFER = "/regionen/mint-region-nord/angebote/roboter-nord/"
PAGES = (
    *TEXTS,
    *("/", "/angebote/", "/angebote/?ansicht=karte", "/angebote/?q=Gibtesnicht", "/regionen/"),
    *("/regionen/?ort=44805", "/regionen/mint-region-nord/", "/regionen/mint-region-sued/"),
    *(OFFER, "/partner/", "/partner/museum-nord/", "/regionen/mint-region-nord/kontakt/"),
    *("/regionen/mint-region-sued/kontakt/", "/barriere-melden/", "/melden/"),
    *("/barriere-melden/?gesendet=ja", "/regionen/mint-region-nord/kontakt/?gesendet=ja"),
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(world: World) -> World:
    profiles.write(world.nord.region, crowd.profile())
    return world


@pytest.mark.parametrize(("address", "name"), TEXTS.items())
def test_every_text_is_there(address: str, name: str) -> None:
    page = get(address)
    assert name in page.headings[0]
    assert len(page.text.split()) > 100
    assert "{{" not in page.text
    assert "{%" not in page.text


def test_the_data_sources_are_all_named() -> None:
    page = get("/datenquellen/")
    for source in SOURCES:
        for words in (source.what, source.source, source.licence):
            assert str(words) in page.text, source


def level(tag: str) -> int:
    return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0


def check_headings(page: Page) -> None:
    levels = [level(one.tag) for one in page.main.walk() if level(one.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    for before, after in pairwise(levels):
        assert after <= before + 1, levels


def check_references(page: Page) -> None:
    """Every id once, and whatever names an id names one that is there."""
    assert [name for name, count in Counter(page.ids).items() if count > 1] == []
    for one in page.tree.walk():
        for attribute in ("for", "aria-labelledby", "aria-controls", "aria-describedby", "form"):
            for name in one.get(attribute).split():
                assert name in page.ids, f"{attribute}={name}"
        href = one.get("href")
        if one.tag == "a" and href.startswith("#"):
            assert href[1:] in page.ids, href


UNLABELLED = {"hidden", "checkbox", "radio"}  # the latter two stand inside of their label


def check_fields(page: Page) -> None:
    """Every field has a label, every button and link has words."""
    labelled = {one["for"] for one in page.tree.all("label") if "for" in one.attributes}
    for one in page.tree.walk():
        if one.tag in {"input", "select", "textarea"} and one.get("type") not in {
            "hidden",
            "checkbox",
            "radio",
        }:
            assert one.get("id") in labelled, one.attributes
        if one.tag in {"a", "button"}:
            assert one.text or one.get("aria-label"), one.attributes


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_well_built(portal: World, address: str) -> None:
    page = get(address)
    check_headings(page)
    check_references(page)
    check_fields(page)
    assert page.tree.one("html")["lang"] == "de"
    assert page.main["id"] == "inhalt"
    assert page.tree.all("a")[0]["href"] == "#inhalt"
    assert page.meta("description")
    assert page.meta("og:title")
    assert page.canonical.startswith("http://testserver/")


def test_no_two_pages_have_the_same_title(portal: World) -> None:
    titles = Counter(get(address).title for address in PAGES if "?" not in address)
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_link_leads_nowhere(portal: World) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    client = Client()
    while waiting:
        address = waiting.pop()
        found = get(address, client=client).tree.all("a")
        parts = [urlsplit(one["href"]) for one in found]
        inner = {part.path for part in parts if not part.netloc and part.path.startswith("/")}
        pages = {one for one in inner if not one.startswith("/static/")}
        fresh = {one for one in pages if not one.endswith(".ics")} - seen
        seen |= fresh
        waiting += fresh
    assert seen >= {urlsplit(address).path for address in PAGES}


def test_the_page_one_is_on_is_marked(portal: World) -> None:
    def marked(address: str) -> list[tuple[str, str]]:
        links = get(address).tree.one("nav", id="nav").all("a")
        return [
            (one.text, one["aria-current"]) for one in links if "aria-current" in one.attributes
        ]

    assert marked("/") == []
    assert marked("/regionen/") == [("Regionen", "page")]
    assert marked("/regionen/mint-region-nord/") == [("Regionen", "true")]
    assert marked("/partner/museum-nord/") == [("Partner", "true")]
    assert marked(OFFER) == [("Angebote", "true")]


def test_sitemap_and_robots_name_what_is_public(portal: World) -> None:
    listed = Client().get("/sitemap.xml").content.decode()
    for there in ("/", "/angebote/", "/regionen/mint-region-nord/", OFFER, "/partner/museum-nord/"):
        assert f"<loc>http://testserver{there}</loc>" in listed, there
    for absent in ("entwurf", "zurueckgezogen", "requested", "declined", "ended"):
        assert absent not in listed, absent
    robots = Client().get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert "Disallow: /orte/" in robots
    assert "Disallow: /vorschlaege/" in robots
    assert "Disallow: /melden/" in robots
    assert "/kontakt/" not in listed
    assert "melden" not in listed
