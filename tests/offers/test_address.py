"""The address of a search: one for every search."""

import string

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from offers.address import DEPENDENT, PARAMETERS, SHOWING, Address
from offers.search import search
from partners.actions import institutions
from partners.actions.institutions import InstitutionData
from tests import cast
from tests.offers.questions import ask, questions

VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
GIVEN = st.dictionaries(
    st.sampled_from([*PARAMETERS, "fremd"]), st.lists(VALUES, max_size=4), max_size=6
)


PIECES = (
    *("Vulkan", "Klasse 8", "8", "Klasse", "3b", "ab 10 Jahren", "Oberstufe", "kommt zu uns"),
    *("in Bochum", "in", "Essen", "Kreis Unna", "Bayern", "44805", '"in Köln"', "-Bonn", "der"),
)


def of(text: str) -> Address:
    return Address.of(dict(QueryDict(text.removeprefix("?")).lists()))


@given(GIVEN)
def test_an_address_read_again_is_the_same(given_values: dict[str, list[str]]) -> None:
    address = Address.of(given_values)
    assert of(address.text) == address
    assert address.tidied() == address


@given(GIVEN, st.sampled_from(list(PARAMETERS)), st.sampled_from(string.digits))
def test_every_change_is_canonical_too(
    given_values: dict[str, list[str]], name: str, value: str
) -> None:
    address = Address.of(given_values)
    for changed in (
        address.without(name),
        address.replaced(name, value),
        address.only_search(),
        address.only_showing(),
    ):
        assert of(changed.text) == changed
    assert not any(key == name for key, _ in address.without(name).pairs)
    if DEPENDENT.get(name, set()) <= set(dict(address.pairs)):
        assert [other for key, other in address.replaced(name, value).pairs if key == name] == [
            value
        ]


@given(st.permutations(["stufe=sek1", "ort=44805", "q=x", "umkreis=5", "seite=2", "land=NW"]))
def test_the_order_in_which_things_are_said_does_not_matter(parts: list[str]) -> None:
    assert of("&".join(parts)).text == "?q=x&ort=44805&umkreis=5&stufe=sek1&land=NW&seite=2"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("", ""),
        ("fremd=1", ""),
        ("q=", ""),
        ("q=++", ""),
        ("q=+Roboter++", "?q=Roboter"),
        ("q=alt&q=neu", "?q=neu"),
        ("kosten=bis-5&kosten=bis-10", "?kosten=bis-10"),
        ("stufe=sek1&stufe=kita&stufe=sek1", "?stufe=sek1&stufe=kita"),
        ("umkreis=5", ""),
        ("umkreis=5&ort=", ""),
        ("auch=anderes&ort=Essen", "?ort=Essen"),
        ("auch=anderes&ort=Essen&q=x", "?q=x&ort=Essen&auch=anderes"),
        ("q=%C3%A4%26%3D%23", "?q=%C3%A4%26%3D%23"),
    ],
)
def test_canonical_addresses(text: str, canonical: str) -> None:
    assert of(text).text == canonical


def test_without_takes_a_parameter_or_one_of_its_values() -> None:
    address = of("stufe=kita&stufe=sek1&ort=44805&umkreis=5&seite=3")
    assert address.without("stufe").text == "?ort=44805&umkreis=5"
    assert address.without("stufe", "kita").text == "?ort=44805&umkreis=5&stufe=sek1"
    assert address.without("ort").text == "?stufe=kita&stufe=sek1"
    assert address.without("klasse").text == "?ort=44805&umkreis=5&stufe=kita&stufe=sek1"


def test_replaced_starts_on_the_first_page_unless_only_the_showing_changes() -> None:
    address = of("stufe=kita&seite=3&sort=datum&ansicht=karte")
    assert address.replaced("klasse", 7).text == "?stufe=kita&klasse=7&sort=datum&ansicht=karte"
    assert address.replaced("sort", "passend").text == "?stufe=kita&sort=passend&ansicht=karte"
    assert address.replaced("seite", 4)["seite"] == "4"
    for name, value in (("ansicht", "liste"), ("ausschnitt", "51,10,100")):
        changed = address.replaced(name, value)
        assert (changed[name], changed["seite"]) == (value, "3")
    assert address.replaced("umkreis", 5).text == "?stufe=kita&sort=datum&ansicht=karte"


def test_search_and_showing_are_two_halves() -> None:
    address = of("q=x&stufe=kita&sort=datum&ansicht=karte&ausschnitt=51,10,9&seite=2")
    assert address.only_search().text == "?q=x&stufe=kita"
    assert {name for name, _ in address.only_showing().pairs} == SHOWING - {"seite"}


def test_a_parameter_by_name_is_its_last_value() -> None:
    address = of("stufe=kita&stufe=sek1")
    assert (address["stufe"], address["q"]) == ("sek1", "")


def test_a_canonical_address_asks_the_same(world: cast.World) -> None:
    institutions.register(InstitutionData("Schule", "schule"))
    for asked in questions(31, 60, world):
        first = ask({**asked, "fremd": ["1"]})
        second = ask(first.address.text)
        assert second.address == first.address
        assert search(second.question) == search(first.question)
        assert not [one for one in second.problems if one.parameter]


@given(st.lists(st.sampled_from(PIECES), max_size=6), st.sampled_from(["", "9"]))
def test_what_was_understood_is_asked_again_and_nothing_else(
    pieces: list[str], klasse: str
) -> None:
    first = ask({"q": [" ".join(pieces)], "klasse": [klasse], "seite": ["2"], "sort": ["datum"]})
    second = ask(first.address.text)
    assert second.understood.parts == ()
    assert second.address == first.address
    assert second.question == first.question


def test_an_odd_address_asks_the_same_as_its_canonical_form(world: cast.World) -> None:
    for text in (
        "stufe=+sek1+&klasse=+8+&q=+Roboter+",
        "umkreis=5&land=NW",
        "ort=+44805&umkreis=5&von=+1.1.2026",
        "kosten=kostenlos&kosten=bis-10",
        "ferien=ja&ferien=nein",
    ):
        first = ask(text)
        assert search(ask(first.address.text).question) == search(first.question), text
