"""Networks from a table."""

from collections import Counter
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from mintportal.audit.models import Entry
from mintportal.geo.areas import KREISE
from regions import imports
from regions.imports import Result, kind_of, short_name
from regions.models import Region, RegionArea

REGISTER = Path(__file__).parents[2] / "mintportal" / "demo" / "data" / "regions.csv"
HEAD = "name,bundesland,ort_or_kreis,founded,website"
BOCHUM = "zdi-Netzwerk IST.Bochum.NRW (heute MINT.BOchum),Nordrhein-Westfalen,Bochum,2006,"


def table(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "netze.csv"
    path.write_bytes("\n".join([HEAD, *lines, ""]).encode(encoding))
    return path


def read(folder: Path, *lines: str, **options: str) -> list[Result]:
    return list(imports.read(table(folder, *lines, **options)))


@pytest.mark.parametrize(
    ("name", "place", "short"),
    [
        ("zdi-Netzwerk IST.Bochum.NRW (heute MINT.BOchum)", "Bochum", "IST.Bochum.NRW"),
        ("zdi-Zentrum Hamm", "Hamm", "zdi-Zentrum Hamm"),
        ("zdi-Netzwerk Kreis Olpe", "Kreis Olpe", "zdi-Netzwerk Kreis Olpe"),
        ("zdi-Zentrum Marl", "Marl (Kreis Recklinghausen)", "zdi-Zentrum Marl"),
        ("MINT-Cluster TOENE", "Hannover", "TOENE"),
        ("MINT-Region Bamberg (im Aufbau)", "Stadt und Landkreis Bamberg", "MINT-Region Bamberg"),
        ("MINT machen (zdi Rhein-Kreis Neuss)", "Rhein-Kreis Neuss", "MINT machen"),
        ("Let's MINT e. V.", "Hilter", "Let's MINT e. V."),
    ],
)
def test_short_names(name: str, place: str, short: str) -> None:
    assert short_name(name, place) == short


@pytest.mark.parametrize(
    ("name", "place", "kind"),
    [
        ("zdi-Netzwerk Aachen", "Aachen", "zdi"),
        ("ANTalive (zdi)", "Düren", "zdi"),
        ("MINT-Cluster TOENE", "Hannover", "cluster"),
        ("MINTforum Hamburg", "Hamburg", "land"),
        ("MINT-Hub Sachsen", "Sachsen", "land"),
        ("MINT-Region Eifel", "Prüm", "region"),
        ("MINTregion18", "Rosenheim", "region"),
        ("MINT-Nationalparkregion Hunsrück-Hochwald plus", "Birkenfeld", "region"),
        ("Let's MINT e. V.", "Hilter", "sonstiges"),
    ],
)
def test_kinds(name: str, place: str, kind: str) -> None:
    assert kind_of(name, place) == kind


def test_a_row_becomes_a_region_with_its_kreis_in_its_middle(db: None, tmp_path: Path) -> None:
    assert read(tmp_path, BOCHUM) == [Result(2, BOCHUM.split(",")[0], "new")]
    region = Region.objects.get()
    assert (region.name, region.slug) == ("IST.Bochum.NRW", "ist-bochum-nrw")
    assert (region.kind, region.land, region.founded) == ("zdi", "NW", 2006)
    assert [area.kreis for area in RegionArea.objects.in_region(region)] == ["05911"]
    bochum = KREISE["05911"]
    assert (region.lat, region.lon) == (
        pytest.approx(bochum.lat, abs=1e-4),
        pytest.approx(bochum.lon, abs=1e-4),
    )


def test_reading_twice_changes_nothing(db: None, tmp_path: Path) -> None:
    rows = (BOCHUM, "MINT-Cluster TOENE,Niedersachsen,Hannover,,https://toene.example")
    read(tmp_path, *rows)
    before = list(Region.objects.order_by("pk").values())
    areas = RegionArea.objects.across_regions().count()
    new = Entry.objects.order_by("pk")[Entry.objects.count() :]
    assert [result.outcome for result in read(tmp_path, *rows)] == ["unchanged", "unchanged"]
    assert list(Region.objects.order_by("pk").values()) == before
    assert RegionArea.objects.across_regions().count() == areas
    assert not new.exists()


def test_a_later_table_completes_and_never_overwrites(db: None, tmp_path: Path) -> None:
    read(tmp_path, "MINT-Cluster TOENE,Niedersachsen,Hannover,,https://toene.example")
    (result,) = read(tmp_path, "MINT-Cluster TOENE,Niedersachsen,Hannover,2022,https://x.example")
    region = Region.objects.get()
    assert result.outcome == "completed"
    assert (region.founded, region.website) == (2022, "https://toene.example")


def test_wrong_rows_are_named_with_their_line_and_do_not_stop_the_others(
    db: None, tmp_path: Path
) -> None:
    results = read(
        tmp_path,
        "Ohne Jahr,Hessen,Kassel,etwa 2010,",
        "Ohne Land,Preußen,Kassel,,",
        ",Hessen,Kassel,,",
        "Zu alt,Hessen,Kassel,1200,",
        "Keine Website,Hessen,Kassel,,kassel",
        "Richtig,Hessen,Kassel,2016,https://kassel.example",
    )
    assert [(one.line, one.outcome) for one in results] == [
        *((line, "error") for line in range(2, 7)),
        (7, "new"),
    ]
    assert "„etwa 2010“ ist kein Jahr." in results[0].note
    assert "Das Land „Preußen“ gibt es nicht." in results[1].note
    assert "Der Name fehlt." in results[2].note
    assert all(one.note for one in results[:5])
    assert [region.name for region in Region.objects.all()] == ["Richtig"]
    assert {entry.verb for entry in Entry.objects.all()} == {"gegründet"}


def test_lines_are_those_of_the_file_even_after_blank_and_broken_ones(
    db: None, tmp_path: Path
) -> None:
    results = read(
        tmp_path,
        "",
        '"MINT-Region Eins",Hessen,"Kassel\n",,',
        "",
        "Ohne Land,Preußen,Kassel,,",
    )
    assert [(one.line, one.outcome) for one in results] == [(4, "new"), (6, "error")]


def test_a_place_that_nobody_knows_is_noted_but_taken(db: None, tmp_path: Path) -> None:
    (result,) = read(tmp_path, "MINT-Region Nirgends,Hessen,Kassel / Qwertzhausen,,")
    assert result.outcome == "new"
    assert result.note == "nicht zugeordnet: Qwertzhausen"
    (result,) = read(tmp_path, "MINT-Region Nirgendwo,Hessen,Qwertzhausen,,")
    region = Region.objects.get(slug="mint-region-nirgendwo")
    assert not RegionArea.objects.in_region(region).exists()
    assert region.lat == pytest.approx(50.6, abs=0.5)  # the middle of Hessen


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_byte_order_mark_does_not_matter(db: None, tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, BOCHUM, encoding=encoding)[0].outcome == "new"


def test_columns_may_stand_in_any_order_and_there_may_be_more(db: None, tmp_path: Path) -> None:
    path = tmp_path / "netze.csv"
    path.write_text(
        "website,source,founded,name,ort_or_kreis,bundesland\n,x,,MINT Gera,Gera,Thüringen\n"
    )
    assert [one.outcome for one in imports.read(path)] == ["new"]


@pytest.mark.parametrize("head", ["", "name;bundesland;ort_or_kreis", "name,bundesland,founded"])
def test_a_table_with_other_columns_is_refused(db: None, tmp_path: Path, head: str) -> None:
    path = tmp_path / "netze.csv"
    path.write_text(f"{head}\nx\n")
    with pytest.raises(ValidationError, match=r"Diese Spalten fehlen: .*ort_or_kreis"):
        list(imports.read(path))
    assert not Region.objects.exists()


def test_a_short_row_counts_as_one_with_empty_ends(db: None, tmp_path: Path) -> None:
    assert [one.outcome for one in read(tmp_path, "MINT Gera,Thüringen,Gera")] == ["new"]
    assert Region.objects.get().website == ""


@pytest.fixture
def register(db: None) -> list[Result]:
    """The whole register, read."""
    return list(imports.read(REGISTER))


def test_the_register_gives_a_hundred_regions_without_an_error(register: list[Result]) -> None:
    assert Counter(result.outcome for result in register) == {"new": 100}
    assert Region.objects.count() == 100
    assert {region.land for region in Region.objects.all()} == {
        *("SH", "HH", "NI", "HB", "NW", "HE", "RP", "BW", "BY", "SL", "BE", "BB", "MV", "SN"),
        *("ST", "TH"),
    }


def test_nearly_all_of_the_register_know_their_kreise(register: list[Result]) -> None:
    areas = RegionArea.objects.across_regions()
    with_areas = set(areas.values_list("region_id", flat=True))
    assert len(with_areas) >= 90
    assert {area.kreis for area in areas} <= set(KREISE)


def test_the_register_read_again_changes_nothing(register: list[Result]) -> None:
    before = list(Region.objects.order_by("pk").values())
    again = Counter(result.outcome for result in imports.read(REGISTER))
    assert set(again) == {"unchanged"}
    assert list(Region.objects.order_by("pk").values()) == before


def test_a_cell_that_never_ends_is_a_sentence(db, tmp_path):
    file = tmp_path / "netze.csv"
    cell = "x" * 200_000
    file.write_text(f"name,bundesland,ort_or_kreis,founded,website\n{cell},Bayern,Cham,,\n")
    with pytest.raises(ValidationError, match="ist keine Tabelle"):
        list(imports.read(file))
