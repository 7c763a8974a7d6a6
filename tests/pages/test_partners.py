"""The directory of partners, and the page of one."""

import pytest

from partners.models import Partnership
from tests import cast
from tests.cast import World
from tests.pages import crowd
from tests.pages.reading import Page, get

PARTNERS = "/partner/"

pytestmark = pytest.mark.django_db


def names(page: Page) -> list[str]:
    return [one.text for one in page.main.all("h3")]


def test_only_those_with_an_approved_partnership_are_listed(world: World) -> None:
    page = get(PARTNERS)
    assert names(page) == ["Museum Nord", "Museum Süd"]
    assert "2 Partner" in page.headings
    assert "Museum oder Science-Center · Bochum" in page.text
    assert "Zum Anfassen." in page.text


def test_who_is_partner_twice_is_listed_once(world: World) -> None:
    cast.partnerships.approve(cast.partnerships.request(world.sued.region, world.nord.museum))
    assert names(get(PARTNERS)) == ["Museum Nord", "Museum Süd"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=museum", ["Museum Nord", "Museum Süd"]),
        ("q=NORD", ["Museum Nord"]),
        ("q=Augsb", ["Museum Süd"]),
        ("q=86150", ["Museum Süd"]),
        ("art=museum", ["Museum Nord", "Museum Süd"]),
        ("art=schule", []),
        ("land=BY", ["Museum Süd"]),
        ("land=BY&q=Nord", []),
        ("q=&art=&land=&seite=", ["Museum Nord", "Museum Süd"]),
        ("q=%25", []),
        ("q=_", []),
    ],
)
def test_filters(world: World, asked: str, found: list[str]) -> None:
    page = get(f"{PARTNERS}?{asked}")
    assert names(page) == found
    assert page.notes == []
    if not found:
        assert "Kein Partner passt zu diesen Angaben." in page.text


@pytest.mark.parametrize(
    ("asked", "sentence", "found"),
    [
        ("art=unsinn", "„unsinn“ kennen wir hier nicht.", 0),
        ("land=XX", "„XX“ kennen wir hier nicht.", 0),
        ("typ=museum", "Diese Angaben in der Adresse kennen wir nicht: typ", 2),
    ],
)
def test_what_is_not_understood_is_named(
    world: World, asked: str, sentence: str, found: int
) -> None:
    page = get(f"{PARTNERS}?{asked}")
    assert page.notes == [sentence]
    assert len(names(page)) == found


def test_pages_hold_thirty_and_keep_the_filter(world: World) -> None:
    for number in range(65):
        crowd.partner(world.nord.region, f"Haus {number:02}")
    first = get(f"{PARTNERS}?q=Haus&land=NW")
    pager = [one["href"] for one in first.main.one("nav", class_="pager").all("a")]
    assert pager == ["?q=Haus&land=NW&seite=2", "?q=Haus&land=NW&seite=3"]
    last = get(PARTNERS + pager[1])
    assert names(last) == [f"Haus {number}" for number in range(60, 65)]
    assert last.main.one("span", aria_current="page").text == "Seite 3"
    assert "65 Partner" in last.headings


@pytest.mark.parametrize("number", ["9", "0", "-1", "abc", "1.5", "000000009", "9" * 40, "٣"])
def test_a_page_that_is_not_there_is_404_and_shows_the_first(world: World, number: str) -> None:
    page = get(f"{PARTNERS}?seite={number}", status=404)
    assert page.notes == ["Diese Seite gibt es nicht. Sie sehen die erste."]
    assert names(page) == ["Museum Nord", "Museum Süd"]


def test_the_page_of_one_says_what_where_and_with_whom(world: World) -> None:
    cast.partnerships.approve(cast.partnerships.request(world.sued.region, world.nord.museum))
    page = get("/partner/museum-nord/")
    assert page.headings[0] == "Museum Nord"
    assert page.main.one("address").text == "Museum Nord Weg 1 44805 Bochum"
    assert [one.text for one in page.main.one("aside").one("ul").all("a")] == [
        "MINT-Region Nord",
        "MINT-Region Süd",
    ]
    assert "1 Angebot" in page.headings
    assert "Roboter Nord" in page.headings
    assert "Roboter Süd" not in page.text
    assert page.main.one("figure")
    assert page.title == "Museum Nord – MINT-Regionen"
    assert page.meta("og:description") == "Zum Anfassen."


def test_more_than_six_offers_are_linked(world: World) -> None:
    for number in range(7):
        cast.published(world.nord.region, world.nord.museum, title=f"Nummer {number}")
    page = get("/partner/museum-nord/")
    assert len(page.main.all("article")) == 6
    assert "/angebote/?anbieter=museum-nord" in page.links
    assert "8 Angebote" in page.headings


def test_a_partner_without_offers_copes(world: World) -> None:
    crowd.partner(world.nord.region, "Stilles Haus", plz="", town="", website="", summary="")
    page = get("/partner/stilles-haus/")
    assert "Zurzeit kein Angebot" in page.headings
    assert not page.main.all("figure")
    assert "Zur Website" not in page.text


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "requested-nord", "declined-nord", "ended-nord"])
def test_who_is_no_partner_has_no_page(world: World, slug: str) -> None:
    get(f"/partner/{slug}/", status=404)


def test_who_has_an_offer_has_a_page(world: World) -> None:
    """Offers outlive a partnership, and their pages link to who offers them."""
    Partnership.objects.across_regions().update(status="ended")
    assert "1 Angebot" in get("/partner/museum-nord/").headings
    assert names(get(PARTNERS)) == []
