"""What people come to do, on a wide and a narrow screen, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.pages import SEARCH

anyone = pytest.mark.parametrize(
    ("width", "js"), [(1280, True), (390, True), (1280, False), (390, False)]
)
any_width = pytest.mark.parametrize("width", [1280, 390])
BOCHUM = "/regionen/ist-bochum-nrw/"


def titles(page: Page) -> list[str]:
    """The offers of a result in their order, once the page is there."""
    page.wait_for_load_state()
    return page.locator("#ergebnisse article h3").all_inner_texts()


def count(page: Page) -> int:
    """The number in the heading of the results, once the page is there."""
    page.wait_for_load_state()
    found = re.search(r"[\d.]+", page.locator("#anzahl").inner_text())
    assert found
    return int(found[0].replace(".", ""))


def open_filters(page: Page) -> None:
    """On narrow screens the filters hide behind a button."""
    button = page.locator(".fbtn")
    if button.is_visible() and button.get_attribute("aria-expanded") == "false":
        button.click()


@anyone
def test_from_a_postleitzahl_to_an_offer(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto("/regionen/")
    page.get_by_label("Wo wohnen Sie?").fill("44805")
    page.locator("main").get_by_role("button", name="Suchen").click()
    mine = page.locator("section", has=page.locator("#hier"))
    mine.get_by_role("link", name="IST.Bochum.NRW").click()
    expect(page).to_have_url(re.compile(f"{BOCHUM}$"))
    page.get_by_role("link", name="Angebote ansehen").click()
    expect(page).to_have_url(re.compile(r"/angebote/\?region=ist-bochum-nrw$"))
    first = titles(page)[0]
    page.get_by_role("link", name=first).click()
    expect(page.locator("h1")).to_have_text(first)
    expect(page).to_have_url(re.compile(f"{BOCHUM}angebote/"))


@anyone
def test_an_offer_in_three_clicks(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto("/")
    page.get_by_label("Was suchen Sie?").fill("Roboter")
    page.get_by_label("Wo?").fill("44805")
    page.get_by_role("button", name="Angebote finden").click()
    everything = count(page)
    open_filters(page)
    page.get_by_label("Klasse", exact=True).select_option("8")
    if js:
        expect(page).to_have_url(re.compile("klasse=8"))
    else:
        page.locator("#anwenden").click()
    expect(page.locator(".chosen")).to_contain_text("Klasse 8")
    assert 0 < count(page) <= everything
    first = titles(page)[0]
    page.get_by_role("link", name=first).click()
    expect(page.locator("h1")).to_have_text(first)


def tick(page: Page, box: str) -> int:
    """Tick with the keyboard; return the number of offers that the box promised."""
    promised = page.locator(f"label:has({box}) .n").evaluate("one => parseInt(one.textContent)")
    page.locator(box).focus()
    with page.expect_response(lambda answer: "/angebote/" in answer.url):
        page.keyboard.press("Space")
    return int(promised)


LISTEN = """() => {
  window.said = [];
  new MutationObserver(() => window.said.push(document.getElementById("ansage").textContent.trim()))
    .observe(document.getElementById("ansage"), { childList: true, characterData: true });
}"""


@any_width
def test_ticking_filters(new_page: NewPage, width: int) -> None:
    """The address is the state: two boxes, Back, Forward, reload. Focus stays, one announcement."""
    page = new_page(width)
    page.goto("/angebote/?ort=44805")
    open_filters(page)
    page.evaluate(LISTEN)
    for box in ("#stufe-sek1", "#bereich-i"):
        promised = tick(page, box)
        expect(page.locator("#anzahl")).to_contain_text(f"{promised} Angebot")
        expect(page.locator(box)).to_be_focused()
        assert page.evaluate("window.said") == [f"{promised} Angebote gefunden"]
        page.evaluate("window.said.length = 0")
    expect(page).to_have_url(re.compile(r"\?ort=44805&umkreis=25&stufe=sek1&bereich=i$"))
    both = titles(page)

    page.go_back()
    expect(page).not_to_have_url(re.compile("bereich=i"))
    expect(page.locator("#stufe-sek1")).to_be_checked()
    expect(page.locator("#bereich-i")).not_to_be_checked()
    expect(page.locator(".chosen a.x")).to_have_count(2)
    assert titles(page) != both

    page.go_forward()
    expect(page.locator("#bereich-i")).to_be_checked()
    expect(page.locator("#stufe-sek1")).to_be_checked()
    assert titles(page) == both
    page.reload()
    expect(page.locator("#bereich-i")).to_be_checked()
    assert titles(page) == both


@any_width
def test_ticking_filters_without_javascript(new_page: NewPage, width: int) -> None:
    page = new_page(width, js=False)
    page.goto("/angebote/?ort=44805")
    before = titles(page)
    for box in ("#stufe-sek1", "#bereich-i"):
        page.locator(box).check()
    page.locator("#anwenden").click()
    expect(page).to_have_url(re.compile("stufe=sek1&.*bereich=i"))
    expect(page.locator("#bereich-i")).to_be_checked()
    both = titles(page)
    assert both != before
    page.go_back()
    assert titles(page) == before
    page.go_forward()
    assert titles(page) == both


@anyone
def test_back_from_an_offer_to_the_same_place(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto(SEARCH)
    listed = titles(page)
    link = page.get_by_role("link", name=listed[5])
    link.scroll_into_view_if_needed()
    top = page.evaluate("scrollY") if js else None
    link.click()
    expect(page.locator("h1")).to_have_text(listed[5])
    page.go_back()
    assert titles(page) == listed
    if js:
        page.wait_for_function("top => top > 100 && Math.abs(scrollY - top) < 5", arg=top)
    page.go_forward()
    page.get_by_role("link", name="Zurück zu den Ergebnissen").click()
    assert titles(page) == listed
    assert len(listed) == count(page) > 5


@anyone
def test_chips_take_filters_away(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto(SEARCH)
    narrow = count(page)
    page.get_by_role("link", name="Filter entfernen: Klasse 8").click()
    expect(page).to_have_url(re.compile(r"/angebote/\?q=Roboter&ort=44805$"))
    expect(page.locator(".chosen a.x")).to_have_count(2)
    assert count(page) >= narrow
    page.get_by_role("link", name="Alle Filter löschen").click()
    expect(page).to_have_url(re.compile("/angebote/$"))
    expect(page.locator(".chosen")).to_have_count(0)


@anyone
def test_sorting(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto("/angebote/?q=Roboter&ort=44805")
    fitting = titles(page)
    page.get_by_role("navigation", name="Sortieren nach").get_by_text("Entfernung").click()
    expect(page).to_have_url(re.compile("sort=entfernung"))
    chosen = page.get_by_role("navigation", name="Sortieren nach").locator("[aria-current=true]")
    expect(chosen).to_have_text("Entfernung")
    assert titles(page) != fitting
    cards = page.locator("#ergebnisse article").all_inner_texts()
    far = [re.search(r"([\d,]+)\s+km entfernt", card) for card in cards]
    distances = [float(one[1].replace(",", ".")) for one in far if one]
    assert len(distances) > 5
    assert distances == sorted(distances)


@anyone
def test_paging(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto("/angebote/?stufe=sek1")
    first = titles(page)
    pages = page.get_by_role("navigation", name="Seiten")
    pages.get_by_role("link", name="Weiter").click()
    expect(page).to_have_url(re.compile(r"\?stufe=sek1&seite=2$"))
    assert len(first) == len(titles(page)) == 20
    assert not set(first) & set(titles(page))
    expect(pages.locator("[aria-current=page]")).to_have_text(re.compile("2"))
    page.go_back()
    assert titles(page) == first


@anyone
def test_list_and_map(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto(SEARCH)
    listed = titles(page)
    views = page.get_by_role("navigation", name="Ansicht")
    views.get_by_role("link", name="Karte").click()
    expect(page.locator("#ergebnisse .map-svg")).to_be_visible()
    assert titles(page) == listed
    windows = set()
    for control in ("Karte vergrößern", "Karte verkleinern", "Nach Norden", "Nach Westen"):
        page.get_by_role("link", name=control).click()
        expect(page).to_have_url(re.compile("ausschnitt="))
        expect(page.locator("#ergebnisse .map-svg")).to_be_visible()
        windows.add(page.url)
        assert titles(page) == listed
    assert len(windows) == 4
    views.get_by_role("link", name="Liste").click()
    expect(page.locator("#ergebnisse .map-svg")).to_have_count(0)
    assert titles(page) == listed


@anyone
def test_a_cluster_leads_closer_and_to_the_list(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto(f"{SEARCH}&ansicht=karte")
    heap = page.locator("#ergebnisse a.map-pin--heap").first
    # One that cannot be taken apart leads to its first offer in the list, the others closer.
    for _ in range(8):
        target = heap.get_attribute("href") or ""
        heap.click()
        if target.startswith("#"):
            break
        expect(page).to_have_url(re.compile("ausschnitt="))
    assert re.match(r"#(treffer-\d+|anzahl)$", target)
    expect(page.locator(target)).to_be_in_viewport()


@anyone
def test_price_for_a_group(new_page: NewPage, paths: dict[str, str], width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto(paths["offer-cost"])
    each = re.search(r"([\d,]+)\s+€ pro Person", page.locator(".keyfacts").inner_text())
    assert each
    page.get_by_label("Wie viele Lernende?").fill("27")
    page.get_by_role("button", name="Ausrechnen").click()
    expect(page.locator(".costs")).to_contain_text("für 27 Personen")
    total = page.locator(".costs p strong").first.inner_text()
    cents = int(re.sub(r"\D", "", total)) * (1 if "," in total else 100)
    price = int(re.sub(r"\D", "", each[1])) * (1 if "," in each[1] else 100)
    assert cents == 27 * price
    expect(page.locator("#termine")).to_be_in_viewport()
    page.goto(paths["offer-cost"] + "?lernende=viele")
    expect(page.get_by_label("Wie viele Lernende?")).to_have_attribute("aria-invalid", "true")


@anyone
def test_calendar_file(new_page: NewPage, paths: dict[str, str], width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto(paths["offer"])
    with page.expect_download() as started:
        page.get_by_role("link", name="Termine als Kalenderdatei").click()
    assert started.value.suggested_filename.endswith(".ics")
    text = started.value.path().read_text(encoding="utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    assert text.count("BEGIN:VEVENT") == page.locator("#termine .date").count() > 0


@any_width
def test_the_theme_changes_at_once(new_page: NewPage, width: int) -> None:
    page = new_page(width)
    page.goto("/hilfe/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dunkles Design").click()
    expect(page.get_by_role("button", name="Helles Design")).to_be_visible()
    expect(page.locator("body")).not_to_have_css("background-color", light)
    page.wait_for_function("async () => !!(await cookieStore.get('darstellung'))")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Helles Design").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.locator("body")).to_have_css("background-color", light)


@any_width
def test_the_theme_without_javascript(new_page: NewPage, width: int) -> None:
    page = new_page(width, js=False)
    page.goto("/hilfe/")
    page.get_by_role("button", name="Dunkles Design").click()
    expect(page).to_have_url(re.compile("/hilfe/$"))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/angebote/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert [cookie["name"] for cookie in page.context.cookies()] == ["darstellung"]


@anyone
def test_from_the_directory_to_a_partners_offers(new_page: NewPage, width: int, js: bool) -> None:
    page = new_page(width, js=js)
    page.goto("/partner/")
    page.get_by_label("Name oder Ort").fill("Technikwagen")
    page.locator("main").get_by_role("button", name="Suchen").click()
    expect(page).to_have_url(re.compile("q=Technikwagen"))
    page.wait_for_load_state()
    name = page.locator("main .card h3").first.inner_text()
    page.get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text(name)
    title = page.locator("main .card h3").first.inner_text()
    page.get_by_role("link", name=title).click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".ohead")).to_contain_text(name)


@pytest.mark.parametrize(("address", "panel"), [("/", "#nav"), (SEARCH, "#fbody")])
def test_menu_and_filters_open_and_close(new_page: NewPage, address: str, panel: str) -> None:
    page = new_page(390)
    page.goto(address)
    button = page.locator(f"[aria-controls={panel[1:]}]")
    for expanded in ("false", "true", "false"):
        expect(button).to_have_attribute("aria-expanded", expanded)
        expect(page.locator(panel)).to_be_visible(visible=expanded == "true")
        button.press("Enter")
    plain = new_page(390, js=False)
    plain.goto(address)
    expect(plain.locator(panel)).to_be_visible()
    expect(plain.locator(f"[aria-controls={panel[1:]}]")).to_be_hidden()


@anyone
def test_one_click_widens_a_search_that_finds_nothing(
    new_page: NewPage, width: int, js: bool
) -> None:
    page = new_page(width, js=js)
    page.goto("/angebote/?q=Roboter&ort=17033&klasse=8")
    assert count(page) == 0
    way = page.locator(".ways li").first
    promised = re.search(r"\((\d+) Angebot", way.inner_text())
    assert promised
    way.get_by_role("link").click()
    expect(page).to_have_url(re.compile("q=Roboter"))
    assert count(page) == len(titles(page)) == int(promised[1])


@anyone
def test_searching_on_from_an_address_that_is_not_there(
    new_page: NewPage, width: int, js: bool
) -> None:
    page = new_page(width, js=js, missing=True)
    answer = page.goto("/regionen/gibt-es-nicht/")
    assert answer
    assert answer.status == 404
    page.locator("main").get_by_label("Was suchen Sie?").fill("Roboter")
    page.locator("main").get_by_role("button", name="Angebote finden").click()
    expect(page).to_have_url(re.compile(r"/angebote/\?q=Roboter$"))
    assert count(page) > 0
