"""What the search page says it understood, what it offers instead, and that its numbers hold."""

from urllib.parse import parse_qs, urlsplit

import pytest

from offers.search import search
from offers.search.counts import MOST_LEADERS
from tests import cast
from tests.cast import World
from tests.offers import generated
from tests.offers.questions import ask
from tests.offers.test_search import live
from tests.pages import crowd
from tests.pages.reading import Element, Page, get
from tests.pages.test_search import SEARCH, chips, titles, total

HTMX = {"HX-Request": "true"}
AS_WORDS = "Nur nach den Wörtern suchen"
ONLY_FITTING = "Nur Passendes zeigen"
NEIGHBOURS = "Die nächsten Regionen, die Passendes haben:"
SIMILAR = ("Planeten", "planung")
ESSEN = {"plz": "45127", "town": "Essen"}

pytestmark = pytest.mark.django_db


def hints(page: Page) -> list[str]:
    """What is said about the words."""
    return [one.text for one in page.main.all("div", class_="is-note")]


def link(page: Page, words: str) -> str:
    """Where the only link with these words leads."""
    (found,) = [one["href"] for one in page.main.all("a") if one.text == words]
    return found


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


# --- words that became filters ----------------------------------------------------------------


def test_the_page_says_which_words_became_filters(world: World) -> None:
    live(world.sued, "Roboter anderswo", plz="86150", town="Augsburg")
    live(world.nord, "Roboter für Kleine", grade_min=1, grade_max=2)
    page = get(f"{SEARCH}?q=Roboter+Klasse+8+in+Bochum")
    assert hints(page)[0] == (
        f"Aus Ihren Worten haben wir Filter gemacht: „Klasse 8“, „Bochum“. {AS_WORDS}"
    )
    assert set(titles(page)) == {"Roboter Nord", "Roboter Süd"}
    assert "Klasse 8" in chips(page)
    assert page.by_id("q")["value"] == "Roboter"
    assert page.by_id("ort")["value"] == "Bochum"
    chosen = [
        one["value"] for one in page.by_id("klasse").all("option") if "selected" in one.attributes
    ]
    assert chosen == ["8"]


@pytest.mark.parametrize("address", ["?q=Roboter", "?q=Roboter&klasse=8&ort=Bochum", ""])
def test_where_no_word_became_a_filter_nothing_is_said(world: World, address: str) -> None:
    page = get(SEARCH + address)
    assert hints(page) == []
    assert AS_WORDS not in page.text


def test_the_link_searches_for_the_words_alone(world: World) -> None:
    live(world.sued, "Roboter für Klasse 8", grade_min=5, grade_max=6)
    page = get(f"{SEARCH}?q=Roboter+Klasse+8&sort=datum")
    assert set(titles(page)) == {"Roboter Nord", "Roboter Süd"}
    address = link(page, AS_WORDS)
    assert asked(address) == {"q": ['Roboter "Klasse 8"'], "sort": ["datum"]}
    words = get(address)
    assert titles(words) == ["Roboter für Klasse 8"]
    assert words.by_id("q")["value"] == 'Roboter "Klasse 8"'
    assert (AS_WORDS in words.text, list(chips(words))) == (False, ['„Roboter "Klasse 8"“'])


@pytest.mark.parametrize(
    "text", ["Roboter+Klasse+8+in+Bochum", "44805", "Bochum", "kostenlos+ab+12+Jahren", "in+Essen"]
)
def test_after_the_link_nothing_is_a_filter_any_more(world: World, text: str) -> None:
    page = get(f"{SEARCH}?q={text}")
    words = get(link(page, AS_WORDS))
    assert AS_WORDS not in words.text
    assert len(chips(words)) == 1
    assert words.notes == []


def test_with_htmx_such_words_load_the_page_anew(world: World) -> None:
    """The fields of the form change, and they are no part of the results."""
    address = f"{SEARCH}?q=Roboter+Klasse+8&sort=datum"
    answer = get(address, **HTMX)
    assert answer.response["HX-Redirect"] == address
    assert answer.response.content == b""
    for other in (f"{SEARCH}?q=Roboter", f"{SEARCH}?q=Roboter&klasse=8"):
        assert "HX-Redirect" not in get(other, **HTMX).response, other
    assert "HX-Redirect" not in get(address).response


# --- words that nobody has --------------------------------------------------------------------


def test_a_corrected_word_is_told(world: World) -> None:
    live(world.nord, "Mikroskope zu Gast")
    page = get(f"{SEARCH}?q=Mikroskob")
    assert titles(page) == ["Mikroskope zu Gast"]
    (hint,) = hints(page)
    assert hint.lower() == (
        "wir haben nach „mikroskope“ gesucht, denn „mikroskob“ steht in keinem angebot."
    )
    assert hints(get(f"{SEARCH}?q=Mikroskop")) == []


