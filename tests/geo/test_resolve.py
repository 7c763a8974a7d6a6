"""Kreise out of the words people write into a list of regions."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mintportal.geo.areas import KREISE, LAENDER
from mintportal.geo.named_areas import NAMED_AREAS
from mintportal.geo.resolve import neighbours, resolve, resolve_kreise

with (Path(__file__).parent / "region_texts.csv").open(encoding="utf-8", newline="") as lines:
    TEXTS = [(row["text"], row["land"]) for row in csv.DictReader(lines)]

ALL = {iso: [ags for ags, kreis in KREISE.items() if kreis.land == iso] for iso in LAENDER}

EXPECTED = {
    ("Bochum", "Nordrhein-Westfalen"): "05911",
    ("Hagen / Märkischer Kreis", "Nordrhein-Westfalen"): "05914 05962",
    ("Münster", "Nordrhein-Westfalen"): "05515",
    ("Paderborn", "Nordrhein-Westfalen"): "05774",
    ("Kreis Gütersloh", "Nordrhein-Westfalen"): "05754",
    ("Krefeld / Mönchengladbach", "Nordrhein-Westfalen"): "05114 05116",
    ("Rhein-Kreis Neuss", "Nordrhein-Westfalen"): "05162",
    ("Aachen", "Nordrhein-Westfalen"): "05334",
    ("Kamp-Lintfort (Kreis Wesel)", "Nordrhein-Westfalen"): "05170",
    ("Marl (Kreis Recklinghausen)", "Nordrhein-Westfalen"): "05562",
    ("Ostwestfalen-Lippe", "Nordrhein-Westfalen"): "05711 05754 05758 05762 05766 05770 05774",
    ("Main-Tauber-Kreis (Bad Mergentheim)", "Baden-Württemberg"): "08128",
    ("Heilbronn", "Baden-Württemberg"): "08121",
    ("Freiburg / Ortenau / Dreiländereck", "Baden-Württemberg"): "08311 08317 08336",
    ("Region Stuttgart", "Baden-Württemberg"): "08111 08115 08116 08117 08118 08119",
    ("Stadt Augsburg, Landkreise Augsburg und Aichach-Friedberg", "Bayern"): "09761 09772 09771",
    ("Landkreis Neumarkt i.d.OPf.", "Bayern"): "09373",
    ("Landkreise Deggendorf, Regen, Freyung-Grafenau, Rottal-Inn, Dingolfing-Landau (seit 2025)",
     "Bayern"): "09271 09276 09272 09277 09279",
    ("Erlangen, Fürth, Nürnberg, Schwabach und Umlandkreise", "Bayern"):
        "09562 09563 09564 09565 09572 09573 09574 09576",
    ("Stadt und Landkreis Rosenheim, Landkreise Traunstein, Altötting, Mühldorf a. Inn, "
     "Berchtesgadener Land", "Bayern"): "09163 09187 09189 09171 09183 09172",
    ("Landkreise Neustadt a.d.Waldnaab und Tirschenreuth", "Bayern"): "09374 09377",
    ("Birkenfeld", "Rheinland-Pfalz"): "07134",
    ("Prüm (Eifelkreis Bitburg-Prüm)", "Rheinland-Pfalz"): "07232",
    ("Gotha, Wartburgkreis, Ilm-Kreis, Eisenach", "Thüringen"): "16067 16063 16070",
    ("Erfurt, Weimar, Weimarer Land, Sömmerda", "Thüringen"): "16051 16055 16071 16068",
    ("Schmalkalden", "Thüringen"): "16066",
    ("Kassel", "Hessen"): "06611",
    ("Witzenhausen (Werra-Meißner-Kreis)", "Hessen"): "06636",
    ("Landkreis Harburg (Buchholz)", "Niedersachsen"): "03353",
    ("Hilter (Landkreis Osnabrück)", "Niedersachsen"): "03459",
    ("Göttingen / Südniedersachsen", "Niedersachsen"): "03159 03153 03155 03255",
    ("Hannover", "Niedersachsen"): "03241",
    ("Oldenburg", "Niedersachsen"): "03403",
    ("Vechta, Cloppenburg, Diepholz", "Niedersachsen"): "03460 03453 03251",
    ("Rostock und Landkreis Rostock", "Mecklenburg-Vorpommern"): "13003 13072",
    ("Rostock / Dettmannsdorf / Mecklenburgische Seenplatte", "Mecklenburg-Vorpommern"):
        "13003 13073 13071",
    ("Bremen", "Bremen"): "04011",
    ("Brandenburg an der Havel", "Brandenburg"): "12051",
    ("Bad Belzig / Luckenwalde (Potsdam-Mittelmark, Teltow-Fläming)", "Brandenburg"):
        "12069 12072",
    ("Herzberg (Elster), Landkreis Elbe-Elster", "Brandenburg"): "12062",
    ("Bautzen / Zittau / Görlitz", "Sachsen"): "14625 14626",
    ("Ballenstedt / Gatersleben / Aschersleben", "Sachsen-Anhalt"): "15085 15089",
    ("Saarbrücken", "Saarland"): "10041",
}  # fmt: skip


@pytest.mark.parametrize(("text", "land"), TEXTS)
def test_every_text_is_understood(text, land):
    found = resolve(text, land)
    assert found.kreise
    assert found.unresolved == ()
    assert len(set(found.kreise)) == len(found.kreise)
    assert any(LAENDER[KREISE[ags].land].name == land for ags in found.kreise)


@pytest.mark.parametrize(("text", "land"), EXPECTED)
def test_known_texts(text, land):
    assert (text, land) in TEXTS
    assert resolve_kreise(text, land) == EXPECTED[text, land].split()


def test_a_land_is_all_its_kreise():
    assert resolve_kreise("Schleswig-Holstein", "SH") == ALL["SH"]
    assert sorted(resolve_kreise("Kiel / Schleswig-Holstein", "SH")) == ALL["SH"]
    assert resolve_kreise("Berlin / Brandenburg", "Berlin") == ALL["BE"] + ALL["BB"]


def test_a_part_of_a_city_is_marked():
    found = resolve("Nordwest-Berlin / Brandenburg", "Berlin")
    assert list(found.kreise) == ALL["BE"] + ALL["BB"]
    assert found.approximate
    assert not resolve("Berlin / Brandenburg", "Berlin").approximate


def test_what_is_not_understood_is_handed_back():
    found = resolve("Bochum / Entenhausen (Kreis Nirgends), Herne", "NW")
    assert found.kreise == ("05911", "05916")
    assert found.unresolved == ("Entenhausen (Kreis Nirgends)",)
    assert resolve("Umlandkreise", "BY").unresolved == ("Umlandkreise",)
    assert resolve("Neuenkirchen (seit 2020)", "NI").unresolved == ("Neuenkirchen (seit 2020)",)


def test_the_land_decides_between_equal_names():
    assert resolve_kreise("Neustadt an der Weinstraße", "RP") == ["07316"]
    assert resolve_kreise("Frankfurt", "Hessen") == ["06412"]
    assert resolve_kreise("Frankfurt (Oder)", "Brandenburg") == ["12053"]
    assert resolve_kreise("Landkreis München", "BY") == ["09184"]
    assert resolve_kreise("München", "BY") == ["09162"]


def test_a_plural_lends_its_kind_a_singular_does_not():
    assert resolve_kreise("Landkreise München, Rosenheim", "BY") == ["09184", "09187"]
    assert resolve_kreise("Landkreis München, Rosenheim", "BY") == ["09184", "09163"]
    assert resolve_kreise("Landkreise Rosenheim, Stadt München", "BY") == ["09187", "09162"]


def test_neighbours():
    assert neighbours("11000") >= {"12054", "12069"}
    assert "05911" not in neighbours("05911")
    assert {"05913", "05916"} <= neighbours("05911")


def test_named_areas_hold_real_kreise():
    assert all(ags in KREISE for area in NAMED_AREAS.values() for ags in area.kreise)


@given(st.text(st.characters(exclude_categories=()), max_size=80), st.sampled_from([*LAENDER, "x"]))
def test_never_raises(text, land):
    assert set(resolve(text, land).kreise) <= set(KREISE)
