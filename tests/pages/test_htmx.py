"""The contract with htmx (UX, section 5): parts and whole pages live under one address."""

from collections import Counter

import pytest

from offers.facets import FACETS
from offers.search.counts import LEADERS
from tests.cast import World
from tests.pages.reading import Page, get

SEARCH = "/angebote/"
REGIONS = "/regionen/"
PART = {"HX-Request": "true"}
ASKED = (
    SEARCH,
    f"{SEARCH}?q=Roboter&stufe=sek1",
    f"{SEARCH}?ort=44805&ansicht=karte",
    f"{SEARCH}?q=Gibtesnicht&ort=44805",
    f"{SEARCH}?stufe=unsinn&foo=1",
    f"{SEARCH}?ort=Neustadt",
)
WHOLE = {
    "no htmx": {},
    "history is restored": PART | {"HX-History-Restore-Request": "true"},
    "a boosted link": PART | {"HX-Boosted": "true"},
}

pytestmark = pytest.mark.django_db


def is_whole(page: Page) -> bool:
    return page.response.content.startswith(b"<!doctype html>")


def doubled(page: Page) -> list[str]:
    return [name for name, count in Counter(page.ids).items() if count > 1]


def out_of_band(page: Page) -> list[str]:
    return [one["id"] for one in page.tree.walk() if "hx-swap-oob" in one.attributes]


@pytest.mark.parametrize("address", ASKED)
def test_a_part_holds_the_results_and_what_changes_beside_them(world: World, address: str) -> None:
    part = get(address, **PART)
    assert not is_whole(part)
    roots = [one for one in part.tree.content if not isinstance(one, str)]
    assert roots[0]["id"] == "ergebnisse"
    groups = [*(facet.parameter for facet in FACETS), "wochentag", "land", *LEADERS]
    beside = [*(f"opts-{name}" for name in groups), "klasse", "ferien", "opts-vereinbarung"]
    beside += ["anwenden", "ansage"]
    assert [one["id"] for one in roots[1:]] == out_of_band(part) == beside
    how = {one["id"]: one["hx-swap-oob"] for one in roots[1:]}
    whole = {"klasse", "ferien"}
    assert {name for name, swap in how.items() if swap == "true"} == whole
    assert {how[name] for name in set(how) - whole} == {"innerHTML"}
    assert doubled(part) == []
    assert not part.tree.all("main")
    assert not part.tree.all("h1")


@pytest.mark.parametrize("headers", WHOLE.values(), ids=list(WHOLE))
def test_everyone_else_gets_the_whole_page(world: World, headers: dict[str, str]) -> None:
    for address in ASKED:
        page = get(address, **headers)
        assert is_whole(page), address
        assert page.main.one(id="ergebnisse")
        assert doubled(page) == [], address
        assert out_of_band(page) == [], address


@pytest.mark.parametrize("headers", [PART, *WHOLE.values()])
def test_every_answer_varies(world: World, headers: dict[str, str]) -> None:
    for address in (*ASKED, REGIONS, "/", "/partner/", "/hilfe/"):
        vary = get(address, **headers).response["Vary"]
        assert "hx-request" in [one.strip().lower() for one in vary.split(",")], address


def test_whatever_a_part_replaces_is_on_the_whole_page(world: World) -> None:
    page = get(SEARCH)
    for name in out_of_band(get(SEARCH, **PART)):
        assert page.by_id(name), name


def test_part_and_page_say_the_same(world: World) -> None:
    names = ["ergebnisse", "anwenden", *(f"opts-{facet.parameter}" for facet in FACETS)]
    for address in ASKED:
        part, page = get(address, **PART), get(address)
        for name in names:
            assert part.by_id(name).text == page.by_id(name).text, (address, name)


def test_the_number_is_announced_once_and_only_after_a_change(world: World) -> None:
    page = get(SEARCH)
    statuses = page.tree.all(role="status")
    assert [one["id"] for one in statuses] == ["ansage"]
    assert statuses[0].text == ""
    assert statuses[0] not in list(page.by_id("ergebnisse").walk())
    assert get(SEARCH, **PART).by_id("ansage").text == "2 Angebote gefunden"
    assert (
        get(f"{SEARCH}?region=mint-region-sued", **PART).by_id("ansage").text
        == "1 Angebot gefunden"
    )


def test_the_form_works_with_htmx_and_without(world: World) -> None:
    form = get(SEARCH).by_id("filter")
    assert (form["action"], form["method"]) == (SEARCH, "get")
    assert form["hx-get"] == SEARCH
    assert form["hx-trigger"] == "change delay:150ms, submit"
    assert form["hx-target"] == "#ergebnisse"
    assert form["hx-swap"] == "outerHTML show:none"
    assert form["hx-push-url"] == "true"


def test_htmx_may_neither_evaluate_nor_keep_snapshots(world: World) -> None:
    config = get(SEARCH).meta("htmx-config")
    for rule in (
        '"historyCacheSize":0',
        '"refreshOnHistoryMiss":true',
        '"includeIndicatorStyles":false',
        '"allowEval":false',
        '"selfRequestsOnly":true',
    ):
        assert rule in config


def test_a_part_of_the_regions_holds_the_results_alone(world: World) -> None:
    part = get(f"{REGIONS}?land=NW", **PART)
    assert not is_whole(part)
    assert [one["id"] for one in part.tree.content if not isinstance(one, str)] == ["ergebnisse"]
    assert "MINT-Region Nord" in part.tree.text
    assert is_whole(get(REGIONS, **PART | {"HX-History-Restore-Request": "true"}))


def test_a_page_without_parts_is_always_whole(world: World) -> None:
    for address in ("/", "/partner/", "/hilfe/", "/regionen/mint-region-nord/"):
        assert is_whole(get(address, **PART)), address


def test_a_page_too_far_is_a_part_as_well(world: World) -> None:
    part = get(f"{SEARCH}?seite=9", status=404, **PART)
    assert not is_whole(part)
    assert "Diese Seite gibt es nicht" in part.tree.text
    assert out_of_band(part)


def test_suggestions_are_options_and_nothing_else(world: World) -> None:
    answer = get("/orte/?ort=boch", **PART)
    options = [one["value"] for one in answer.tree.all("option")]
    assert "Bochum" in options
    assert len(options) <= 8
    assert {one.tag for one in answer.tree.walk()} == {"document", "option"}
    assert get("/orte/?ort=b").tree.all("option") == []
    assert get("/orte/").tree.all("option") == []
