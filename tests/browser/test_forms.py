"""Writing to a network and reporting: what people type arrives, or stays where it was typed."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import NewPage

anyone = pytest.mark.parametrize(
    ("width", "js"), [(1280, True), (390, True), (1280, False), (390, False)]
)
BOCHUM = "/regionen/ist-bochum-nrw/"
LONG_ENOUGH_MS = 3200


def send(page: Page, button: str) -> None:
    """Send the form as fast as a person can."""
    page.wait_for_timeout(LONG_ENOUGH_MS)
    page.get_by_role("button", name=button).click()


@anyone
def test_writing_to_a_network(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto(BOCHUM)
    page.get_by_role("link", name="Nachricht schreiben").click()
    expect(page).to_have_url(re.compile(f"{BOCHUM}kontakt/$"))
    page.get_by_label("Ihre E-Mail-Adresse").fill("ada@schule")
    page.get_by_label("Ihre Nachricht").fill("Dürfen wir mit der 8b kommen?")
    send(page, "Nachricht senden")
    summary = page.get_by_role("group", name="Es gibt 1 Problem")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(page.get_by_label("Ihre E-Mail-Adresse")).to_be_focused()
    expect(page.get_by_label("Ihre Nachricht")).to_have_value("Dürfen wir mit der 8b kommen?")
    page.get_by_label("Ihre E-Mail-Adresse").fill("ada@schule.example")
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.get_by_role("status")).to_contain_text("Danke, Ihre Nachricht ist unterwegs")
    page.reload()
    expect(page.get_by_role("status")).to_be_visible()
    page.get_by_role("link", name="Zurück zu IST.Bochum.NRW").click()
    expect(page).to_have_url(re.compile(f"{BOCHUM}$"))


@anyone
def test_reporting_a_barrier_from_any_page(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto("/angebote/?q=Roboter")
    page.get_by_role("contentinfo").get_by_role("link", name="Barriere melden").click()
    expect(page.get_by_label("Auf welcher Seite?")).to_have_value("/angebote/?q=Roboter")
    page.get_by_label("Was stört oder geht nicht?").fill("Die Karte liest mir niemand vor.")
    send(page, "Meldung senden")
    expect(page.get_by_role("status")).to_contain_text("Danke, Ihre Meldung ist angekommen")
    page.get_by_role("link", name="Zurück zur Seite").click()
    expect(page).to_have_url(re.compile(r"/angebote/\?q=Roboter$"))


def test_whoever_is_too_fast_is_told_and_keeps_the_text(new_page: NewPage) -> None:
    page = new_page(js=False)
    page.goto("/melden/?seite=/partner/")
    page.get_by_label("Was stimmt nicht?").fill("Die Anschrift ist alt.")
    page.get_by_role("button", name="Meldung senden").click()
    expect(page.get_by_text("Das ging sehr schnell.")).to_be_visible()
    expect(page.get_by_label("Was stimmt nicht?")).to_have_value("Die Anschrift ist alt.")
    send(page, "Meldung senden")
    expect(page.get_by_role("status")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_a_form_with_problems(
    new_page: NewPage, width: int, dark: bool
) -> None:
    page = new_page(width, dark=dark)
    page.goto(f"{BOCHUM}kontakt/")
    send(page, "Nachricht senden")
    expect(page.locator(".errsum li")).to_have_count(2)
    found = violations(page)
    assert not found, "\n".join(found)


def test_the_trap_is_neither_seen_nor_reached_nor_heard(new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{BOCHUM}kontakt/")
    trap = page.locator("#feld-thema")
    box = trap.locator("..").bounding_box()
    assert box
    assert (box["width"], box["height"]) == (1, 1)
    expect(page.get_by_role("textbox", name="Bitte leer lassen")).to_have_count(0)
    page.locator("#feld-nachricht").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Nachricht senden")).to_be_focused()
