"""The command ``import_regions``: what it prints and how it ends."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from regions.models import Region

HEAD = "name,bundesland,ort_or_kreis,founded,website\n"


def run(folder: Path, content: bytes | str) -> str:
    path = folder / "netze.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    out = StringIO()
    call_command("import_regions", str(path), stdout=out)
    return out.getvalue()


def test_it_counts_what_became_of_the_rows(db: None, tmp_path: Path) -> None:
    rows = HEAD + "MINT Gera,Thüringen,Gera,,\nMINT Jena,Thüringen,Jena,,\n"
    assert run(tmp_path, rows) == "2 neu, 0 ergänzt, 0 unverändert, 0 mit Fehler\n"
    more = rows.replace("Jena,,", "Jena,2015,") + "MINT Suhl,Thüringen,Suhl,,\n"
    assert run(tmp_path, more) == "1 neu, 1 ergänzt, 1 unverändert, 0 mit Fehler\n"


def test_notes_do_not_make_it_fail(db: None, tmp_path: Path) -> None:
    out = run(tmp_path, HEAD + "MINT Nirgends,Hessen,Qwertzhausen,,\n")
    assert out.startswith("Zeile 2, MINT Nirgends: nicht zugeordnet: Qwertzhausen\n1 neu")


def test_errors_make_it_fail_but_keep_the_right_rows(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "netze.csv"
    path.write_text(HEAD + "Falsch,Preußen,,,\nMINT Gera,Thüringen,Gera,,\n")
    out = StringIO()
    with pytest.raises(CommandError, match="Bitte berichtigen Sie die genannten Zeilen"):
        call_command("import_regions", str(path), stdout=out)
    assert "Zeile 2, Falsch: Das Land „Preußen“ gibt es nicht." in out.getvalue()
    assert "1 neu, 0 ergänzt, 0 unverändert, 1 mit Fehler" in out.getvalue()
    assert Region.objects.get().name == "MINT Gera"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("name;land\n", "Diese Spalten fehlen"),
        (b"\xff\xfe\x00", "Die Datei ist nicht lesbar"),
        ((HEAD + "MINT Köln,,,,").encode("latin-1"), "Die Datei ist nicht lesbar"),
    ],
    ids=["columns", "no text", "latin-1"],
)
def test_a_file_that_is_no_table_is_refused(
    db: None, tmp_path: Path, content: bytes | str, problem: str
) -> None:
    with pytest.raises(CommandError, match=problem):
        run(tmp_path, content)
    assert not Region.objects.exists()


def test_a_missing_file_is_named(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nicht lesbar: .*fehlt\.csv"):
        call_command("import_regions", str(tmp_path / "fehlt.csv"))
