"""Narrow screens, wide text, small targets, paper."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit, every_page

# Text spacing as in WCAG 1.4.12; a constructed sheet is no inline style to the CSP.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
# What stands out to the right, and text that a box cuts off.
FAULTS = """() => {
  const wide = document.documentElement.clientWidth;
  const name = (one) => `${one.tagName}.${one.className.baseVal ?? one.className}`;
  const faults = [];
  if (document.documentElement.scrollWidth > wide) {
    for (const one of document.querySelectorAll("body *")) {
      const right = Math.round(one.getBoundingClientRect().right);
      if (right > wide && !one.closest("svg, .toc, .vh")) faults.push(`${name(one)} to ${right}`);
    }
    faults.push(`page scrolls to ${document.documentElement.scrollWidth}`);
  }
  for (const one of document.querySelectorAll("body *")) {
    const style = getComputedStyle(one);
    if (one.closest("svg, .vh, .cover, .map-skip") || !one.textContent.trim()) continue;
    const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
    if ((cuts(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
      || (cuts(style.overflowY) && one.scrollHeight > one.clientHeight + 1))
      faults.push(`${name(one)} cuts its text`);
  }
  return faults;
}"""
# Targets below 24 px (WCAG 2.5.8), except links within a line of text.
SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
  .filter((one) => one.checkVisibility() && one.type !== "hidden"
    && !one.matches(".skip, .map-skip") && one.tabIndex >= 0
    && getComputedStyle(one).display !== "inline")
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)"""
# Pins are links in a drawing, where `display` says nothing.
SMALL_PINS = """() => [...document.querySelectorAll("a.map-pin")]
  .map((one) => one.getBoundingClientRect()).filter((box) => box.width < 24 || box.height < 24)
  .length"""
CONTROLS = "button, input, select, .btn, .map-controls, .pager, .sticky-cta, nav.nav, .util"
PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b(?!s)")


def at(page: Page, width: int) -> list[str]:
    """The faults at a width."""
    page.set_viewport_size({"width": width, "height": 900})
    return [f"{width}: {fault}" for fault in page.evaluate(FAULTS)]


@every_page
def test_nothing_stands_out_or_is_cut_off(visit: Visit, name: str) -> None:
    page = visit(name, 390)
    found = at(page, 390) + at(page, 320)
    page.evaluate(SPACING)
    found += [f"spaced {fault}" for width in (320, 390) for fault in at(page, width)]
    assert not found, "\n".join(found)


@every_page
def test_targets_are_large_enough(visit: Visit, name: str) -> None:
    page = visit(name, 1280)
    found = page.evaluate(SMALL)
    page.set_viewport_size({"width": 320, "height": 900})
    found += page.evaluate(SMALL)
    assert not found, "\n".join(found)
    assert page.evaluate(SMALL_PINS) == 0


@pytest.mark.parametrize("selector", [".btn", ".check", "summary", ".input", ".seg a"])
def test_main_controls_are_larger(visit: Visit, selector: str) -> None:
    """36 px at least, in both directions together with what belongs to them."""
    page = visit("search-filtered", 390, js=False)
    boxes = [one.bounding_box() for one in page.locator(selector).all() if one.is_visible()]
    least = 32 if selector == ".check" else 36
    assert boxes
    assert [box for box in boxes if box and box["height"] < least] == []


def test_a_region_on_paper(visit: Visit) -> None:
    page = visit("region")
    page.emulate_media(media="print")
    seen = [one.inner_text() for one in page.locator(CONTROLS).all() if one.is_visible()]
    assert not seen
    pages = PAGE_OF_PDF.findall(page.pdf(format="A4", print_background=True))
    assert 1 <= len(pages) <= 5


def test_an_offer_on_paper(visit: Visit) -> None:
    page = visit("offer-cost")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".date").first.is_visible()
    assert not page.locator(".sticky-cta").is_visible()
    assert 1 <= len(PAGE_OF_PDF.findall(page.pdf(format="A4"))) <= 5
