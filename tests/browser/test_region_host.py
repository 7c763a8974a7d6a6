"""A region's own host in a real browser: its colours in both themes, its links, its cookies."""

import http.client
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import in_all_looks

PATHS = ("/", "/angebote/", "/angebote/?q=xyzzy&region=aachen", "/partner/", "/impressum/")
Open = Callable[..., Page]


@pytest.fixture
def bochum(portal: str) -> str:
    """The region's website of the demo."""
    return f"http://bochum.localhost:{urlsplit(portal).port}"


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(browser, bochum: str, path: str) -> None:
    page = browser.new_page(base_url=bochum, locale="de-DE", reduced_motion="reduce")
    page.goto(path)
    found = in_all_looks(page)
    page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("dark", "primary"), [(False, "#0b57a4"), (True, "#9dbcdb")])
def test_it_wears_its_own_colours(browser, bochum: str, dark: bool, primary: str) -> None:
    page = browser.new_page(base_url=bochum, color_scheme="dark" if dark else "light")
    errors: list[str] = []
    page.on("console", lambda one: errors.append(one.text) if one.type == "error" else None)
    page.goto("/")
    button = page.locator("a.btn").first
    colour = button.evaluate("one => getComputedStyle(one).backgroundColor")
    page.context.close()
    red, green, blue = (int(primary[i : i + 2], 16) for i in (1, 3, 5))
    assert colour == f"rgb({red}, {green}, {blue})"
    assert errors == []


def test_one_stays_on_the_host_from_the_profile_to_an_offer(browser, bochum: str) -> None:
    page = browser.new_page(base_url=bochum)
    page.goto("/")
    page.locator("#angebote .card a").first.click()
    assert page.url.startswith(f"{bochum}/angebote/")
    page.get_by_role("navigation", name="Hauptnavigation").get_by_text("Partner").click()
    assert page.url == f"{bochum}/partner/"
    page.get_by_role("button", name="Dunkles Design").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert {one["domain"] for one in page.context.cookies()} == {"bochum.localhost"}
    page.context.close()


def test_an_absolute_request_line_goes_by_its_host_header(portal: str) -> None:
    there = urlsplit(portal)
    for host, status in (("bochum.localhost", 200), ("evil.example", 400)):
        connection = http.client.HTTPConnection(there.hostname or "", there.port, timeout=30)
        connection.putrequest("GET", "http://evil.example/angebote/", skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        assert answer.status == status
        assert b"evil.example" not in answer.read()
        connection.close()


def test_the_national_host_keeps_its_colours(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/regionen/ist-bochum-nrw/")
    assert page.locator("link[href^='/gestaltung/']").count() == 0
