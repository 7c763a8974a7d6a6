"""The search page: its pages, its order, its map."""

import pytest

from offers.actions import offers
from tests import cast
from tests.cast import World
from tests.pages import crowd
from tests.pages.reading import get
from tests.pages.test_search import SEARCH, titles, total

pytestmark = pytest.mark.django_db


def many(where: object, count: int) -> None:
    for number in range(count):
        offers.publish(
            cast.dated(cast.offer(where, None, title=f"Nummer {number:02}"), number + 11)
        )


def test_pages_follow_each_other(world: World) -> None:
    many(world.nord.region, 45)
    first = get(f"{SEARCH}?sort=datum&q=Nummer")
    assert (total(first), len(titles(first))) == ("45 Angebote gefunden", 20)
    following = first.main.one("a", rel="next")["href"]
    assert "seite=2" in following
    assert "q=Nummer" in following
    second, third = get(following), get(following.replace("seite=2", "seite=3"))
    seen = [*titles(first), *titles(second), *titles(third)]
    assert seen == [f"Nummer {number:02}" for number in range(45)]
    assert not third.main.all("a", rel="next")
    current = third.main.one("nav", class_="pager").one("span", aria_current="page")
    assert current.text == "Seite 3"


@pytest.mark.parametrize("number", ["2", "99999", "100000"])
def test_a_page_too_far_is_404_with_a_way_back(world: World, number: str) -> None:
    page = get(f"{SEARCH}?q=Roboter&seite={number}", status=404)
    assert "Diese Seite gibt es nicht. Das Ergebnis hat 1 Seite." in page.text
    assert f"{SEARCH}?q=Roboter" in page.links
    assert titles(page) == []


def test_the_map_shows_what_the_list_shows(world: World) -> None:
    page = get(f"{SEARCH}?ort=44805&ansicht=karte")
    assert titles(page) == ["Roboter Nord", "Roboter Süd"]
    assert page.main.one("figure").one("svg", class_="map-svg")
    for article in page.main.all("article"):
        assert article["id"].startswith("treffer-")
    assert "Karte überspringen" in page.text
    assert page.main.one("nav", class_="map-controls").all("a")
    for control in page.main.one("nav", class_="map-controls").all("a"):
        moved = get(control["href"].split("#")[0].replace("?", f"{SEARCH}?", 1))
        assert total(moved) == "2 Angebote gefunden"


def test_a_map_without_results_is_the_empty_state(world: World) -> None:
    page = get(f"{SEARCH}?ansicht=karte&q=Gibtesnicht")
    assert not page.main.all("figure")
    assert "Dazu gibt es gerade kein Angebot." in page.text


def test_a_part_of_the_map_that_does_not_exist_is_named(world: World) -> None:
    page = get(f"{SEARCH}?ansicht=karte&ausschnitt=nirgendwo")
    assert page.notes == ["Den Kartenausschnitt „nirgendwo“ gibt es nicht."]
    assert total(page) == "2 Angebote gefunden"
    assert page.main.one("figure")


def test_list_and_map_link_to_each_other(world: World) -> None:
    listed = get(f"{SEARCH}?q=Roboter")
    assert f"{SEARCH}?q=Roboter&ansicht=karte" in listed.links
    assert f"{SEARCH}?q=Roboter" in get(f"{SEARCH}?q=Roboter&ansicht=karte").links


def test_titles_lead_to_the_offer_and_keep_the_search(world: World) -> None:
    page = get(f"{SEARCH}?q=Roboter&ort=44805&sort=datum")
    link = "/regionen/mint-region-nord/angebote/roboter-nord/?q=Roboter&ort=44805"
    assert link in page.links


def test_distance_sorts_only_where_there_is_a_place(world: World) -> None:
    crowd.partner(world.nord.region, "Fern", plz="10115", town="Berlin")
    assert "Entfernung" not in get(SEARCH).main.one("nav", aria_label="Sortieren nach").text
    sorts = get(f"{SEARCH}?ort=44805").main.one("nav", aria_label="Sortieren nach")
    assert "Entfernung" in sorts.text