def test_did_you_mean_leads_to_offers(world: World) -> None:
    live(world.nord, SIMILAR[0])
    page = get(f"{SEARCH}?q={SIMILAR[1]}&stufe=sek1")
    assert total(page) == "0 Angebote gefunden"
    (line,) = [one for one in page.main.all("p") if "Meinten Sie" in one.text]
    assert f"„{SIMILAR[1]}“ steht in keinem Angebot. Meinten Sie" in line.text
    first = line.all("a")[0]
    assert first.text.lower() == SIMILAR[0].lower()
    assert asked(first["href"]) == {"q": [first.text], "stufe": ["sek1"]}
    assert titles(get(first["href"])) == [SIMILAR[0]]


def test_did_you_mean_is_not_said_of_nonsense_or_where_something_is_found(world: World) -> None:
    live(world.nord, SIMILAR[0])
    for text in ("xyzqqq", f"Roboter+{SIMILAR[1]}", "Roboter"):
        assert "Meinten Sie" not in get(f"{SEARCH}?q={text}").text, text


# --- a place among the words ------------------------------------------------------------------


def test_where_few_have_the_words_the_page_says_what_follows(world: World) -> None:
    live(world.nord, "Prisma", **ESSEN)
    page = get(f"{SEARCH}?q=Vulkan+in+Essen")
    assert "Zu „Vulkan“ gibt es bei Essen kein Angebot. Das gibt es dort:" in hints(page)[1]
    assert "Prisma" in titles(page)
    live(world.nord, "Vulkan", **ESSEN)
    page = get(f"{SEARCH}?q=Vulkan+in+Essen")
    sentence = "Zu „Vulkan“ passen bei Essen: 1. Danach folgt, was es dort sonst gibt."
    assert f"{sentence} {ONLY_FITTING}" in hints(page)
    assert titles(page)[0] == "Vulkan"
    only = get(link(page, ONLY_FITTING))
    assert (titles(only), hints(only)) == (["Vulkan"], [])


def test_the_second_page_follows_the_first(world: World) -> None:
    for number in range(22):
        live(world.nord, f"Prisma {number}", **ESSEN)
    page = get(f"{SEARCH}?q=Vulkan+in+Essen")
    assert len(titles(page)) == 20
    following = get(page.main.one("a", rel="next")["href"])
    assert total(following) == total(page)
    assert len([*titles(page), *titles(following)]) == len({*titles(page), *titles(following)}) > 22


@pytest.mark.parametrize("words", ["am besten passend", "Entfernung", "nächster Termin", "Karte"])
def test_another_order_or_view_shows_as_many(world: World, words: str) -> None:
    live(world.nord, "Prisma", **ESSEN)
    page = get(f"{SEARCH}?q=Vulkan+in+Essen")
    assert total(get(link(page, words))) == total(page)


# --- neighbours -------------------------------------------------------------------------------


def ways(page: Page, sentence: str) -> list[Element]:
    """The lines of the list that follows a sentence."""
    box = page.main.one("div", class_="empty")
    parts = [one for one in box.content if isinstance(one, Element)]
    (at,) = [n for n, one in enumerate(parts) if one.tag == "p" and one.text == sentence]
    return parts[at + 1].all("li")


def test_neighbours_have_what_a_region_has_not_the_nearest_first(world: World) -> None:
    places = {"Nah": (51.5, 7.0), "Fern": (53.5, 10.0), "Mitte": (52.0, 8.0), "Leer": (51.48, 7.3)}
    for name, (lat, lon) in places.items():
        where = crowd.region(f"MINT-Region {name}", "05113", lat=lat, lon=lon)
        for number in range(0 if name == "Leer" else len(name)):
            cast.published(where, None, title=f"Vulkan {number}")
        cast.published(where, None, title="Prisma")
    page = get(f"{SEARCH}?q=Vulkan&region=mint-region-nord&stufe=sek1")
    assert total(page) == "0 Angebote gefunden"
    lines = ways(page, NEIGHBOURS)
    assert [one.text for one in lines] == [
        "MINT-Region Nah (3 Angebote)",
        "MINT-Region Mitte (5 Angebote)",
        "MINT-Region Fern (4 Angebote)",
    ]
    for line in lines:
        number = line.one("span").text.strip("()").split()[0]
        there = get(line.one("a")["href"])
        assert total(there).split()[0] == number, line.text
        assert asked(line.one("a")["href"])["stufe"] == ["sek1"]


@pytest.mark.parametrize("where", ["ort=59065&umkreis=5", "q=Roboter+in+Passau&stufe=sek1"])
def test_neighbours_are_offered_around_a_place_as_well(world: World, where: str) -> None:
    page = get(f"{SEARCH}?{where}")
    assert total(page) == "0 Angebote gefunden"
    for line in ways(page, NEIGHBOURS):
        there = get(line.one("a")["href"])
        assert f"({total(there).removesuffix(' gefunden')})" in line.text


