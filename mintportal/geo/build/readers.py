"""Reads the raw sources into rows and shapely geometries, and mends what is known to be broken."""

import ast
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from mintportal.geo.build.reforms import kreis_today

LAND = "4"
"""VG250's GF: 4 is land with structure; 1 to 3 are waters, which the Kreise also list."""


@dataclass(frozen=True)
class Gemeinde:
    """A municipality of 2016 with today's Kreis; its own key stays inside the build."""

    ags_2016: str
    name: str
    kind: str
    kreis: str
    shape: BaseGeometry


def read_areas(file: Path, digits: int) -> Iterator[tuple[str, dict, BaseGeometry]]:
    """Yield (AGS, properties, geometry in degrees) of every land area in a VG250 file.

    The file is a list of Features and FeatureCollections; AGS is a number in some of them. Rounding
    to 1e-6° mends five Kreise in Schleswig-Holstein whose borders do not meet.
    """
    for entry in json.loads(file.read_text()):
        for feature in entry.get("features", [entry]):
            properties = feature["properties"]
            if str(properties["GF"]) != LAND:
                continue
            geometry = shapely.set_precision(shape(feature["geometry"]), 1e-6, mode="pointwise")
            if not geometry.is_valid:
                geometry = shapely.make_valid(geometry)
            yield str(properties["AGS"]).zfill(digits), properties, geometry


def read_gemeinden(file: Path) -> list[Gemeinde]:
    """Return all Gemeinden and unincorporated areas, in order of their key."""
    rows = [
        Gemeinde(ags, p["GEN"], p["BEZ"], kreis_today(ags[:5], p["GEN"]), geometry)
        for ags, p, geometry in read_areas(file, 8)
    ]
    return sorted(rows, key=lambda gemeinde: gemeinde.ags_2016)


def read_destatis(file: Path) -> list[dict[str, str]]:
    """Return the rows of the list of Kreise (31.12.2018), keys as in its CSV."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def read_orte(file: Path) -> dict[str, list[str]]:
    """Return PLZ → names of its places, as OpenStreetMap has them (trimmed, no doubles)."""
    raw = json.loads(file.read_text())
    return {
        plz: list(dict.fromkeys(" ".join(n.split()) for n in names)) for plz, names in raw.items()
    }


def read_points(file: Path) -> dict[str, tuple[float, float]]:
    """Return PLZ → (lat, lon) from a module that is one big literal; it is parsed, never run."""
    assignment = ast.parse(file.read_text()).body[0]
    if not isinstance(assignment, ast.Assign):
        raise TypeError(f"{file} does not start with an assignment")
    return ast.literal_eval(assignment.value)
