"""Suggestions under "Was?": what is offered for a beginning, to whom, and for any input at all."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mintportal.pages.suggestions import fits, plain
from offers.actions import offers
from offers.search import Question, best
from offers.search.rows import current
from partners.models import Partnership
from tests import cast
from tests.cast import World
from tests.pages import crowd
from tests.pages.reading import Element, get
from tests.pages.test_bad_input import HOSTILE
from tests.pages.test_queries import questions

ADDRESS = "/vorschlaege/"
NORD = "/regionen/mint-region-nord/"
Shown = tuple[str, str, str]

pytestmark = pytest.mark.django_db


def options(typed: str, **others: str) -> list[Element]:
    """The options for what was typed, with the other fields of the form."""
    fields = "&".join(f"{name}={quote(value)}" for name, value in ({"q": typed} | others).items())
    return get(f"{ADDRESS}?{fields}").tree.all("li")


def suggested(typed: str, **others: str) -> list[Shown]:
    """Label, kind in words, and target of every option."""
    return [
        (one.all("span")[1].text, one.one("small").text, one["data-href"])
        for one in options(typed, **others)
    ]


def kinds(typed: str) -> list[str]:
    """The kinds in their order, without places."""
    return [note.split(" · ")[0] for _, note, _ in suggested(typed)]


# --- what is suggested -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Robo", ("Roboter Nord", "Angebot · Bochum", f"{NORD}angebote/roboter-nord/")),
        ("region no", ("MINT-Region Nord", "Region · Nordrhein-Westfalen", NORD)),
        ("Museum", ("Museum Süd", "Partner · Augsburg", "/partner/museum-sued/")),
        ("Boch", ("Bochum", "Ort", "/angebote/?ort=Bochum")),
        ("44805", ("44805 Bochum", "Ort", "/angebote/?ort=44805+Bochum")),
        ("Infor", ("Informatik", "Fach", "/angebote/?fach=informatik")),
        ("labor", ("Schülerlabor", "Art des Angebots", "/angebote/?format=schuelerlabor")),
        ("Sek", ("Sekundarstufe I", "Bildungsstufe", "/angebote/?stufe=sek1")),
        ("KI", ("Künstliche Intelligenz", "Schwerpunkt", "/angebote/?schwerpunkt=ki")),
    ],
)
def test_every_kind_says_what_it_is_and_where_it_leads(
    world: World, typed: str, wanted: Shown
) -> None:
    assert wanted in suggested(typed)
    assert get(wanted[2]).status == 200


def test_an_option_is_an_option_with_an_icon_and_its_kind_in_words(world: World) -> None:
    for typed in ("Robo", "Museum", "Boch", "Infor"):
        for one in options(typed):
            assert (one["role"], one["aria-selected"]) == ("option", "false")
            assert one.one("svg")["aria-hidden"] == "true"
            assert one.text == f"{one.all('span')[1].text} {one.one('small').text}"


def test_there_are_few_of_each_kind(db: None) -> None:
    crowd.crowd(8)
    assert kinds("Roboter").count("Angebot") == 4
    assert kinds("Museum").count("Partner") == 3
    assert kinds("MINT-Region").count("Region") == 3
    assert kinds("Neustadt").count("Ort") == 3
    assert sum(one in {"Fach", "Schwerpunkt", "Art des Angebots"} for one in kinds("Beruf")) <= 3


def test_the_kind_that_starts_with_the_text_comes_first(world: World) -> None:
    crowd.partner(world.nord.region, "Technikhof")
    cast.published(world.nord.region, None, title="Bauen mit Technik")
    assert kinds("Technik")[:3] == ["Fach", "Partner", "Angebot"]
    assert kinds("Bauen")[0] == "Angebot"


def test_other_fields_of_the_form_stay_as_they_are(world: World) -> None:
    form = {"ort": "44805", "umkreis": "50", "stufe": "sek1", "seite": "2", "fremd": "x"}
    targets = {label: url for label, _, url in suggested("Infor", **form)}
    assert targets["Informatik"] == "/angebote/?ort=44805&umkreis=50&stufe=sek1&fach=informatik"
    targets = {label: url for label, _, url in suggested("Augsb", **form)}
    assert targets["Augsburg"] == "/angebote/?ort=Augsburg&stufe=sek1"


# --- slips and spellings ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Infromatik", "Informatik"),
        ("Biolgie", "Biologie"),
        ("Schuelerlabor", "Schülerlabor"),
        ("MAEDCHEN", "Mädchen"),
        ("MINT-Rgion Nord", "MINT-Region Nord"),
        ("Planetraium", "Planetarium"),
        ("Musuem", "Museum Nord"),
        ("Muehle", "Mühle Weitmar"),
        ("Bohcum", "Bochum"),
    ],
)
def test_slips_are_forgiven(world: World, typed: str, label: str) -> None:
    crowd.partner(world.nord.region, "Planetarium")
    crowd.partner(world.nord.region, "Mühle Weitmar")
    assert label in [one for one, _, _ in suggested(typed)]


def test_guesses_are_shown_only_when_there_is_nothing_better(world: World) -> None:
    assert ("Bochum", "Ort") in [one[:2] for one in suggested("Bohcum")]
    crowd.partner(world.nord.region, "Bohcum-Haus")
    assert [one[:2] for one in suggested("Bohcum")] == [("Bohcum-Haus", "Partner · Bochum")]


@pytest.mark.parametrize(
    ("typed", "text", "forgiving", "fitting"),
    [
        ("boch", "Bochum", False, True),
        ("ochum", "Bochum", False, True),
        ("och", "Bochum", False, False),
        ("frankfurt a m", "Frankfurt am Main", False, True),
        ("Frankfurt Oder", "Frankfurt am Main", False, False),
        ("Bohcum", "Bochum", False, False),
        ("Bohcum", "Bochum", True, True),
        ("Boch", "Hochbegabung", True, False),
        ("in", "Iserlohn", True, False),
        ("x", "", True, False),
    ],
)
def test_what_fits(typed: str, text: str, forgiving: bool, fitting: bool) -> None:
    assert fits(typed, text, forgiving=forgiving) is fitting


def test_spellings_of_umlauts_are_one() -> None:
    assert {plain(one) for one in ("Mühle", "MÜHLE", "Muehle", "muhle")} == {"muhle"}
    assert plain("Quelle neue Bauer Straße") == "quelle neue bauer strasse"


# --- who may know of it -------------------------------------------------------------------------


def test_only_what_has_a_public_page_is_suggested(world: World) -> None:
    for half in (world.nord, world.sued):
        for status in ("requested", "declined", "ended"):
            name = half.partnerships[status].institution.name
            assert name not in [label for label, _, _ in suggested(name)]
        for state in ("draft", "withdrawn"):
            title = half.offers[state].title
            assert title not in [label for label, _, _ in suggested(title)]
    offers.withdraw(world.nord.offers["published"])
    assert "Roboter Nord" not in [label for label, _, _ in suggested("Roboter")]


def test_a_provider_without_partnership_is_suggested_as_its_page_exists(world: World) -> None:
    home = crowd.partner(world.nord.region, "Gästehaus")
    crowd.partner(world.nord.region, "Leerhaus")
    cast.published(world.nord.region, home, title="Zu Gast")
    Partnership.objects.across_regions().update(status="ended")
    assert "Leerhaus" not in [label for label, _, _ in suggested("Leerhaus")]
    links = [url for label, _, url in suggested("Gästehaus") if label == "Gästehaus"]
    assert links == ["/partner/gaestehaus/"]
    assert get(links[0]).status == 200


def test_every_suggestion_leads_somewhere(world: World) -> None:
    for typed in ("Roboter", "MINT", "Museum", "Boch", "Neu", "Beruf", "Sek", "in", "44"):
        for label, _, url in suggested(typed):
            assert get(url).status == 200, label


# --- any input ----------------------------------------------------------------------------------


def test_names_are_escaped(world: World) -> None:
    name = 'Alarm <script>alert("&")</script>'
    crowd.region(name)
    crowd.partner(world.nord.region, name, town='<b title="')
    cast.published(world.nord.region, None, title=name)
    found = [(label, note) for label, note, _ in suggested("Alarm")]
    assert found == [
        (name, "Angebot · Bochum"),
        (name, "Region · Nordrhein-Westfalen"),
        (name, 'Partner · <b title="'),
    ]
    assert not {"script", "b"} & {one.tag for one in get(f"{ADDRESS}?q=Alarm").tree.walk()}


@pytest.mark.parametrize(
    "typed", ["", "R", "  R ", "R!", "🤖🤖", "%%", "__", "xyzzyqq", "\u05e9\u05d0"]
)
def test_nothing_to_suggest_is_an_empty_answer(world: World, typed: str) -> None:
    response = Client().get(ADDRESS, {"q": typed})
    assert (response.status_code, response.text.strip()) == (200, "")


def test_without_words_it_is_empty_as_well(world: World) -> None:
    assert get(ADDRESS).tree.all("li") == []
    assert get(f"{ADDRESS}?ort=Bochum").tree.all("li") == []


@pytest.mark.parametrize("kind", [*HOSTILE, "pasted"])
def test_no_input_breaks_it(world: World, kind: str) -> None:
    typed = HOSTILE.get(kind, quote("Roboter " * 1250))
    for fields in (f"q={typed}", f"q=Robo&ort={typed}", f"q={typed}&q=Robo", f"q=Robo&{typed}=1"):
        for one in get(f"{ADDRESS}?{fields}").tree.all("li"):
            assert one["data-href"].startswith(("/angebote/", "/regionen/", "/partner/"))


# --- how ----------------------------------------------------------------------------------------


def of_the_search(typed: str) -> int:
    """How many statements the search of offers needs by itself, once it is warm."""
    best(Question(words=typed), 4)
    current().remembered.clear()
    with CaptureQueriesContext(connection) as asked:
        best(Question(words=typed), 4)
    return sum(one["sql"].startswith(("SELECT", "WITH", "(SELECT")) for one in asked)


@pytest.mark.parametrize("rows", [3, 50])
def test_it_asks_three_questions_beside_those_of_the_search(rows: int) -> None:
    """However much there is to suggest: for the titles, for regions, for partners."""
    crowd.crowd(rows)
    for typed in ("Roboter", "MINT", "Museum"):
        alone = of_the_search(typed)
        assert best(Question(words=typed), 4) != []
        current().remembered.clear()
        assert questions(f"{ADDRESS}?q={typed}") == alone + 3, typed
    assert questions(f"{ADDRESS}?q=R") == 0


def test_browsers_may_keep_an_answer_for_a_moment(world: World) -> None:
    assert get(f"{ADDRESS}?q=Robo").response["Cache-Control"] == "max-age=60"


@pytest.mark.parametrize("address", ["/", "/angebote/"])
def test_the_field_is_plain_until_a_script_makes_it_more(world: World, address: str) -> None:
    page = get(address)
    field = page.by_id("q")
    assert (field["type"], field["name"]) == ("search", "q")
    assert field["data-suggestions"] == ADDRESS
    assert not [name for name in field.attributes if name == "role" or name.startswith("aria-")]
    assert not page.tree.all(role="listbox")
    assert [one for one in page.tree.all("script") if "/combobox." in one.get("src")]
