"""axe-core on every public page: both themes, wide and narrow, menus open. And forced colours."""

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.axe import violations
from tests.browser.conftest import NewPage, Visit, every_page
from tests.browser.pages import SEARCH

WIDTHS = (1280, 390)


def in_all_looks(page: Page, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """The violations in both themes at the widths."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            found += [f"{width} {theme}: {one}" for one in violations(page)]
    return found


@every_page
def test_axe_finds_nothing(visit: Visit, name: str) -> None:
    found = in_all_looks(visit(name))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("button", ["[aria-controls=nav]", "[aria-controls=fbody]"])
def test_axe_finds_nothing_with_menu_and_filters_open(new_page: NewPage, button: str) -> None:
    page = new_page(390)
    page.goto(SEARCH)
    page.locator(button).click()
    for closed in page.locator("details:not([open]) > summary").all():
        if closed.is_visible():
            closed.click()
    found = in_all_looks(page, (390,))
    assert not found, "\n".join(found)


def test_axe_finds_what_is_wrong(new_page: NewPage) -> None:
    """The check itself can fail."""
    page = new_page()
    page.goto("/hilfe/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any("button-name" in one for one in violations(page))


def looks_different(before: Locator, after: Locator) -> bool:
    """Whether two things can be told apart by looking at them."""
    return before.screenshot(animations="allow") != after.screenshot(animations="allow")


@pytest.mark.parametrize("dark", [False, True])
def test_forced_colours_keep_what_colours_say(new_page: NewPage, dark: bool) -> None:
    page = new_page(dark=dark, forced_colors="active")
    page.goto(SEARCH)
    box = page.locator("#bereich-t")
    empty = box.screenshot(animations="allow")
    box.check()
    page.wait_for_load_state("networkidle")
    page.mouse.move(0, 0)
    page.locator("h1").click()
    assert box.screenshot(animations="allow") != empty
    card = page.locator(".card-wide", has=page.locator(".kette i.on")).first
    assert looks_different(card.locator(".kette i.on").first, card.locator(".kette i").first)
    views = page.get_by_role("navigation", name="Ansicht")
    current = views.locator("[aria-current]")
    assert current.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    assert page.locator("#anwenden").evaluate("one => getComputedStyle(one).borderTopStyle") == (
        "solid"
    )
    assert violations(page) == []
