"""Filters in the words of a query: what is understood, and what must stay a word."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.understanding import LONGEST, Understood, understand

PREPOSITIONS = ("in", "bei", "um", "nahe", "aus", "raum", "umkreis", "rund", "nähe")
"""What may stand before a place, and goes with it."""

UNDERSTOOD = [
    # classes
    ("Roboter Klasse 8", "Roboter", "klasse=8"),
    ("Roboter KLASSE  8", "Roboter", "klasse=8"),
    ("Roboter 3. Klasse", "Roboter", "klasse=3"),
    ("Roboter für die 4. Klasse", "Roboter", "klasse=4"),
    ("Klasse 5b Mikroskop", "Mikroskop", "klasse=5"),
    ("Strom Klassen 5 bis 7", "Strom", "klasse=5"),
    ("Strom Klasse 3/4", "Strom", "klasse=3"),
    ("1. bis 4. Klasse Strom", "Strom", "klasse=1"),
    ("Strom Kl. 10", "Strom", "klasse=10"),
    ("Optik Jahrgang 9", "Optik", "klasse=9"),
    ("Optik Jahrgangsstufe 11", "Optik", "klasse=11"),
    ("Optik in der 5. Klasse", "Optik", "klasse=5"),
    ("dritte Klasse Magnete", "Magnete", "klasse=3"),
    ("Magnete für die dritte Klasse", "Magnete", "klasse=3"),
    ("Magnete für Drittklässler", "Magnete", "klasse=3"),
    ("Magnete für Zwölftklässlerinnen", "Magnete", "klasse=12"),
    ("Magnete für 4.-Klässler", "Magnete", "klasse=4"),
    ("Magnete für Viertklaessler", "Magnete", "klasse=4"),
    ("Roboter für meine 7", "Roboter", "klasse=7"),
    ("Roboter für die 3b", "Roboter", "klasse=3"),
    ("Roboter 10c", "Roboter", "klasse=10"),
    ("Roboter für die Vierte", "Roboter", "klasse=4"),
    ("Mathe in der 10", "Mathe", "klasse=10"),
    ("meine 8 soll experimentieren", "soll experimentieren", "klasse=8"),
    ("Klasse 13", "", "klasse=13"),
    ("Klasse 8 Klasse 9", "Klasse 9", "klasse=8"),
    # ages
    ("Roboter ab 10 Jahren", "Roboter", "alter=10"),
    ("Roboter 10 Jahre", "Roboter", "alter=10"),
    ("Roboter für 8-Jährige", "Roboter", "alter=8"),
    ("Roboter 9jährige", "Roboter", "alter=9"),
    ("Roboter für 8-jaehrige", "Roboter", "alter=8"),
    ("Roboter 6-10 Jahre", "Roboter", "alter=6"),
    ("Roboter sechs Jahre", "Roboter", "alter=6"),
    ("Roboter zehnjährige", "Roboter", "alter=10"),
    ("Sohn (9) Dinos", "Dinos", "alter=9"),
    ("Tochter, 12 Dinos", "Dinos", "alter=12"),
    ("Roboter für Jugendliche ab 14", "Roboter für Jugendliche", "alter=14"),
    ("Mädchen von 10 bis 13 Physik", "Mädchen Physik", "alter=10"),
    # stages and visits
    ("Dinos Oberstufe", "Dinos", "stufe=sek2"),
    ("Dinos gymnasiale Oberstufe", "Dinos", "stufe=sek2"),
    ("Dinos Sek II", "Dinos", "stufe=sek2"),
    ("Dinos Sek. 2", "Dinos", "stufe=sek2"),
    ("Dinos Sek I", "Dinos", "stufe=sek1"),
    ("Dinos Mittelstufe", "Dinos", "stufe=sek1"),
    ("Planetarium kommt zu uns", "Planetarium", "durchfuehrung=mobil"),
    ("Planetarium kommt in die Schule", "Planetarium", "durchfuehrung=mobil"),
    # places
    ("Chemie 44805", "Chemie", "ort=44805"),
    ("Chemie in Köln", "Chemie", "ort=Köln"),
    ("Köln Chemie", "Chemie", "ort=Köln"),
    ("Chemie BOCHUM", "Chemie", "ort=BOCHUM"),
    ("Bochum", "", "ort=Bochum"),
    ("Chemie nahe Essen", "Chemie", "ort=Essen"),
    ("Chemie bei München", "Chemie", "ort=München"),
    ("Chemie in Leer", "Chemie", "ort=Leer"),
    ("Raum Bochum Chemie", "Chemie", "ort=Bochum"),
    ("Chemie Frankfurt Oder", "Chemie", "ort=Frankfurt Oder"),
    ("Chemie in Freiburg im Breisgau", "Chemie", "ort=Freiburg im Breisgau"),
    ("Chemie Bad Homburg", "Chemie", "ort=Bad Homburg"),
    ("Mülheim an der Ruhr", "", "ort=Mülheim an der Ruhr"),
    ("Chemie in Brandenburg an der Havel", "Chemie", "ort=Brandenburg an der Havel"),
    ("44805 Bochum", "", "ort=44805"),
    ("Chemie 44805 Bochum und Umgebung", "Chemie und Umgebung", "ort=44805"),
    # places with signs, rivers, several words
    ("Halle (Saale) Chemie", "Chemie", "ort=Halle (Saale)"),
    ("Chemie in Halle/Saale", "Chemie", "ort=Halle/Saale"),
    ("Chemie Halle a. d. Saale", "Chemie", "ort=Halle a. d. Saale"),
    ("06108 Halle (Saale) Chemie", "Chemie", "ort=06108"),
    ("Frankfurt (Oder)", "", "ort=Frankfurt (Oder)"),
    ("Robotik Frankfurt a. M.", "Robotik", "ort=Frankfurt a. M."),
    ("Freiburg i.Br. Robotik", "Robotik", "ort=Freiburg i.Br."),
    ("Marburg (Lahn) Chemie", "Chemie", "ort=Marburg (Lahn)"),
    ("Essen an der Ruhr Chemie", "Chemie", "ort=Essen an der Ruhr"),
    ("Rothenburg ob der Tauber Physik", "Physik", "ort=Rothenburg ob der Tauber"),
    ("Oldenburg in Holstein Meer", "Meer", "ort=Oldenburg in Holstein"),
    ("St. Ingbert Chemie", "Chemie", "ort=St. Ingbert"),
    ("Castrop-Rauxel Robotik", "Robotik", "ort=Castrop-Rauxel"),
    ("Garmisch-Partenkirchen Sterne", "Sterne", "ort=Garmisch-Partenkirchen"),
    ("Chemie (Bochum)", "Chemie", "ort=Bochum"),
    ("Chemie, Bochum, Strom", "Chemie, Strom", "ort=Bochum"),
    # parts of towns, Kreise, Länder
    ("Chemie Köln-Ehrenfeld", "Chemie", "ort=Köln"),
    ("Raum Köln/Bonn Chemie", "Chemie", "ort=Köln"),
    ("Chemie Kreis Unna", "Chemie", "ort=Kreis Unna"),
    ("Chemie Emsland", "Chemie", "ort=Emsland"),
    ("Chemie in Bayern", "Chemie", "ort=Bayern"),
    ("Chemie Sachsen-Anhalt", "Chemie", "ort=Sachsen-Anhalt"),
    ("Chemie NRW", "Chemie", "ort=Nordrhein-Westfalen"),
    # towns that are cut words, or words alone
    ("Chemie Hamburg", "Chemie", "ort=Hamburg"),
    ("Chemie Ulm", "Chemie", "ort=Ulm"),
    ("Essen", "", "ort=Essen"),
    # several
    ("Chemie Klasse 8 in Bochum", "Chemie", "klasse=8 ort=Bochum"),
    ("Chemie Klasse 8 10 Jahre 44805", "Chemie", "klasse=8 alter=10 ort=44805"),
    ("Oberstufe kommt zu uns Köln", "", "stufe=sek2 durchfuehrung=mobil ort=Köln"),
]

ONLY_WORDS = [
    *("", " ", "Strom", "3D-Druck", "3d druck", "der 3D Drucker", "4D Kino", "CO2", "1x1"),
    *("die 3 fragezeichen", "die drei ???", "die 5 Sinne", "die vier Elemente", "7 Weltwunder"),
    *("die 4 Jahreszeiten", "11. September", "der 1. Mai", "2. Halbjahr", "Jugend forscht 2026"),
    *("20 Kinder", "mit meinen 3 Kindern", "für meine 2 Töchter", "7 Tage", "in 3 Tagen"),
    *("in 3 Stunden", "Mathe in der 7. Stunde", "Strom in der 3. Woche", "für die 10. Minute"),
    *("für 5 Euro", "für die 5 Euro", "24 Stunden", "1,5 Stunden", "seit 25 Jahren", "5 vor 12"),
    *("pH 7", "Lego EV3", "Python 3", "Mathe 10", "Klasse 14", "Klasse 0", "Klasse 2000"),
    *("Klasse2000", "Klasse", "für Klasse", "erste Hilfe", "Jahrgang 2015", "vor 100 Jahren"),
    *("Experimente in Halle", "Experimente in Wasser", "Experimente in der Kita", "00000"),
    *("gesundes Essen", "Wald in der Nähe", "Chemie in der Küche", "Roboter in der Grundschule"),
    *("Physik Hof", "Strom im Haus", "Chemie in Frankfurt", "Chemie in Neustadt", "Uni Siegen"),
    *("Kinder von 10 bis 12 Uhr", "Mädchen ab 3 Personen", "Kinder ab 5 Euro", "Strom ab 10"),
    *("Chemie in Paris", "Zellen", "Mars", "Regen", "Wolken", "Fisch", "Boden", "Bach", "Brunnen"),
    *("Basteln bei Regen", "Kleber aus Harz", "rund um Essen", "Essen oder Trinken"),
    *("Gießen von Metall", "Buch Wald", "Daten senden", "woher kamen die Dinosaurier"),
    *("Bochum-Projekt", "Stadt Land Fluss", '"Halle (Saale)" Chemie', "Dortmund-Ems-Kanal"),
]

PROTECTED = [
    *('"Klasse 8" Physik', "„Klasse 8“ Physik", "“Klasse 8” Physik", "«Klasse 8» Physik"),
    *("»Klasse 8« Physik", "‹Klasse 8› Physik", "›Klasse 8‹ Physik", "‟Klasse 8” Physik"),
    *('Physik "in Bochum"', 'Physik "44805', 'Physik -"Klasse 8"', "Physik −„Klasse 8“"),
    *("Physik -Bochum", "Physik −Bochum", "Physik –44805", "Physik -Oberstufe"),
]


def filters(found: Understood) -> str:
    return " ".join(f"{part.parameter}={part.value}" for part in found.parts)


@pytest.mark.parametrize(("text", "words", "expected"), UNDERSTOOD)
def test_what_is_understood(text: str, words: str, expected: str) -> None:
    found = understand(text)
    assert (found.words, filters(found)) == (words, expected)


@pytest.mark.parametrize("text", ONLY_WORDS)
def test_what_must_stay_words(text: str) -> None:
    assert understand(text) == Understood(text)


@pytest.mark.parametrize("text", PROTECTED)
def test_quoted_and_excluded_words_are_left_alone(text: str) -> None:
    assert understand(text) == Understood(text)


def test_beside_quoted_words_the_rest_is_read() -> None:
    found = understand('Chemie "in Köln" -"Klasse 3" Klasse 8 in Bochum')
    assert found.words == 'Chemie "in Köln" -"Klasse 3"'
    assert filters(found) == "klasse=8 ort=Bochum"


def test_what_is_understood_is_shown_as_it_was_typed() -> None:
    found = understand("Chemie für die 8. KLASSE in BOCHUM")
    assert [part.text for part in found.parts] == ["für die 8. KLASSE", "BOCHUM"]
    assert found.quoted == 'Chemie "für die 8. KLASSE" "BOCHUM"'
    assert understand("Chemie").quoted == "Chemie"
    assert understand("Klasse 8").quoted == '"Klasse 8"'


@pytest.mark.parametrize(
    ("given", "words", "expected"),
    [
        ((), "Chemie", "klasse=8 alter=13 stufe=sek1 ort=Bochum"),
        (("klasse",), "Chemie Klasse 8", "alter=13 stufe=sek1 ort=Bochum"),
        (("alter",), "Chemie 13 Jahre", "klasse=8 stufe=sek1 ort=Bochum"),
        (("stufe",), "Chemie Mittelstufe", "klasse=8 alter=13 ort=Bochum"),
        (("ort",), "Chemie in Bochum", "klasse=8 alter=13 stufe=sek1"),
        (("umkreis", "fach"), "Chemie", "klasse=8 alter=13 stufe=sek1 ort=Bochum"),
        (
            ("klasse", "alter", "stufe", "ort"),
            "Chemie Klasse 8 13 Jahre Mittelstufe in Bochum",
            "",
        ),
    ],
)
def test_what_is_already_set_stays(given: tuple[str, ...], words: str, expected: str) -> None:
    found = understand("Chemie Klasse 8 13 Jahre Mittelstufe in Bochum", given)
    assert (found.words, filters(found)) == (words, expected)


def test_a_long_text_is_left_as_it_is() -> None:
    ending = " Klasse 8"
    longest = "x" * (LONGEST - len(ending)) + ending
    assert filters(understand(longest)) == "klasse=8"
    assert understand("x" + longest) == Understood("x" + longest)


# --- any text ---------------------------------------------------------------------------------

PIECES = (
    *("Klasse", "8", "3.", "4b", "für", "die", "meine", "10", "Jahre", "ab", "-", "–", "bis"),
    *("Bochum", "in", "Raum", "44805", "Köln", "Halle", "Ruhr", "Mülheim", "an", "der", "Sohn"),
    *("Oberstufe", "Sek", "II", "kommt", "zu", "uns", '"', "„", "“", "(", ")", ",", ".", "İ", "ß"),
    *("\x00", "\ud800", "A\u0308", "ﬃ", "_", "Frankfurt", "Main", "Drittklässler", "zehn", "?"),
)
LIKE_QUERIES = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", " ", " ", "", "\n", "\u00a0"])),
    max_size=14,
).map(lambda pairs: "".join(piece + blank for piece, blank in pairs))
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=LONGEST + 20)
GIVEN = st.sets(st.sampled_from(["klasse", "alter", "stufe", "ort", "durchfuehrung", "fach"]))


@given(ANY_TEXT | LIKE_QUERIES, GIVEN)
def test_any_text_is_understood_somehow(text: str, given: set[str]) -> None:
    found = understand(text, given)
    parameters = [part.parameter for part in found.parts]
    assert len(set(parameters)) == len(parameters)
    assert not set(parameters) & given
    for part in found.parts:
        assert part.value
        assert part.text
        assert not letters(part.text) - letters(text)


def letters(text: str) -> Counter[str]:
    """Without brackets and commas, of which those around a place go with it."""
    return Counter(one for one in text if not one.isspace() and one not in "()[],.;:/")


@example("in 8 Mülheim")
@given(LIKE_QUERIES | ANY_TEXT)
def test_no_character_is_lost_but_the_preposition_of_a_place(text: str) -> None:
    found = understand(text)
    shown = letters("".join((found.words, *(part.text for part in found.parts))))
    assert not shown - letters(text)
    lost = letters(text.lower()) - letters(
        "".join((found.words, *(part.text for part in found.parts))).lower()
    )
    has_place = any(part.parameter == "ort" for part in found.parts)
    assert lost in [Counter(), *(Counter(one) for one in PREPOSITIONS if has_place)]


@given(LIKE_QUERIES)
def test_words_that_are_left_stand_in_their_order(text: str) -> None:
    left = "".join(understand(text).words.split())
    at = iter("".join(text.split()))
    assert all(one in at for one in left)


@given(LIKE_QUERIES)
@example("Klasse 8 Klasse 9")
def test_what_is_quoted_is_not_read_again(text: str) -> None:
    """Unless the text has a quote of its own, which would pair with another."""
    if not set(text) & set('"„“”«»'):
        assert understand(understand(text).quoted).parts == ()
