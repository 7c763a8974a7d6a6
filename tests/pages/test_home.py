"""The front page: figures, chain, Länder, what comes next."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from mintportal.geo.areas import KREISE, LAENDER
from tests import cast
from tests.cast import World
from tests.pages import crowd
from tests.pages.reading import Page, get

pytestmark = pytest.mark.django_db


def figures(page: Page) -> dict[str, str]:
    """What is counted, and the number."""
    pairs = page.main.one("section", aria_labelledby="blick").one("dl").all("div")
    return {one.one("dt").text: one.one("dd").text for one in pairs}


def test_the_figures_count_what_is_public(world: World) -> None:
    cast.published(world.nord.region, None, title="Teuer", cost="person", amount=5)
    share = round(100 * 2 / len(KREISE))
    assert figures(get("/")) == {
        "regionale MINT-Netzwerke in 16 Ländern": "2",
        "Angebote, davon 2 kostenlos": "3",
        "Partner aus Bildung, Forschung, Wirtschaft und Zivilgesellschaft": "2",
        "der Kreise und kreisfreien Städte gehören zu einer MINT-Region": f"{share} %",
    }


def test_the_figures_have_a_day(world: World) -> None:
    today = date_format(timezone.localdate(), "j. F Y")
    assert f"Stand {today}." in get("/").main.one("p", class_="src").text


def test_the_chain_counts_and_leads_to_the_search(world: World) -> None:
    ages = {"grade_min": None, "grade_max": None}
    cast.published(world.nord.region, None, title="Lehre", stages=["ausbildung"], **ages)
    chain = get("/").main.one("ol", class_="bigkette")
    halves = [
        (one.one("strong").text, one.one("span", class_="num").text) for one in chain.all("a")
    ]
    assert halves == [
        ("Kita", "0 Angebote"),
        ("Grundschule", "0 Angebote"),
        ("Sekundarstufe I", "2 Angebote"),
        ("Sekundarstufe II", "0 Angebote"),
        ("Ausbildung", "1 Angebot"),
        ("Studium", "0 Angebote"),
        ("Beruf & Fachkräfte", "0 Angebote"),
    ]
    assert len(chain.all("li")) == 6
    for link in chain.all("a"):
        found = get(link["href"]).by_id("anzahl").text.split()[0]
        assert found == link.one("span", class_="num").text.split()[0]


def test_every_land_is_listed_with_the_number_on_the_map(world: World) -> None:
    page = get("/")
    links = page.main.one("ul", class_="laender").all("a")
    listed = {one.all("span")[0].text: one for one in links}
    assert list(listed) == sorted(land.name for land in LAENDER.values())
    numbers = {name: link.all("span")[1].text for name, link in listed.items()}
    assert numbers["Bayern"] == "1 Region"
    assert numbers["Hessen"] == "0 Regionen"
    pins = {one["aria-label"]: one["href"] for one in page.main.all("a", class_="map-pin")}
    assert pins == {
        "Bayern: 1 Region": "/regionen/?land=BY",
        "Nordrhein-Westfalen: 1 Region": "/regionen/?land=NW",
    }
    assert listed["Bayern"]["href"] == "/regionen/?land=BY"


def test_what_comes_next_has_free_places(world: World) -> None:
    full = cast.offer(world.nord.region, None, title="Voll")
    cast.offers.publish(cast.dated(full, 2, seats=20, taken=20))
    soon = cast.offer(world.nord.region, None, title="Bald")
    cast.offers.publish(cast.dated(soon, 3, seats=20))
    arranged = cast.offer(world.nord.region, None, title="Absprache", by_arrangement=True)
    cast.offers.publish(arranged)
    cards = get("/").main.one("section", aria_labelledby="bald").all("article")
    assert [one.one("h3").text for one in cards] == ["Bald", "Roboter Nord", "Roboter Süd"]


def test_a_portal_without_anything_still_has_a_front_page(db: None) -> None:
    page = get("/")
    assert figures(page)["Angebote, davon 0 kostenlos"] == "0"
    assert not page.main.all("section", aria_labelledby="bald")
    assert not page.main.all("a", class_="map-pin")


def test_who_is_no_partner_yet_is_not_counted(world: World) -> None:
    before = figures(get("/"))
    crowd.partner(world.nord.region, "Neu")
    label = "Partner aus Bildung, Forschung, Wirtschaft und Zivilgesellschaft"
    assert (before[label], figures(get("/"))[label]) == ("2", "3")
