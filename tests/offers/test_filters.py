"""The table of search parameters: what each understands, and what it says when it does not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from mintportal.geo.areas import KREISE
from offers.actions import offers
from offers.address import PARAMETERS, SHOWING
from offers.facets import FACETS
from offers.filters import OfferFilter
from offers.models import SearchRow
from offers.search import Question, search
from tests import cast
from tests.offers.questions import ask

WORDS = {facet.parameter: facet.vocabulary.values for facet in FACETS}
WORDS |= {
    "auch": ["anderes"],
    "wochentag": ["mo", "di", "mi", "do", "fr", "sa", "so"],
    "ferien": ["ja", "nein"],
    "vereinbarung": ["ja"],
    "kreis": ["05911", "09761"],
    "land": ["NW", "BY"],
    "sort": ["passend", "entfernung", "datum"],
    "ansicht": ["liste", "karte"],
}
PLAIN = Question(radius=25)
NUMBERS = {
    "umkreis": (0, 500),
    "klasse": (0, 13),
    "alter": (0, 99),
    "gruppe": (1, 2000),
    "seite": (1, 100_000),
}


def understood(text: str) -> Question:
    """The question of an address in which everything is understood."""
    asked = ask(text)
    assert asked.problems == []
    return asked.question


def problem(text: str) -> tuple[str, str]:
    """(parameter, sentence) of the one thing that is not understood."""
    (found,) = ask(text).problems
    return found.parameter, str(found.sentence)


def nothing(text: str) -> bool:
    """Whether the question fits nothing at all."""
    return search(ask(text).question).total == 0


# --- all of the table -------------------------------------------------------------------------


def test_the_form_knows_exactly_the_table() -> None:
    assert list(OfferFilter(QueryDict()).form.fields) == list(PARAMETERS)


def test_without_parameters_everything_is_asked() -> None:
    assert understood("") == PLAIN


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("value", ["", "+", "&{name}="])
def test_an_empty_parameter_asks_for_nothing(db: None, name: str, value: str) -> None:
    text = f"{name}={value.format(name=name)}"
    assert understood(text) == PLAIN
    assert ask(text).address.text == ""


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("q=Roboter+bauen", {"words": "Roboter bauen"}),
        ("q=alt&q=neu", {"words": "neu"}),
        ("klasse=0", {"grade": 0}),
        ("klasse=13", {"grade": 13}),
        ("klasse=5&klasse=7", {"grade": 7}),
        ("alter=0", {"age": 0}),
        ("alter=99", {"age": 99}),
        ("gruppe=1", {"group": 1}),
        ("gruppe=2000", {"group": 2000}),
        ("von=2027-01-31", {"first_day": date(2027, 1, 31)}),
        ("von=31.01.2027", {"first_day": date(2027, 1, 31)}),
        ("bis=1.2.2027", {"last_day": date(2027, 2, 1)}),
        ("von=2028-02-29&bis=2028-02-29", {
            "first_day": date(2028, 2, 29), "last_day": date(2028, 2, 29)}),
        ("wochentag=so&wochentag=mo", {"weekdays": (6, 0)}),
        ("ferien=ja", {"in_holidays": True}),
        ("ferien=nein", {"in_holidays": False}),
        ("ferien=ja&ferien=nein", {"in_holidays": False}),
        ("vereinbarung=ja", {"by_arrangement": True}),
        ("kreis=05911&kreis=09761", {"kreise": ("05911", "09761")}),
        ("land=NW&land=BY", {"laender": ("NW", "BY")}),
        ("land=+NW+", {"laender": ("NW",)}),
        ("sort=datum", {"sort": "datum"}),
        ("seite=3", {"page": 3}),
        ("umkreis=25", {"radius": 25}),
        ("umkreis=0", {"radius": None}),
        ("auch=anderes", {"with_others": True}),
        ("ansicht=karte", {}),
        ("ausschnitt=51.2,10.4,100", {}),
    ],
)  # fmt: skip
def test_what_a_parameter_means(db: None, text: str, changes: dict[str, Any]) -> None:
    assert understood(text) == replace(PLAIN, **changes)


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.parameter)
def test_words_of_a_facet_are_bits_of_its_mask(facet: Any) -> None:
    name = facet.parameter
    for bit, word in enumerate(facet.vocabulary.values):
        assert understood(f"{name}={word}").masks == {name: 1 << bit}
    first, second = facet.vocabulary.values[:2]
    both = understood(f"{name}={first}&{name}={second}&{name}={first}").masks[name]
    # `kosten` is one limit: the last that is said. The others are joined by OR.
    assert both == (1 if not PARAMETERS[name] else 3)


def test_slugs_become_ids(world: cast.World) -> None:
    museum, region = world.nord.museum, world.sued.region
    assert understood(f"anbieter={museum.slug}").institutions == (museum.pk,)
    both = f"region={region.slug}&region={world.nord.region.slug}"
    assert set(understood(both).regions or ()) == {region.pk, world.nord.region.pk}
    many = "&".join(f"region={region.slug}" for _ in range(20))
    assert understood(many).regions == (region.pk,)


# --- what is not understood ---------------------------------------------------------------------


@pytest.mark.parametrize("name", WORDS)
def test_a_word_that_nobody_knows_is_named_and_fits_nothing(world: cast.World, name: str) -> None:
    label = ask("").form.fields[name].label
    parameter, sentence = problem(f"{name}=quatsch")
    assert (parameter, sentence) == (name, f"„quatsch“ kennen wir bei „{label}“ nicht.")
    assert nothing(f"{name}=quatsch") is (name not in SHOWING)


@pytest.mark.parametrize("name", [name for name in WORDS if PARAMETERS[name]])
def test_a_known_word_beside_an_unknown_one_still_counts(world: cast.World, name: str) -> None:
    known = WORDS[name][0]
    text = f"{name}=quatsch&{name}={known}&{name}=b%00l%C3%B6d"
    assert problem(text)[1].startswith("„quatsch, b l")
    asked, alone = ask(text).question, ask(f"{name}={known}").question
    assert asked == alone
    assert search(asked) == search(alone)


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_have_bounds_and_say_them(world: cast.World, name: str) -> None:
    low, high = NUMBERS[name]
    label = ask("").form.fields[name].label
    sentence = f"Bei „{label}“ passt eine ganze Zahl von {low} bis {high}."
    for value in (low, high):
        assert ask(f"{name}={value}&ort=Bochum").problems == []
    for value in (low - 1, high + 1, 10**9, 10**400, "1.5", "1,5", "abc", "1e1", "٣x", "0x1"):
        assert problem(f"{name}={value}") == (name, sentence)
        assert nothing(f"{name}={value}") is (name not in SHOWING)


@pytest.mark.parametrize("name", ["von", "bis"])
@pytest.mark.parametrize(
    "value",
    ["31.02.2027", "2027-02-31", "29.02.2027", "gestern", "2027", "1999-12-31", "2100-01-02",
     "0001-01-01", "9999-12-31", "2027-13-01", "2027-01-01T10:00", "%00"],
)  # fmt: skip
def test_days_that_do_not_exist(world: cast.World, name: str, value: str) -> None:
    assert problem(f"{name}={value}") == (name, f"Bei „{name}“ passt ein Tag wie 31.01.2027.")
    assert nothing(f"{name}={value}")


def test_days_that_run_backwards(world: cast.World) -> None:
    text = "von=2027-02-01&bis=2027-01-31"
    assert problem(text) == ("bis", "Der Zeitraum endet, bevor er beginnt.")
    assert nothing(text)


@pytest.mark.parametrize("name", ["anbieter", "region"])
def test_slugs_that_nobody_has(world: cast.World, name: str) -> None:
    known = {"anbieter": world.nord.museum, "region": world.nord.region}[name].slug
    assert problem(f"{name}=quatsch") == (name, "Das kennen wir nicht: quatsch")
    assert nothing(f"{name}=quatsch")
    assert problem(f"{name}=quatsch&{name}={known}&{name}=b%C3%B6d")[1].endswith("quatsch, böd")
    assert search(ask(f"{name}=quatsch&{name}={known}").question).total == 1
    too_many = "&".join(f"{name}=x{number}" for number in range(21))
    label = ask("").form.fields[name].label
    assert problem(too_many) == (name, f"Bei „{label}“ gehen bis zu 20 Angaben.")
    assert nothing(too_many)


def test_names_that_are_no_parameter_are_named_but_do_not_narrow(world: cast.World) -> None:
    text = "stuffe=kita&utm_source=x&%00%0Ab=1"
    sentence = "Diese Angaben in der Adresse kennen wir nicht: b, stuffe, utm_source"
    assert problem(text) == ("", sentence)
    assert search(ask(text).question).total == 2
    assert len(problem("x" * 5000 + "=1")[1]) < 120


def test_words_without_a_letter_are_named(world: cast.World) -> None:
    sentence = "Bei „Was?“ steht kein Wort, nach dem wir suchen können."
    for typed in ("???", "%F0%9F%98%80", "%00", "_"):
        assert problem(f"q={typed}") == ("q", sentence)
        assert nothing(f"q={typed}")
    assert problem("q=" + "x" * 201)[0] == "q"
    assert nothing("q=" + "x" * 201)


def test_every_problem_is_told_in_the_order_of_the_table(world: cast.World) -> None:
    asked = ask("seite=0&klasse=14&stufe=x&gruppe=0&quatsch=1")
    assert [one.parameter for one in asked.problems] == ["stufe", "klasse", "gruppe", "seite", ""]
    assert all(str(one.sentence) for one in asked.problems)


# --- places -----------------------------------------------------------------------------------


def test_a_place_is_a_circle_around_it(world: cast.World) -> None:
    question = understood("ort=44805")
    assert question.near == pytest.approx((51.5, 7.25), abs=0.1)
    assert question.radius == 25
    assert understood("ort=44805&umkreis=5").radius == 5
    everywhere = understood("ort=44805&umkreis=0")
    assert (everywhere.near, everywhere.radius) == (question.near, None)
    far = {"plz": "86150", "by_arrangement": True}
    offers.publish(cast.offer(world.sued.region, world.sued.museum, **far))
    assert search(question).total == 2
    assert search(everywhere).total == 3


@pytest.mark.parametrize("text", ["99999", "00000", "Qwertzhausen", "%F0%9F%98%80", "12"])
def test_a_place_that_nobody_knows(world: cast.World, text: str) -> None:
    asked = ask(f"ort={text}")
    (found,) = asked.problems
    assert (found.parameter, found.guesses) == ("ort", ())
    assert str(found.sentence).startswith("Den Ort „")
    assert nothing(f"ort={text}")


def test_a_place_of_which_there_are_many_gives_guesses(world: cast.World) -> None:
    (found,) = ask("ort=Neustadt").problems
    assert "Meinten Sie" in str(found.sentence)
    assert len(found.guesses) > 3
    assert nothing("ort=Neustadt")
    for guess in found.guesses:
        assert ask({"ort": [guess.label]}).problems == []


def test_a_slip_gives_guesses(world: cast.World) -> None:
    (found,) = ask("ort=Bochun").problems
    assert "Bochum" in [guess.name for guess in found.guesses]


def test_a_whole_land_or_kreis_is_an_area_and_no_circle(world: cast.World) -> None:
    assert understood("ort=Bayern") == replace(PLAIN, area=("land", "BY"))
    assert understood("ort=Bayern&umkreis=5").area == ("land", "BY")
    assert understood("ort=Rhein-Erft-Kreis").area == ("kreis", "05362")
    assert KREISE["05362"].name == "Rhein-Erft-Kreis"


def test_an_area_and_another_filter_on_places_must_both_fit(world: cast.World) -> None:
    there = {"plz": "86150", "town": "Augsburg", "by_arrangement": True}
    one = cast.published(world.sued.region, None, **there)
    for text in ("ort=Bayern", "ort=Bayern&land=BY", "ort=Bayern&kreis=09761"):
        assert search(understood(text)).ids == [one.pk], text
    assert nothing("ort=Bayern&land=NW")
    assert nothing("ort=Bayern&kreis=05911")


# --- the rest ---------------------------------------------------------------------------------


def test_a_filter_set_narrows_rows_to_the_page(world: cast.World) -> None:
    asked = ask(f"region={world.nord.region.slug}")
    assert list(asked.filter_queryset(SearchRow.objects.all())) == [
        SearchRow.objects.get(pk=world.nord.offers["published"].pk)
    ]


def test_the_map_is_shown_when_asked_for() -> None:
    assert ask("ansicht=karte").shows_map
    assert not ask("ansicht=liste").shows_map
    assert not ask("ansicht=quatsch").shows_map
    assert not ask("").shows_map


def test_a_window_that_is_none_is_named_but_does_not_narrow(world: cast.World) -> None:
    parameter, sentence = problem("ausschnitt=hier")
    assert (parameter, sentence) == ("ausschnitt", "Den Kartenausschnitt „hier“ gibt es nicht.")
    assert search(ask("ausschnitt=hier").question).total == 2
