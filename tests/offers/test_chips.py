"""Chips: what was chosen, in words, each with the address without it."""

import pytest

from mintportal.geo.areas import KREISE
from offers.chips import chips
from offers.search import search
from tests import cast
from tests.offers.questions import ask, questions


def labels(text: str) -> list[str]:
    return [chip.label for chip in chips(ask(text))]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("q=Roboter", "„Roboter“"),
        ("q=%3Cb%3E", "„<b>“"),
        ("klasse=7", "Klasse 7"),
        ("klasse=0", "Klasse 0"),
        ("alter=12", "12 Jahre"),
        ("gruppe=28", "Plätze für 28"),
        ("stufe=sek1", "Sek I"),
        ("bereich=n", "Naturwissenschaften"),
        ("fach=mint", "MINT übergreifend"),
        ("format=ag", "Arbeitsgemeinschaft"),
        ("durchfuehrung=mobil", "kommt in die Einrichtung"),
        ("schwerpunkt=maedchen", "Mädchen"),
        ("kosten=bis-5", "bis 5 € pro Person"),
        ("merkmal=stufenfrei", "stufenfrei"),
        ("sprache=uk", "Ukrainisch"),
        ("von=2027-01-12", "von Di, 12. Jan. 2027"),
        ("bis=12.01.2027", "bis Di, 12. Jan. 2027"),
        ("wochentag=so", "Sonntag"),
        ("ferien=nein", "nur außerhalb der Ferien"),
        ("vereinbarung=ja", "nach Vereinbarung"),
        ("anbieter=museum-nord", "Museum Nord"),
        ("region=mint-region-sued", "MINT-Region Süd"),
        ("land=NW", "Nordrhein-Westfalen"),
        ("ort=44805", "25 km um 44805 Bochum"),
        ("ort=Bochum&umkreis=5", "5 km um Bochum"),
        ("ort=44805&umkreis=0", "44805 Bochum"),
        ("ort=Bayern", "Bayern"),
    ],
)
def test_a_chip_says_what_was_chosen(world: cast.World, text: str, label: str) -> None:
    (chip,) = chips(ask(text))
    assert (chip.label, chip.address.text) == (label, "")


def test_each_of_several_values_has_its_own_chip(world: cast.World) -> None:
    found = chips(ask("stufe=sek2&stufe=kita&kreis=05911&sort=datum&seite=2"))
    assert [(chip.label, chip.address.text) for chip in found] == [
        ("Sek II", "?stufe=kita&kreis=05911&sort=datum"),
        ("Kita", "?stufe=sek2&kreis=05911&sort=datum"),
        (KREISE["05911"].label, "?stufe=sek2&stufe=kita&sort=datum"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("", "sort=datum&ansicht=karte&seite=2", "umkreis=5", "fremd=1"),
        *("stufe=quatsch", "klasse=14", "von=31.02.2027", "ort=99999", "ort=Neustadt"),
        *("anbieter=quatsch", "region=quatsch", "land=XX", "gruppe=0"),
    ],
)
def test_what_narrows_nothing_or_was_not_understood_has_no_chip(
    world: cast.World, text: str
) -> None:
    assert labels(text) == []


def test_the_known_beside_the_unknown_has_a_chip(world: cast.World) -> None:
    assert labels("stufe=quatsch&stufe=kita") == ["Kita"]
    assert labels("anbieter=quatsch&anbieter=museum-nord") == ["Museum Nord"]


def test_taking_a_single_value_away_never_leads_to_less(world: cast.World) -> None:
    for asked in questions(41, 60, world):
        single = {name: values[:1] for name, values in asked.items()}
        first = ask(single)
        if first.question.with_others:
            continue  # what else there is at a place goes with the place
        before = search(first.question).total
        for chip in chips(first):
            assert search(ask(chip.address.text).question).total >= before, (single, chip)
