"""The search page: filters, notes, chips, the empty state, pages, the map."""

import pytest

from offers.actions import offers
from tests import cast
from tests.cast import World
from tests.pages.reading import Page, get

SEARCH = "/angebote/"
CHOSEN = "Gewählte Filter"

pytestmark = pytest.mark.django_db


def titles(page: Page) -> list[str]:
    """The offers found, in their order."""
    return [one.text for one in page.by_id("ergebnisse").all("h3") if one.text.strip() != CHOSEN]


def total(page: Page) -> str:
    return page.by_id("anzahl").text


def chips(page: Page) -> dict[str, str]:
    """What was chosen, and where the chip that takes it away leads."""
    prefix = "Filter entfernen:"
    return {
        one.text.removeprefix(prefix).strip(): one["href"] for one in page.main.all("a", class_="x")
    }


def test_everything_published_is_there_and_nothing_else(world: World) -> None:
    page = get(SEARCH)
    assert titles(page) == ["Roboter Nord", "Roboter Süd"]
    assert total(page) == "2 Angebote gefunden"
    assert "Entwurf" not in page.text
    assert "Zurückgezogen" not in page.text
    assert page.title.startswith("2 MINT-Angebote – ")


def test_a_row_says_for_whom_when_where_by_whom_and_for_how_much(world: World) -> None:
    row = get(f"{SEARCH}?ort=44805&region=mint-region-nord").by_id("ergebnisse").one("article")
    for words in (
        "Workshop oder Kurs",
        "Bildungsstufe: Sek I",
        "Bochum",
        "km entfernt",
        "Museum Nord",
        "4 Stunden",
        "Gruppe 10 bis 28",
        "kostenlos",
        "28 von 28 Plätzen frei",
    ):
        assert words in row.text, words


def test_more_dates_are_counted(world: World) -> None:
    cast.dated(world.nord.offers["published"], 12, 14)
    row = get(f"{SEARCH}?region=mint-region-nord").by_id("ergebnisse").one("article")
    assert "und 2 weitere Termine" in row.text


@pytest.mark.parametrize(
    ("taken", "words"),
    [(0, "30 von 30 Plätzen frei"), (25, "Noch 5 von 30 Plätzen"), (30, "Ausgebucht")],
)
def test_free_places_are_told(world: World, taken: int, words: str) -> None:
    one = cast.offer(world.nord.region, None, title="Gezählt")
    offers.publish(cast.dated(one, 5, seats=30, taken=taken))
    row = get(f"{SEARCH}?q=Gezählt").by_id("ergebnisse").one("article")
    assert words in row.text


def test_places_that_nobody_counts_are_not_invented(world: World) -> None:
    one = cast.offer(world.nord.region, None, title="Ungezählt")
    offers.publish(cast.dated(one, 5, seats=None))
    row = get(f"{SEARCH}?q=Ungezählt").by_id("ergebnisse").one("article")
    assert "Plätze auf Anfrage" in row.text


def test_filters_narrow_and_can_be_taken_away(world: World) -> None:
    address = f"{SEARCH}?q=Roboter&ort=44805&umkreis=10&stufe=sek1&region=mint-region-nord&klasse=8"
    page = get(address)
    assert titles(page) == ["Roboter Nord"]
    chosen = chips(page)
    assert list(chosen) == [
        "„Roboter“",
        "10 km um 44805 Bochum",
        "Sek I",
        "Klasse 8",
        "MINT-Region Nord",
    ]
    for gone in chosen.values():
        assert get(gone).main.one("div", class_="chosen")
    without_place = chosen["10 km um 44805 Bochum"]
    assert "ort=" not in without_place
    assert "umkreis=" not in without_place
    cleared = page.main.one("a", class_="clear")["href"]
    assert chips(get(cleared)) == {}
    assert total(get(cleared)) == "2 Angebote gefunden"


def test_a_form_with_nothing_in_it_asks_for_nothing(world: World) -> None:
    """The front page's form sends every field, also the empty ones."""
    empty = "&".join(f"{name}=" for name in ("q", "ort", "stufe", "kosten", "klasse", "anbieter"))
    page = get(f"{SEARCH}?{empty}&gruppe=&von=&bis=&ferien=&region=&kreis=&sort=&seite=&ansicht=")
    assert titles(page) == ["Roboter Nord", "Roboter Süd"]
    assert page.notes == []
    assert chips(page) == {}
    assert page.canonical == f"http://testserver{SEARCH}"


def test_the_front_pages_form_finds(world: World) -> None:
    form = next(one for one in get("/").main.all("form") if one["action"] == SEARCH)
    names = [one["name"] for one in form.walk() if one.tag in {"input", "select"}]
    assert names == ["q", "ort", "stufe"]
    asked = "&".join(f"{name}={'Roboter' if name == 'q' else ''}" for name in names)
    assert titles(get(f"{SEARCH}?{asked}")) == ["Roboter Nord", "Roboter Süd"]


def test_the_form_shows_what_was_asked(world: World) -> None:
    page = get(
        f"{SEARCH}?q=Roboter&ort=44805&umkreis=50&stufe=sek1&klasse=8&gruppe=20&von=2027-01-31"
        "&kosten=kostenlos&ferien=nein&region=mint-region-nord"
    )
    assert page.by_id("q")["value"] == "Roboter"
    assert page.by_id("ort")["value"] == "44805"
    assert page.by_id("gruppe")["value"] == "20"
    assert page.by_id("von")["value"] == "2027-01-31"
    for name, value in (("umkreis", "50"), ("klasse", "8"), ("ferien", "nein")):
        chosen = [
            one["value"] for one in page.by_id(name).all("option") if "selected" in one.attributes
        ]
        assert chosen == [value], name
    checked = [
        one["id"] for one in page.by_id("filter").all("input") if "checked" in one.attributes
    ]
    assert checked == ["stufe-sek1", "kosten-kostenlos", "region-mint-region-nord"]
    hidden = {one["name"]: one["value"] for one in page.by_id("filter").all("input", type="hidden")}
    assert hidden == {}


