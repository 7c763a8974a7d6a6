"""Every data file has a named source, and every folder its terms."""

from pathlib import Path

from mintportal.geo import sources
from mintportal.geo.sources import MAP_ATTRIBUTION, SOURCES

DATA = Path(sources.__file__).parent / "data"


def test_every_file_is_accounted_for():
    files = {f for f in DATA.rglob("*") if f.is_file() and f.name not in {"LICENSE", "NOTICE"}}
    named = {file for source in SOURCES for glob in source.files for file in DATA.glob(glob)}
    assert named == files


def test_every_folder_has_its_terms():
    for folder in DATA.iterdir():
        assert (folder / "NOTICE").read_text(encoding="utf-8").strip()
        assert (folder / "LICENSE").exists() or folder.name == "dots"
    assert "Open Database License" in (DATA / "plz" / "LICENSE").read_text(encoding="utf-8")


def test_attribution_names_source_and_change():
    assert MAP_ATTRIBUTION == "© GeoBasis-DE / BKG 2016 (Daten verändert)"
    assert MAP_ATTRIBUTION in {source.attribution for source in SOURCES}


def test_every_source_is_complete():
    for source in SOURCES:
        assert str(source.what)
        assert str(source.changes).endswith(".")
        assert source.url.startswith("https://")
        assert source.licence_url.startswith("https://")


def test_the_data_stay_small():
    assert sum(file.stat().st_size for file in DATA.rglob("*") if file.is_file()) < 3_000_000
