"""axe-core on every public page: both themes, wide and narrow, menus open. And forced colours."""

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.axe import COLOURS, TAGS, violations
from tests.browser.conftest import NewPage, Visit, every_page
from tests.browser.pages import SEARCH

WIDTHS = (1280, 390)


def in_all_looks(page: Page, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """The violations at the widths: all rules in the light, in the dark what depends on colours."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for theme, names in (("light", TAGS), ("dark", COLOURS)):
            page.emulate_media(color_scheme=theme)
            found += [f"{width} {theme}: {one}" for one in violations(page, names)]
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
    return before.screenshot() != after.screenshot()


@pytest.mark.parametrize("dark", [False, True])
def test_forced_colours_keep_what_colours_say(new_page: NewPage, dark: bool) -> None:
    # Taking the picture of one element needs a style of Playwright's own.
    page = new_page(dark=dark, forced_colors="active", bypass_csp=True)
    page.goto(f"{SEARCH}&bereich=t")
    assert looks_different(page.locator("#bereich-t"), page.locator("#bereich-m"))
    assert looks_different(page.locator("#kosten-egal"), page.locator("#kosten-kostenlos"))
    card = page.locator(".card-wide", has=page.locator(".kette i.on")).first
    assert looks_different(card.locator(".kette i.on").first, card.locator(".kette i").first)
    views = page.get_by_role("navigation", name="Ansicht")
    assert looks_different(views.locator("a").first, views.locator("a").last)
    for button in ("#anwenden", ".sbar .btn"):
        edge = page.locator(button).evaluate("one => getComputedStyle(one).borderTopStyle")
        assert edge == "solid"
