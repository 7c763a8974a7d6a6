"""Everything with the keyboard alone: where the focus goes, that it is seen, and that it leaves."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Visit

PAGES = ("home", "regions-place", "region", "search-filtered", "map", "offer-cost", "partner")
PAGES += ("contact", "report-barrier")
MOST_STOPS = 400
# Looks at the element in focus: its words, its ring, whether it is in view, and what covers it.
STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const ringed = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const drawn = [...one.querySelectorAll(".map-dot, .map-area")].some(
    (shape) => parseFloat(getComputedStyle(shape).strokeWidth) >= 4);
  const box = one.getClientRects()[0];
  const stretched = getComputedStyle(one, "::after").position === "absolute";
  const label = one.closest("label");
  const covering = [];
  const middle = box && box.top + box.height / 2;
  // The area around a pin takes the mouse, not the ring: there the middle counts.
  const heights = !box ? [] : one.ownerSVGElement ? [middle] : [box.top + 3, box.bottom - 3];
  for (const y of heights) {
    const hit = document.elementFromPoint(box.left + box.width / 2, y);
    const own = hit && (one.contains(hit) || hit.contains(one) || label?.contains(hit));
    if (!own) covering.push(hit ? hit.outerHTML.slice(0, 80) : "out of view");
  }
  return {
    words: (one.getAttribute("aria-label") || one.textContent || one.name).trim().slice(0, 40),
    tag: one.tagName, id: one.id, skip: one.classList.contains("skip"),
    ring: ringed(one) || (stretched && ringed(one, "::after")) || drawn,
    inView: !!box && box.bottom > 0 && box.top < innerHeight && box.right > 0
      && box.left < innerWidth,
    covering, footer: !!one.closest("footer"), main: !!one.closest("main"),
  };
}"""
# Everything that a Tab must reach: seen, enabled, one radio button of a group.
REACHABLE = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const groups = new Set();
  return [...document.querySelectorAll(all)].filter((one) => {
    if (one.tabIndex < 0 || one.disabled || !one.checkVisibility()) return false;
    if (one.type !== "radio") return true;
    const first = !groups.has(one.name);
    groups.add(one.name);
    return first;
  }).length;
}"""


def stops(page: Page) -> list[dict[str, Any]]:
    """Every stop of a walk with Tab through the page, until the focus leaves it."""
    found = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return found
        # The parts of a date field are stops of their own within one element.
        if not found or stop["id"] == "" or found[-1]["id"] != stop["id"]:
            found.append(stop)
    raise AssertionError(f"The focus never leaves the page: {found[-3:]}")


@pytest.mark.parametrize("width", [1280, pytest.param(390, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", PAGES)
def test_every_stop_is_seen(visit: Visit, name: str, width: int) -> None:
    page = visit(name, width)
    walk = stops(page)
    assert walk[0]["skip"], "The skip link comes first."
    assert walk[-1]["footer"], "The walk ends in the footer."
    assert len(walk) == page.evaluate(REACHABLE)
    for fault, stops_with in {
        "no ring": [stop for stop in walk if not stop["ring"]],
        "out of view": [stop for stop in walk if not stop["inView"]],
        "covered": [stop for stop in walk if stop["covering"]],
    }.items():
        assert not stops_with, f"{fault}: {stops_with}"


def test_the_skip_link_skips(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/angebote/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()


def tab_to(page: Page, target: str) -> None:
    """Press Tab until something is in focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", target):
            return
    raise AssertionError(f"No Tab leads to {target}")


@pytest.mark.parametrize("js", [True, False])
@pytest.mark.parametrize("width", [1280, 390])
def test_from_home_to_an_offer(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, "#q")
    page.keyboard.type("Roboter")
    page.keyboard.press("Tab")
    page.keyboard.type("44805")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/angebote/\?q=Roboter&ort=44805"))
    if js and width == 390:
        tab_to(page, ".fbtn")
        page.keyboard.press("Enter")
    tab_to(page, "#bereich-i")
    page.keyboard.press("Space")
    if js:
        expect(page.locator(".chosen")).to_contain_text("Informatik")
        expect(page.locator("#bereich-i")).to_be_focused()
    tab_to(page, "#anwenden")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("bereich=i"))
    expect(page.locator(".chosen")).to_contain_text("Informatik")
    title = page.locator("#ergebnisse article h3").first.inner_text()
    tab_to(page, "#ergebnisse article h3 a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
