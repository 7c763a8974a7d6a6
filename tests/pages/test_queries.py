"""Every page asks the database the same number of questions, however much there is to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from offers import cards, detail
from offers.search.rows import current
from tests.pages.crowd import crowd

SEARCH = "/angebote/"
FULL = "q=Roboter&region=mint-region-nord&anbieter=museum-nord&ansicht=karte"
FILTERED = "?q=Roboter&ort=44805&region=mint-region-0&anbieter=museum-0"
PROFILE = "/regionen/mint-region-0/"
QUERIES = {
    "/": 6,  # regions, what changed, partners, Kreise; soon: what changed, cards
    "/regionen/": 2,  # offers' figures, regions
    "/regionen/?land=NW&ort=44805": 4,  # and the Kreise on the map, the regions of the place
    "/regionen/?kreis=05911&stufe=sek1&art=region&q=MINT": 2,
    PROFILE: 7,  # region, areas, sections, points; partners; offers: search, cards
    SEARCH: 3,  # what changed, cards, names of those that lead
    f"{SEARCH}?ansicht=karte": 3,
    f"{SEARCH}{FILTERED}": 5,  # and the words, partners and regions asked for
    f"{SEARCH}{FILTERED}&ansicht=karte": 5,
    f"{SEARCH}{FILTERED}&seite=9": 4,  # a page that is not there has no cards
    f"{SEARCH}?q=Gibtesnicht&ort=44805": 3,  # what changed, words, what was meant
    f"{PROFILE}angebote/roboter-0/": 4,  # offer, dates; similar: search, cards
    f"{PROFILE}angebote/roboter-0/termine.ics": 2,
    "/partner/": 2,  # how many, this page
    "/partner/?q=museum&art=museum&land=NW": 2,
    "/partner/museum-0/": 4,  # institution, its regions; offers: search, cards
    f"{PROFILE}kontakt/": 1,  # region
    f"{PROFILE}kontakt/?gesendet=ja": 1,
    f"/barriere-melden/?seite={PROFILE}": 0,
    f"/melden/?seite={PROFILE}angebote/roboter-0/": 0,
    "/orte/?ort=boch": 0,
    "/vorschlaege/?q=R": 0,
    "/hilfe/": 0,
    "/gibt-es-nicht/": 0,
    "/gesund/": 1,
}
MOST = {SEARCH: 5, "/": 6, PROFILE: 4 + 1 + 2}


def questions(address: str) -> int:
    """How many statements that read a page needs."""
    Client().get(address)  # so that the process knows the published offers already
    current().remembered.clear()  # … but has not seen this question
    cards.drawings.forget()  # … nor drawn a card or a page
    detail.drawings.forget()
    with CaptureQueriesContext(connection) as asked:
        response = Client().get(address)
    assert response.status_code in {200, 404}, address
    return sum(one["sql"].startswith(("SELECT", "WITH", "(SELECT")) for one in asked)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [3, 50])
def test_the_number_of_queries_is_the_same_for_three_rows_and_for_fifty(rows: int) -> None:
    crowd(rows)
    assert {address: questions(address) for address in QUERIES} == QUERIES


@pytest.mark.django_db
def test_the_counter_counts(world: object) -> None:
    assert questions("/partner/museum-nord/") > 0
    with CaptureQueriesContext(connection) as asked:
        Client().get(SEARCH)
    assert any("offers_searchrow" in one["sql"] for one in asked)


def test_the_numbers_keep_to_the_bounds() -> None:
    for page, most in MOST.items():
        own = [n for address, n in QUERIES.items() if address.split("?")[0] == page]
        assert own
        assert max(own) <= most, page
    detail = next(n for address, n in QUERIES.items() if address.endswith("roboter-0/"))
    assert detail <= 4 + 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    ["ort=Xyzzyqq", "stufe=unsinn", "klasse=99", "von=31.02.2027", "anbieter=gibt-es-nicht"],
)
def test_a_search_with_a_mistake_keeps_to_the_bound(world: object, wrong: str) -> None:
    assert questions(f"{SEARCH}?{FULL}&{wrong}") <= 5


@pytest.mark.django_db
def test_a_search_without_results_keeps_to_the_bound(world: object) -> None:
    assert questions(f"{SEARCH}?{FULL}&ort=44805&stufe=kita&gruppe=2000&kosten=bis-5") <= 5
