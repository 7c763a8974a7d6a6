"""Suggestions under "Was?": the editable combobox with list autocomplete of WAI-ARIA 1.2."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import in_all_looks, looks_different
from tests.browser.test_layout import SPACING, at

HOME, SEARCH = "/", "/angebote/"
both_pages = pytest.mark.parametrize("address", [HOME, SEARCH])
MIDDLE = """one => {
  const box = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""
Typing = Callable[..., Page]


@pytest.fixture
def typing(new_page: NewPage) -> Typing:
    """Open a page, type into "Was?", and wait for the list."""

    def go(address: str, words: str, width: int = 1280, **options: object) -> Page:
        page = new_page(width, **options)
        page.goto(address, wait_until="networkidle")
        page.locator("#q").press_sequentially(words)
        expect(page.get_by_role("listbox", name="Vorschläge")).to_be_visible()
        return page

    return go


def count(page: Page) -> int:
    return page.locator("#q-liste > [role=option]").count()


def is_open(page: Page, opened: bool = True) -> None:
    """The list is seen, or it is not, and the field says the same."""
    expect(page.locator("#q-liste")).to_be_visible(visible=opened)
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true" if opened else "false")
    expect(page.locator("#q")).to_be_focused()


def is_at(page: Page, place: int | None) -> None:
    """The option with this number is the active one, and only that; None: the field itself."""
    field, options = page.locator("#q"), page.locator("#q-liste > [role=option]")
    chosen = page.locator("#q-liste > [aria-selected=true]")
    expect(field).to_be_focused()
    if place is None:
        expect(chosen).to_have_count(0)
        assert field.get_attribute("aria-activedescendant") is None
        return
    expect(chosen).to_have_count(1)
    name = options.nth(place).get_attribute("id") or ""
    expect(chosen).to_have_id(name)
    expect(field).to_have_attribute("aria-activedescendant", name)
    expect(chosen).to_be_in_viewport(ratio=0.99)


# --- for eyes and for screen readers ------------------------------------------------------------


@both_pages
def test_what_a_screen_reader_is_told(typing: Typing, address: str) -> None:
    page = typing(address, "Robo")
    field = page.get_by_role("combobox", name="Was")
    expect(field).to_have_id("q")
    for name, value in {
        "aria-autocomplete": "list",
        "aria-expanded": "true",
        "aria-controls": "q-liste",
        "autocomplete": "off",
    }.items():
        expect(field).to_have_attribute(name, value)
    status = page.locator("[role=status]", has_text="Vorschläge")
    expect(status).to_have_text(f"{count(page)} Vorschläge")
    ids = [one.get_attribute("id") for one in page.locator("#q-liste > li").all()]
    assert len(set(ids)) == count(page) > 2
    is_at(page, None)


def only_the_first(route: Route) -> None:
    """The portal's answer, cut after its first option."""
    route.fulfill(body=route.fetch().text().split("</li>")[0] + "</li>")


def test_the_number_is_told_politely_each_time(new_page: NewPage) -> None:
    page = new_page()
    page.goto(SEARCH, wait_until="networkidle")
    status = page.locator("#q-liste + [role=status]")
    expect(status).to_have_text("")
    page.locator("#q").press_sequentially("Robo")
    expect(status).to_have_text(re.compile(r"^\d+ Vorschläge$"))
    page.route("**/vorschlaege/**", only_the_first)
    page.keyboard.press("t")
    expect(status).to_have_text("1 Vorschlag")
    page.locator("#q").fill("xyzzyqq")
    page.unroute("**/vorschlaege/**")
    expect(status).to_have_text("Keine Vorschläge")
    is_open(page, False)
    page.keyboard.press("Escape")
    expect(status).to_have_text("")


@both_pages
def test_axe_finds_nothing_with_the_list_open(typing: Typing, address: str) -> None:
    page = typing(address, "Robo")
    page.keyboard.press("ArrowDown")
    found = in_all_looks(page)
    is_at(page, 0)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("dark", [False, True])
def test_forced_colours_show_the_active_option(typing: Typing, dark: bool) -> None:
    # Taking the picture of one element needs a style of Playwright's own.
    page = typing(SEARCH, "44805", dark=dark, forced_colors="active", bypass_csp=True)
    option = page.locator("#q-liste > li").first
    before = option.screenshot()
    page.keyboard.press("ArrowDown")
    is_at(page, 0)
    assert option.screenshot() != before
    assert looks_different(page.locator("#q-liste"), page.locator("#q"))


# --- the keyboard -------------------------------------------------------------------------------


@both_pages
def test_arrows_walk_through_the_list_and_back_into_the_field(typing: Typing, address: str) -> None:
    page = typing(address, "Robo")
    last = count(page) - 1
    for key, place in [
        *[("ArrowDown", number) for number in range(last + 1)],
        ("ArrowDown", None),
        ("ArrowUp", last),
        *[("ArrowUp", number) for number in reversed(range(last))],
        ("ArrowUp", None),
        ("ArrowDown", 0),
    ]:
        page.keyboard.press(key)
        is_at(page, place)
    expect(page.locator("#q")).to_have_value("Robo")


@pytest.mark.parametrize(
    ("key", "cursor"), [("Home", 0), ("End", 4), ("ArrowLeft", 3), ("ArrowRight", 4)]
)
def test_keys_that_move_the_cursor_lead_back_to_the_text(
    typing: Typing, key: str, cursor: int
) -> None:
    page = typing(SEARCH, "Robo")
    page.keyboard.press("ArrowDown")
    is_at(page, 0)
    page.keyboard.press(key)
    is_at(page, None)
    is_open(page)
    assert page.locator("#q").evaluate("one => one.selectionStart") == cursor


def test_typing_on_chooses_nothing(typing: Typing) -> None:
    page = typing(SEARCH, "Robo")
    page.keyboard.press("ArrowDown")
    is_at(page, 0)
    page.keyboard.press("t")
    is_at(page, None)
    expect(page.locator("#q")).to_have_value("Robot")


@both_pages
def test_escape_closes_and_then_clears(typing: Typing, address: str) -> None:
    page = typing(address, "Robo")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    is_open(page, False)
    is_at(page, None)
    expect(page.locator("#q")).to_have_value("Robo")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")
    is_open(page, False)


def test_alt_with_arrows_opens_and_closes(typing: Typing) -> None:
    page = typing(SEARCH, "Robo")
    page.keyboard.press("Alt+ArrowUp")
    is_open(page, False)
    page.keyboard.press("Alt+ArrowDown")
    is_open(page)
    is_at(page, None)


@pytest.mark.parametrize(("key", "place"), [("ArrowDown", 0), ("ArrowUp", -1)])
def test_an_arrow_opens_the_list_for_words_that_stand_there(
    new_page: NewPage, key: str, place: int
) -> None:
    page = new_page()
    page.goto(f"{SEARCH}?q=Robo", wait_until="networkidle")
    page.locator("#q").focus()
    is_open(page, False)
    page.keyboard.press(key)
    is_open(page)
    is_at(page, place % count(page))


def test_an_empty_field_opens_nothing(new_page: NewPage) -> None:
    page = new_page()
    page.goto(SEARCH, wait_until="networkidle")
    page.locator("#q").press("ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("R")
    page.wait_for_timeout(400)
    is_open(page, False)
    is_at(page, None)


@both_pages
def test_tab_goes_on_and_closes(typing: Typing, address: str) -> None:
    page = typing(address, "Robo")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator("#ort")).to_be_focused()
    expect(page.locator("#q-liste")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("Robo")


@both_pages
def test_enter_searches_for_the_words(typing: Typing, address: str) -> None:
    page = typing(address, "Robo")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/angebote/\?q=Robo"))
    expect(page.locator("#anzahl")).to_contain_text("Angebot")
    expect(page.locator("#q-liste")).to_be_hidden()


@both_pages
def test_enter_on_an_option_goes_there(typing: Typing, address: str) -> None:
    page = typing(address, "IST.Bochum")
    option = page.get_by_role("option", name="IST.Bochum.NRW Region")
    place = page.locator("#q-liste > li").all_inner_texts().index(option.inner_text())
    for _ in range(place + 1):
        page.keyboard.press("ArrowDown")
    is_at(page, place)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/regionen/ist-bochum-nrw/$"))
    page.go_back()
    expect(page.locator("#q-liste")).to_be_hidden()


# --- mouse, touch, network ----------------------------------------------------------------------


def test_a_click_goes_there_and_keeps_the_place(new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{SEARCH}?ort=44805", wait_until="networkidle")
    page.locator("#q").press_sequentially("Infor")
    page.get_by_role("option", name="Informatik Fach").click()
    expect(page).to_have_url(re.compile(r"/angebote/\?ort=44805&umkreis=25&fach=informatik$"))
    expect(page.locator(".chosen")).to_contain_text("Informatik")


def test_a_tap_goes_there(typing: Typing) -> None:
    page = typing(HOME, "Roboter", 390, has_touch=True)
    option = page.locator("#q-liste > li").first
    target = option.get_attribute("data-href") or ""
    option.tap()
    expect(page).to_have_url(re.compile(re.escape(target) + "$"))


def test_pressing_beside_an_option_leaves_the_list_open(typing: Typing) -> None:
    page = typing(SEARCH, "Robo")
    page.locator("#q-liste").click(position={"x": 4, "y": 60})
    is_open(page)
    page.locator("h1").click()
    expect(page.locator("#q-liste")).to_be_hidden()


def test_only_the_newest_words_are_asked_for(new_page: NewPage) -> None:
    page = new_page()
    page.goto(SEARCH, wait_until="networkidle")
    asked: list[str] = []
    given_up: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("requestfailed", lambda one: given_up.append(one.url))
    # The first answer never comes.
    page.route(re.compile(r"q=Rob&"), lambda route: None)
    page.locator("#q").press_sequentially("Rob", delay=20)
    page.wait_for_timeout(400)
    page.locator("#q").press_sequentially("oter", delay=20)
    is_open(page)
    words = [re.search(r"[?&]q=(\w*)", url) for url in asked if "/vorschlaege/" in url]
    assert [one and one[1] for one in words] == ["Rob", "Roboter"]
    assert ["q=Rob&" in url for url in given_up] == [True]


def test_without_a_network_the_field_still_takes_words(browser: Browser, portal: str) -> None:
    page = browser.new_page(base_url=portal)
    page.goto(HOME)
    page.route("**/vorschlaege/**", lambda route: route.abort())
    page.locator("#q").press_sequentially("Robo")
    page.wait_for_timeout(400)
    is_open(page, False)
    page.keyboard.press("ArrowDown")
    is_at(page, None)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/angebote/\?q=Robo"))
    page.close()


# --- narrow, and without JavaScript -------------------------------------------------------------


@both_pages
def test_on_a_phone_the_button_stays_free(typing: Typing, address: str) -> None:
    page = typing(address, "Bochum", 390)
    button = page.locator("[role=search]", has=page.locator("#q")).get_by_role("button")
    assert button.evaluate(MIDDLE)
    box = page.locator("#q-liste").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.keyboard.press("ArrowUp")
    is_at(page, count(page) - 1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    is_at(page, 0)


@both_pages
def test_nothing_stands_out_or_is_cut_off_with_the_list_open(typing: Typing, address: str) -> None:
    page = typing(address, "Bochum", 390)
    found = at(page, 390) + at(page, 320)
    page.evaluate(SPACING)
    found += [f"spaced {fault}" for width in (320, 390, 780) for fault in at(page, width)]
    is_open(page)
    assert not found, "\n".join(found)


@both_pages
def test_the_list_is_in_front_of_everything(typing: Typing, address: str) -> None:
    page = typing(address, "Bochum")
    for option in page.locator("#q-liste > li").all():
        option.scroll_into_view_if_needed()
        assert option.evaluate(MIDDLE), option.inner_text()


@both_pages
def test_without_javascript_it_is_a_plain_search_field(new_page: NewPage, address: str) -> None:
    page = new_page(js=False)
    page.goto(address)
    field = page.get_by_role("searchbox", name="Was")
    expect(field).to_have_id("q")
    expect(page.locator("[role=listbox]")).to_have_count(0)
    field.press_sequentially("Robo")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/angebote/\?q=Robo"))
