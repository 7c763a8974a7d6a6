"""Finding a place: what people type, what they mistype, and what attackers type."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintportal.geo.areas import KREISE
from mintportal.geo.distance import distance_km
from mintportal.geo.fold import all_keys, fold, fold_bare
from mintportal.geo.gazetteer import gazetteer
from mintportal.geo.places import Place, find, place_of_plz, suggest

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("text", "label", "kreis"),
    [
        ("44805", "44805 Bochum", "05911"),
        ("44805 Bochum", "44805 Bochum", "05911"),
        ("  D-44805   bochum ", "44805 Bochum", "05911"),
        ("Bochum", "Bochum", "05911"),
        ("BOCHUM", "Bochum", "05911"),
        ("Stadt Bochum", "Bochum", "05911"),
        ("München", "München", "09162"),
        ("Muenchen", "München", "09162"),
        ("munchen", "München", "09162"),
        ("Mu\u0308nchen", "München", "09162"),
        ("Gießen", "Gießen", "06531"),
        ("giessen", "Gießen", "06531"),
        ("Frankfurt (Oder)", "Frankfurt (Oder)", "12053"),
        ("Frankfurt a.M.", "Frankfurt am Main", "06412"),
        ("frankfurt main", "Frankfurt am Main", "06412"),
        ("Freiburg i. Br.", "Freiburg im Breisgau", "08311"),
        ("St. Augustin", "Sankt Augustin", "05382"),
        ("Hiddensee", "Insel Hiddensee", "13073"),
        ("Cottbus", "Cottbus - Chóśebuz", "12052"),
        ("Chóśebuz", "Cottbus - Chóśebuz", "12052"),
        ("Hannoversch Münden", "Hann. Münden", "03159"),
        ("01454", "01454 Radeberg", "14625"),
        ("01454 Wachau", "01454 Wachau", "14625"),
        ("Neuenkirchen, Heidekreis", "Neuenkirchen (Landkreis Heidekreis)", "03358"),
        ("Frankfurt, Hessen", "Frankfurt am Main", "06412"),
        ("Eisenach, Thüringen", "Eisenach (Wartburgkreis)", "16063"),
        ("Osterode am Harz", "Osterode am Harz", "03159"),
        ("01993", "01993 Schipkau", "12066"),
        ("76829", "76829 Landau in der Pfalz", "07313"),
        ("85540", "85540 Haar", "09184"),
        ("22145", "22145 Stapelfeld", "01062"),
        ("22145 Hamburg", "22145 Hamburg", "02000"),
    ],
)
def test_finds_what_is_meant(text, label, kreis):
    found = find(text)
    assert found.place is not None
    assert (found.place.label, found.place.kreis, found.exact) == (label, kreis, True)
    assert found.place.land == KREISE[kreis].land


def test_a_slip_is_asked_back():
    found = find("Göttigen")
    assert found.place is None
    assert not found.exact
    assert found.candidates[0].name == "Göttingen"


@pytest.mark.parametrize(("typed", "meant"), [("Düssledorf", "Düsseldorf"), ("Bochm", "Bochum")])
def test_swapped_and_missing_letters(typed, meant):
    assert [place.name for place in find(typed).candidates][:1] == [meant]


def test_an_ambiguous_name_is_asked_back_with_the_big_city_first():
    found = find("Frankfurt")
    assert found.place is None
    assert [place.name for place in found.candidates] == ["Frankfurt am Main", "Frankfurt (Oder)"]


def test_a_city_far_bigger_than_its_namesakes_is_taken():
    found = find("Essen")
    assert found.place is not None
    assert found.place.kreis == "05113"
    assert "Essen/Oldenburg" in [place.name for place in found.candidates]


def test_equal_names_are_told_apart_by_their_kreis():
    labels = [place.label for place in find("Neuenkirchen").candidates]
    assert len(labels) == len(set(labels)) >= 11
    assert "Neuenkirchen (Landkreis Heidekreis)" in labels


def test_two_of_one_name_in_one_kreis_are_told_apart_by_their_plz():
    twins = [p for p in find("Neuenkirchen").candidates if p.kreis == "13075"]
    assert len(twins) == 2
    assert all(place.plz for place in twins)
    assert len({place.label for place in twins}) == 2


def test_unknown_plz_lies_among_its_neighbours():
    found = find("44128")
    assert found.place is not None
    assert found.place.approximate
    assert not found.exact
    assert found.place.label == "44128 Dortmund (ungefähr)"
    assert distance_km((found.place.lat, found.place.lon), (51.514, 7.465)) < 5


@pytest.mark.parametrize("plz", ["00000", "00999", "99999", "05000", "1234", "123456", "٤٤٨٠٥"])
def test_a_plz_that_cannot_be_is_no_place(plz):
    assert find(plz).place is None
    assert place_of_plz(plz) is None


def test_plz_and_name_that_disagree():
    found = find("44805 Berlin")
    assert found.place is not None
    assert found.place.plz == "44805"
    assert not found.exact
    assert [place.name for place in found.candidates] == ["Berlin"]


def test_a_part_of_town_is_the_town():
    found = find("Berlin-Kreuzberg")
    assert found.place is not None
    assert (found.place.name, found.exact) == ("Berlin", False)


def test_a_kreis_is_its_middle():
    found = find("Märkischer Kreis")
    assert found.place is not None
    assert (found.place.kreis, found.place.approximate) == ("05962", True)


def test_a_name_that_is_also_another_kreis_is_asked_back():
    labels = [place.label for place in find("Harburg").candidates]
    assert labels == ["Harburg (Schwaben)", "Landkreis Harburg"]


def test_a_land_has_no_kreis():
    place = find("Bayern").place
    assert place is not None
    assert (place.land, place.kreis, place.approximate) == ("BY", "", True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "\ud800",
        "''; DROP TABLE place;--",
        "x" * 10_000,
        "%",
        "1" * 10_000,
        "(((,",
        "-",
    ],
)
def test_nonsense_is_no_place(text):
    found = find(text)
    assert found.place is None
    assert not found.exact
    assert len(found.text) <= 120
    assert isinstance(suggest(text), list)


@given(ANY_TEXT)
def test_never_raises(text):
    found = find(text)
    assert found.exact <= (found.place is not None)
    assert found.place is None or found.place not in found.candidates
    assert len(suggest(text, 5)) <= 5


@given(st.data())
@settings(max_examples=300)
def test_a_label_finds_its_place_again(data):
    known = gazetteer()
    ort = known.ort(data.draw(st.integers(0, len(known) - 1)))
    for place in find(ort.name).candidates or (find(ort.name).place,):
        assert place is not None
        assert find(place.label).place == place


@given(st.data())
def test_every_plz_finds_itself(data):
    plz = data.draw(st.sampled_from(gazetteer().codes))
    place = find(plz).place
    assert place is not None
    assert place.plz == plz
    assert place.kreis in KREISE
    assert find(place.label) == type(find(plz))(place.label, place, (), True)


@given(ANY_TEXT)
def test_folding_is_done_after_once(text):
    assert fold(fold(text)) == fold(text)
    assert set(fold(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


def test_keys_of_a_name():
    assert all_keys("Mühldorf a. Inn")[:3] == ["muehldorf a inn", "muehldorf inn", "muehldorf"]
    assert fold_bare("Mühldorf") == "muhldorf"
    assert "hiddensee" in all_keys("Insel Hiddensee")


@pytest.mark.parametrize(
    ("typed", "first"),
    [("b", "Berlin"), ("boch", "Bochum"), ("köl", "Köln"), ("448", "44801 Bochum"),
     ("göttig", "Göttingen"), ("kreuzn", "Bad Kreuznach"), ("01454 w", "01454 Wachau")],
)  # fmt: skip
def test_suggests_while_typing(typed, first):
    assert suggest(typed)[0].label == first


def test_suggestions_are_few_and_different():
    found = suggest("neu", 8)
    assert len(found) == 8
    assert len({place.label for place in found}) == 8
    assert suggest("neu", 0) == []


def test_the_tables_are_whole():
    known = gazetteer()
    assert len(known.codes) == 8_322
    areas = [known.area(plz) for plz in known.codes]
    assert sum(1 for area in areas if area and area.src == "geonames") == 154
    assert all(area and area.orte[0] and area.kreis in KREISE for area in areas)
    assert len({area.kreis for area in areas if area}) == 400
    assert known.area("18565") is not None


def test_places_come_biggest_first():
    known = gazetteer()
    sizes = [known.ort(number).size for number in range(len(known))]
    assert sizes == sorted(sizes, reverse=True)
    assert [known.ort(n).name for n in range(3)] == ["Berlin", "Hamburg", "München"]


def test_a_place_is_a_value():
    place = Place("Bochum", "44805", 51.5, 7.3, "05911", "NW")
    assert place == Place("Bochum", "44805", 51.5, 7.3, "05911", "NW")
    with pytest.raises(AttributeError):
        place.name = "Herne"  # type: ignore[misc]
