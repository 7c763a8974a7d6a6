"""The list of regions with "Wo wohnen Sie?", its filters and its map."""

import pytest

from tests import cast
from tests.cast import World
from tests.pages import crowd
from tests.pages.reading import Page, get

REGIONS = "/regionen/"

pytestmark = pytest.mark.django_db


def names(page: Page) -> list[str]:
    """The regions listed, in their order."""
    return [one.one("h4").text for one in page.main.all("article", class_="regionrow")]


def answer(page: Page) -> str:
    """The box that answers "Wo wohnen Sie?"; "" if there is none."""
    boxes = page.main.all("section", aria_labelledby="hier")
    return boxes[0].text if boxes else ""


def test_regions_stand_under_their_land_in_german_order(world: World) -> None:
    for name in ("Übersee", "Zwickau", "Ostsee"):
        crowd.region(name, land="SN")
    page = get(REGIONS)
    groups = page.main.all("section", class_="land-group")
    assert [one.one("h3").text for one in groups] == [
        "Bayern 1",
        "Nordrhein-Westfalen 1",
        "Sachsen 3",
    ]
    assert [one.text for one in groups[2].all("h4")] == ["Ostsee", "Übersee", "Zwickau"]
    assert page.by_id("anzahl").text == "5 Regionen"


def test_a_row_says_family_year_chain_and_number_of_offers(world: World) -> None:
    row = next(one for one in get(REGIONS).main.all("article") if "Nord" in one.text)
    assert "MINT-Region · Bochum" in row.text
    assert "Bildungsstufe: Sek I" in row.text
    assert "1 Angebot" in row.text
    crowd.region("Leer", land="SN")
    row = next(one for one in get(REGIONS).main.all("article") if "Leer" in one.text)
    assert "noch keine Angebote hier" in row.text
    assert "seit 2006" in row.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("land=NW", ["MINT-Region Nord", "Revier"]),
        ("art=zdi", ["Revier"]),
        ("kreis=09761", ["MINT-Region Süd"]),
        ("kreis=05913", ["Revier"]),
        ("stufe=sek1", ["MINT-Region Süd", "MINT-Region Nord"]),
        ("stufe=kita", []),
        ("q=revier", ["Revier"]),
        ("q=Dortm", ["Revier"]),
        ("land=NW&art=zdi&kreis=05913&q=Rev", ["Revier"]),
        ("land=BY&art=zdi", []),
        ("land=&art=&kreis=&stufe=&q=&ort=", ["MINT-Region Süd", "MINT-Region Nord", "Revier"]),
    ],
)
def test_filters(world: World, asked: str, found: list[str]) -> None:
    crowd.region("Revier", "05913", "05911", kind="zdi", place="Dortmund")
    page = get(f"{REGIONS}?{asked}")
    assert names(page) == found
    assert page.notes == []
    if not found:
        assert "Keine Region passt zu diesen Angaben." in page.text
        assert REGIONS in page.links


@pytest.mark.parametrize(
    ("asked", "sentence", "found"),
    [
        ("land=XX", "„XX“ kennen wir hier nicht.", 0),
        ("art=unsinn", "„unsinn“ kennen wir hier nicht.", 0),
        ("kreis=99999", "„99999“ kennen wir hier nicht.", 0),
        ("stufe=uni", "„uni“ kennen wir hier nicht.", 0),
        ("laender=NW", "Diese Angaben in der Adresse kennen wir nicht: laender", 2),
        ("ort=Xyzzyqq", "Den Ort „Xyzzyqq“ kennen wir nicht.", 2),
    ],
)
def test_what_is_not_understood_is_named(
    world: World, asked: str, sentence: str, found: int
) -> None:
    page = get(f"{REGIONS}?{asked}")
    assert page.notes == [sentence]
    assert len(names(page)) == found


def test_a_place_that_is_covered(world: World) -> None:
    page = get(f"{REGIONS}?ort=44805")
    assert answer(page).startswith("Ihre MINT-Region für 44805 Bochum MINT-Region Nord")
    assert "/angebote/?ort=44805%20Bochum" in page.links
    crowd.region("Zweite", "05911")
    assert answer(get(f"{REGIONS}?ort=44805")).startswith("Ihre 2 MINT-Regionen für 44805 Bochum")


def test_a_place_that_nobody_covers_gets_the_nearest(world: World) -> None:
    crowd.region("Kiel", "01002", land="SH", lat=54.32, lon=10.13)
    crowd.region("Ohne Ort", land="SH", lat=None, lon=None)
    box = answer(get(f"{REGIONS}?ort=Hamburg"))
    assert box.startswith("Für Hamburg gibt es noch kein Netzwerk. Am nächsten sind:")
    assert "Ohne Ort" not in box
    assert box.index("Kiel") < box.index("MINT-Region Nord")
    assert "km ·" in box


def test_a_whole_land_is_no_place_without_network(world: World) -> None:
    page = get(f"{REGIONS}?ort=Bayern")
    assert "gibt es noch kein Netzwerk" not in page.text
    assert names(page) == ["MINT-Region Süd"]


@pytest.mark.parametrize("typed", ["Neustadt", "Bochm"])
def test_an_unclear_place_is_asked_about(world: World, typed: str) -> None:
    page = get(f"{REGIONS}?ort={typed}")
    assert page.notes[0].startswith(f"„{typed}“ gibt es so nicht oder mehrmals. Meinten Sie:")
    assert answer(page) == ""
    guesses = page.main.one("ul", class_="guesses").all("a")
    assert guesses
    for guess in guesses[:3]:
        assert answer(get(guess["href"])), guess["href"]


def test_the_form_shows_what_was_asked(world: World) -> None:
    page = get(f"{REGIONS}?q=Nord&ort=44805&land=NW&stufe=sek1")
    assert page.by_id("q")["value"] == "Nord"
    assert page.by_id("ort")["value"] == "44805"
    chosen = {
        one["name"]: [o["value"] for o in one.all("option") if "selected" in o.attributes]
        for one in page.main.all("select")
    }
    assert chosen == {"land": ["NW"], "art": [], "kreis": [], "stufe": ["sek1"]}
    assert "open" in page.main.one("details", class_="more-filters").attributes
    assert "open" not in get(REGIONS).main.one("details", class_="more-filters").attributes


def test_the_map_shows_germany_then_the_land(world: World) -> None:
    page = get(REGIONS)
    pins = {one["aria-label"]: one["href"] for one in page.main.all("a", class_="map-pin")}
    assert pins == {
        "Bayern: 1 Region": "/regionen/?land=BY",
        "Nordrhein-Westfalen: 1 Region": "/regionen/?land=NW",
    }
    land = get(f"{REGIONS}?land=NW")
    assert "Ganz Deutschland zeigen" in land.text
    areas = [one["href"] for one in land.main.all("a", class_="map-link")]
    assert "/regionen/?kreis=05911" in areas


def test_an_empty_portal_has_an_empty_list(db: None) -> None:
    assert "Keine Region passt zu diesen Angaben." in get(REGIONS).text
    assert "0 Regionen" in get(f"{REGIONS}?ort=44805").text


def test_only_published_offers_count(world: World) -> None:
    cast.offers.withdraw(world.nord.offers["published"])
    assert names(get(f"{REGIONS}?stufe=sek1")) == ["MINT-Region Süd"]