def test_a_single_choice_is_the_last_one_said(world: World) -> None:
    paid = {"cost": "person", "amount": 15, "title": "Teuer"}
    cast.published(world.nord.region, None, **paid)
    assert len(titles(get(f"{SEARCH}?kosten=bis-20"))) == 3
    page = get(f"{SEARCH}?kosten=bis-20&kosten=kostenlos")
    assert len(titles(page)) == 2
    assert list(chips(page)) == ["kostenlos"]


def test_each_count_is_what_a_click_gives(world: World) -> None:
    ages = {"grade_min": None, "grade_max": None}
    cast.published(world.nord.region, None, title="Für Kleine", stages=["kita"], **ages)
    for label in get(f"{SEARCH}?stufe=sek1").by_id("opts-stufe").all("label"):
        box, number = label.one("input"), label.one("span", class_="n").text.split()[0]
        alone = get(f"{SEARCH}?stufe={box['value']}")
        assert total(alone).split()[0] == number, box["value"]


def test_an_unknown_parameter_is_named_and_changes_nothing(world: World) -> None:
    page = get(f"{SEARCH}?stuffe=sek1&q=Roboter")
    assert page.notes == ["Diese Angaben in der Adresse kennen wir nicht: stuffe"]
    assert total(page) == "2 Angebote gefunden"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("stufe=unsinn", "„unsinn“ kennen wir bei „Bildungsstufe“ nicht."),
        ("klasse=99", "Bei „Klasse“ passt eine ganze Zahl von 0 bis 13."),
        ("gruppe=-1", "Bei „Plätze für“ passt eine ganze Zahl von 1 bis 2000."),
        ("von=31.02.2027", "Bei „von“ passt ein Tag wie 31.01.2027."),
        ("von=2026-02-01&bis=2026-01-01", "Der Zeitraum endet, bevor er beginnt."),
        ("anbieter=gibt-es-nicht", "Das kennen wir nicht: gibt-es-nicht"),
        ("region=gibt-es-nicht", "Das kennen wir nicht: gibt-es-nicht"),
        ("ort=Xyzzyqq", "Den Ort „Xyzzyqq“ kennen wir nicht."),
        ("q=!!!", "Bei „Was?“ steht kein Wort, nach dem wir suchen können."),
        ("kreis=99999", "„99999“ kennen wir bei „Kreis“ nicht."),
        ("land=XX", "„XX“ kennen wir bei „Land“ nicht."),
    ],
)
def test_a_wrong_value_is_named_and_finds_nothing(world: World, asked: str, sentence: str) -> None:
    page = get(f"{SEARCH}?{asked}")
    assert page.notes == [sentence]
    assert total(page) == "0 Angebote gefunden"
    ways = page.main.one("ul", class_="ways").all("a")
    assert [total(get(way["href"])) for way in ways] == ["2 Angebote gefunden"]
    assert "(2 Angebote)" in page.main.one("ul", class_="ways").text


def test_too_many_partners_are_not_silently_dropped(world: World) -> None:
    page = get(SEARCH + "?anbieter=museum-nord" + "".join(f"&anbieter=x{n}" for n in range(20)))
    assert page.notes == ["Bei „Anbieter“ gehen bis zu 20 Angaben."]
    assert total(page) == "0 Angebote gefunden"


def test_an_ambiguous_place_asks_which_is_meant(world: World) -> None:
    page = get(f"{SEARCH}?ort=Neustadt")
    assert "„Neustadt“ gibt es so nicht oder mehrmals. Meinten Sie:" in page.notes[0]
    guesses = page.main.one("ul", class_="guesses").all("a")
    assert len(guesses) > 3
    for guess in guesses[:4]:
        assert get(guess["href"]).notes == [], guess["href"]


def test_a_slip_in_a_place_is_asked_about(world: World) -> None:
    page = get(f"{SEARCH}?ort=Bochm")
    assert "Bochum" in page.main.one("ul", class_="guesses").text


def test_nothing_found_offers_ways_out_with_true_numbers(world: World) -> None:
    page = get(f"{SEARCH}?q=Roboter&stufe=kita&region=mint-region-nord")
    assert "Dazu gibt es gerade kein Angebot." in page.text
    ways = page.main.one("ul", class_="ways").all("li")
    assert ways
    for way in ways:
        number = way.one("span").text.strip("()").split()[0]
        assert total(get(way.one("a")["href"])).split()[0] == number, way.text
    assert f"{SEARCH}" in page.links


def test_a_wider_circle_is_offered_with_its_number(world: World) -> None:
    page = get(f"{SEARCH}?ort=59065&umkreis=5")  # Hamm, some 40 km from Bochum
    assert total(page) == "0 Angebote gefunden"
    wider = next(one for one in page.main.all("li") if "Im Umkreis von 50 km" in one.text)
    assert "(2 Angebote)" in wider.text
    assert total(get(wider.one("a")["href"])) == "2 Angebote gefunden"


def test_one_search_has_one_address(world: World) -> None:
    page = get(f"{SEARCH}?stufe=sek2&q=Robot+er&stufe=sek1&stufe=sek2&foo=1&klasse=")
    assert page.canonical == f"http://testserver{SEARCH}?q=Robot+er&stufe=sek2&stufe=sek1"
    assert page.meta("og:url") == page.canonical
