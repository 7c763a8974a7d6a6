"""The search: words, orders, and what it never does."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offers.actions import occurrences, offers
from offers.models import Offer
from offers.search import Question, positions, search
from offers.search.rows import current
from tests import cast
from tests.offers.questions import ask

PROJECTION = {"offers_searchchange", "offers_searchposting", "offers_searchform"}


def live(half: cast.Half, title: str, **changes: Any) -> int:
    """The id of a published offer by arrangement with plain words, without a date."""
    plain = {"summary": "Satz.", "description": "Text.", "by_arrangement": True, **changes}
    return offers.publish(cast.offer(half.region, half.museum, title=title, **plain)).pk


def found(text: str) -> list[int]:
    return search(Question(words=text)).ids


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Mädchen", "mädchen", "MÄDCHEN", "Maedchen", "madchen", "Mädch"])
def test_umlauts_are_found_however_they_are_typed(world: cast.World, text: str) -> None:
    pk = live(world.nord, "Mädchen forschen")
    assert found(text) == [pk]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Feuerlöscher bauen", "Feuerloescher"),
        ("Bauernhöfe besuchen", "bauernhoefe"),
        ("Steuergeräte löten", "steuergeraete"),
        ("Die Bäuerin erzählt", "Baeuerin"),
        ("Neue Küche", "neue Kueche"),
        ("Straße der Sterne", "strasse"),
        ("Strasse der Sterne", "Straße"),
        ("A\u0308rzte von morgen", "Ärzte"),
        ("Aktuelle Quellen", "aktuelle quellen"),
    ],
)
def test_words_in_which_the_letters_of_an_umlaut_stand_for_themselves(
    world: cast.World, title: str, text: str
) -> None:
    pk = live(world.nord, title)
    assert pk in found(text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Forscherinnen gesucht", "Forscherin"),
        ("Experimente", "Experiment"),
        ("Experiment", "Experimente"),
        ("Die Häuser der Zukunft", "Haus"),
        ("Kristallzucht", "Kristall"),
        ("Robotik-AG", "robotik"),
        ("Wasser-Labor", "Wasserlabor"),
        ("Wasserlabor", "Wasser-Labor"),
        ("Roboterwettbewerb", "Roboter"),
        ("Lego-Roboter-AG", "Roboter"),
        ("Roboterwettbewerb", "Wettbewerb"),
        ("Kurs in den Ferien", "Ferienkurs"),
        ("Chemie im Alltag", "Chmie"),
        ("Robotik im Alltag", "Robotk"),
        ("3D drucken", "3d druken"),
        ("Coding für Anfänger", "Programmieren"),
        ("Im Kindergarten", "Kita"),
        ("CO₂ messen", "CO2"),
    ],
)
def test_forms_parts_slips_and_synonyms(world: cast.World, title: str, text: str) -> None:
    pk = live(world.nord, title)
    assert pk in found(text)


def test_those_with_all_words_come_before_those_with_some(world: cast.World) -> None:
    pk = live(world.nord, "Prisma", summary="Vulkan.", description="Quark.", flow=["Zirkel"])
    other = live(world.nord, "Vulkan", summary="Prisma.")
    for text in ("prisma vulkan quark", "zirkel prisma", "vulkan, quark!"):
        assert found(text)[0] == pk, text
    answer = search(Question(words="prisma quark"))
    assert (answer.ids, answer.partly) == ([pk, other], 1)
    assert found("kristall") == []


def test_an_excluded_word_and_a_phrase_are_strict(world: cast.World) -> None:
    phrase = live(world.nord, "Planeten auf dem Schulhof")
    words = live(world.nord, "Der Schulhof und die Planeten")
    assert set(found("planeten schulhof")) == {phrase, words}
    assert found('"planeten auf dem schulhof"') == [phrase]
    assert found("„Planeten auf dem Schulhof“") == [phrase]
    assert found('"planeten dem schulhof"') == []
    assert found("planeten -der") == [phrase, words]  # stop words exclude nothing
    live(world.nord, "Planeten und Roboter")
    assert set(found("planeten -roboter")) == {phrase, words}


def test_what_was_searched_instead_is_told(world: cast.World) -> None:
    live(world.nord, "Mikroskope zu Gast")
    answer = search(Question(words="Mikroskob"))
    assert answer.corrections == (("mikroskob", "Mikroskope"),)
    assert search(Question(words="mikroskop")).corrections == ()
    nothing = search(Question(words="mikrofonie"))
    assert nothing.total == 0 or nothing.corrections


def test_a_word_in_the_title_weighs_more_than_one_in_the_text(world: cast.World) -> None:
    text = live(world.nord, "Eins", description="Vulkan " * 3)
    summary = live(world.nord, "Drei", summary="Vulkan")
    keywords = live(world.nord, "Zwei", keywords=["Vulkan"])
    names = live(world.nord, "Vier", plz="44805", town="Vulkan")
    title = live(world.nord, "Vulkan")
    assert found("vulkan") == [title, names, keywords, summary, text]


def test_a_whole_word_weighs_more_than_a_beginning(world: cast.World) -> None:
    beginning = live(world.nord, "Magnetschwebebahn")
    whole = live(world.nord, "Magnet")
    assert found("magnet") == [whole, beginning]


@pytest.mark.parametrize("text", ["der", "und die das", "für", "DER"])
def test_stop_words_alone_find_nothing(world: cast.World, text: str) -> None:
    assert search(ask({"q": [text]}).question).total == 0


def test_stop_words_beside_others_do_not_matter(world: cast.World) -> None:
    assert len(found("der Roboter und das")) == 2


HOSTILE = (
    "'; DROP TABLE offers_offer; --",
    "a & | !",
    ":*",
    "a:* & !b",
    "roboter:*",
    "((((",
    "'\\' roboter",
    "\\",
    "<-> <2>",
    "%s %(x)s %%",
    "$$ $1",
    "roboter\x00nord",
    "\x00",
    "😀",
    "👩\u200d🔬 Forscherin",
    "\ud800",
    "robo\udfffter",
    "ﬃ Ⅷ ²",
    "क्षि",
    "\u202eroboter",
    "İ ß ẞ",
    "_ __ _x_",
    "x" * 10_000,
    "wort " * 2_000,
    "ae" * 40,
    "aeoeue" * 2_000,
    " ".join(map(str, range(1000))),
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_raises(world: cast.World, text: str) -> None:
    search(Question(words=text))
    positions(Question(words=text))
    asked = ask({"q": [text.encode("utf-8", "replace").decode()]})
    asked.data = asked.data.copy()
    asked.data["q"] = text
    assert search(asked.question).total in {0, 1, 2}
    assert [problem.parameter for problem in asked.problems] in ([], ["q"])
    assert Offer.objects.in_region(world.nord.region).exists()


def test_operators_are_only_signs_between_words(world: cast.World) -> None:
    nord, sued = (half.offers["published"].pk for half in (world.nord, world.sued))
    assert found("roboter & !nord") == found("robo:* | nord") == [nord, sued]


# --- what it never does -----------------------------------------------------------------------


def test_two_statements_that_never_look_at_the_offers_themselves(world: cast.World) -> None:
    text = (
        "q=roboter&ort=44805&umkreis=50&stufe=sek1&klasse=8&alter=13&bereich=t&fach=technik"
        "&format=workshop&durchfuehrung=vor-ort&kosten=bis-5&sprache=de&gruppe=5&von=2026-01-01"
        "&bis=2099-01-01&wochentag=mo&ferien=nein&land=NW&kreis=05911&sort=entfernung&seite=2"
    )
    assert current().synonyms  # read once for a state of the projection
    for asked in (ask(""), ask(text)):
        question = asked.question
        for answer in (search, positions):
            current().remembered.clear()
            with CaptureQueriesContext(connection) as statements:
                answer(question)
            tables = [re.findall(r"\boffers_\w+", one["sql"]) for one in statements]
            assert {name for names in tables for name in names} <= PROJECTION
            assert len(statements) <= 3  # what changed, words, and what rare ones begin


def test_what_is_not_published_never_appears(world: cast.World) -> None:
    public = [half.offers["published"].pk for half in (world.nord, world.sued)]
    for question in (
        Question(),
        Question(words="Entwurf"),
        Question(words="Zurückgezogen"),
        Question(near=(51.48, 7.22)),
        Question(regions=(world.nord.region.pk, world.sued.region.pk)),
    ):
        assert set(search(question).ids) <= set(public)
    assert set(search(Question()).ids) == set(public)
    offers.withdraw(world.nord.offers["published"])
    assert search(Question()).ids == public[1:]
    assert found("Nord") == []


def test_a_cancelled_date_is_no_longer_found(world: cast.World) -> None:
    offer = world.nord.offers["published"]
    asked = f"von=2020-01-01&region={world.nord.region.slug}"
    assert search(ask(asked).question).total == 1
    occurrences.cancel(offer.occurrences.get())
    assert search(ask(asked).question).total == 0
    assert search(ask(f"region={world.nord.region.slug}").question).total == 1


# --- questions at the edge --------------------------------------------------------------------


def test_an_impossible_question_finds_and_counts_nothing(world: cast.World) -> None:
    answer = search(Question(impossible=True))
    assert (answer.ids, answer.total, answer.distances, answer.pages) == ([], 0, {}, 1)
    assert not any(count for words in answer.counts.values() for count in words.values())
    assert positions(Question(impossible=True)) == []


def test_a_mask_of_nothing_fits_nothing(world: cast.World) -> None:
    answer = search(Question(masks={"stufe": 0}))
    assert answer.total == 0
    assert answer.counts["stufe"]["sek1"] == 2
    assert answer.counts["fach"]["technik"] == 0


def test_a_page_behind_the_last_is_empty_but_counts(world: cast.World) -> None:
    answer = search(Question(page=100_000))
    assert (answer.ids, answer.total, answer.pages) == ([], 2, 1)


def test_no_institution_is_not_the_same_as_any(world: cast.World) -> None:
    assert search(Question(institutions=())).total == 0
    assert search(Question(institutions=None)).total == 2
    assert search(Question(regions=())).total == 0
    assert search(Question(kreise=())).total == 0