def test_without_a_place_or_where_something_is_found_there_are_no_neighbours(world: World) -> None:
    for address in ("?q=gibtesnicht", "?region=mint-region-nord", "?stufe=kita", "?land=HH"):
        assert NEIGHBOURS not in get(SEARCH + address).text, address


# --- what is only near to it --------------------------------------------------------------------


def test_what_is_only_near_is_not_passed_off_as_a_hit(world: World) -> None:
    live(world.nord, "Segel aus Papier")
    page = get(f"{SEARCH}?q=Segelschein")
    assert titles(page) == ["Segel aus Papier"]
    note = "Kein Angebot passt ganz zu „Segelschein“. Diese hier kommen dem am nächsten."
    assert hints(page) == [note]
    live(world.nord, "Der Schein zum Segel")
    assert hints(get(f"{SEARCH}?q=Segelschein")) == []


# --- the numbers of the panel -----------------------------------------------------------------

ADDRESSES = (
    "",
    "?stufe=sek1&stufe=kita",
    "?q=prisma+vulkan",
    "?q=quark+-atom&klasse=8",
    "?ort=44805&umkreis=50&kosten=bis-10",
    "?ort=Köln&umkreis=100&q=vulkan",
    "?wochentag=mo&ferien=nein",
    "?von=2026-01-01&gruppe=12&land=NW",
    "?region=mint-region-nord&anbieter=schule&vereinbarung=ja",
    "?kreis=05911&kreis=05113&fach=technik&alter=13",
)


def counted(page: Page) -> dict[tuple[str, str], int]:
    """By parameter and value, the number that stands beside each option."""
    found = {}
    for box in page.by_id("filter").all("label", class_="check"):
        if box.all("span", class_="n"):
            field = box.one("input")
            number = box.one("span", class_="n").text.split()[0]
            found[field["name"], field["value"]] = int(number)
    for name in ("klasse", "ferien"):
        for option in page.by_id(name).all("option"):
            if option["value"]:
                number = option.text.rpartition("(")[2].strip(")")
                found[name, option["value"]] = int(number)
    return found


def clicked(address: str) -> dict[tuple[str, str], tuple[int, int]]:
    """The options whose number is not what a search with this value alone gives: (said, given)."""
    before = ask(address).address
    said = counted(get(f"{SEARCH}{address}"))
    given = {option: search(ask(before.replaced(*option).text).question).total for option in said}
    assert len(said) > 60
    return {
        option: (said[option], given[option]) for option in said if said[option] != given[option]
    }


def test_all_numbers_of_the_panel_are_what_a_click_gives(db: None) -> None:
    generated.build(seed=7)
    for address in ADDRESSES:
        assert any(counted(get(f"{SEARCH}{address}")).values()), address
        assert clicked(address) == {}, address


@pytest.mark.parametrize("address", ["?ort=Bayern", "?ort=Kreis+Unna", "?ort=Nordrhein-Westfalen"])
def test_the_numbers_hold_where_the_place_is_a_whole_area(world: World, address: str) -> None:
    assert clicked(address) == {}


def test_the_numbers_hold_where_the_place_stood_among_the_words(world: World) -> None:
    """The form sends what was understood: the words, and the place in its own field."""
    live(world.nord, "Prisma", **ESSEN)
    live(world.nord, "Vulkan", **ESSEN)
    assert clicked("?q=Vulkan+in+Essen") == {}


def test_who_is_chosen_is_listed_even_without_an_offer(world: World) -> None:
    for number in range(MOST_LEADERS + 2):
        where = crowd.region(f"MINT-Region {number}", "05113")
        for count in range(2):
            home = crowd.partner(where, f"Haus {number} {count}")
            for _ in range(3):
                cast.published(where, home)
    crowd.region("MINT-Region Leer", "05113")
    live(world.sued, "In Augsburg", plz="86150", town="Augsburg")
    shown = counted(get(SEARCH))
    few = {("region", "mint-region-sued"), ("anbieter", "museum-sued"), ("kreis", "09761")}
    assert not {("region", "mint-region-sued"), ("anbieter", "museum-sued")} & set(shown)
    page = get(f"{SEARCH}?region=mint-region-sued&anbieter=museum-sued&kreis=09761")
    found = counted(page)
    assert {option: found[option] for option in few} == dict.fromkeys(few, 1)
    for name, value in few:
        assert "checked" in page.by_id(f"{name}-{value}").attributes, value
    leer = get(f"{SEARCH}?region=mint-region-leer")
    assert counted(leer)["region", "mint-region-leer"] == 0
    assert "checked" in leer.by_id("region-mint-region-leer").attributes
