"""Reads the package's data files. Everything else asks here, so the paths stand in one place."""

import csv
import gzip
import json
from itertools import accumulate
from pathlib import Path

Ring = list[tuple[float, float]]
Shape = list[list[Ring]]
"""An area as polygons, each a list of rings (outline first, then holes) of (x, y) in km."""

_DATA = Path(__file__).parent / "data"


def read_table(name: str) -> list[list[str]]:
    """Return the rows of a CSV file below `data/`, without its head. Raises FileNotFoundError."""
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        return list(rows)


def read_json(name: str) -> dict:
    """Return a JSON file below `data/`, unpacked if it is called .gz."""
    raw = (_DATA / name).read_bytes()
    return json.loads(gzip.decompress(raw) if name.endswith(".gz") else raw)


def read_shapes(name: str) -> dict[str, Shape]:
    """Return key → area of a borders file: rings of whole steps, turned back into km."""
    data = read_json(name)
    step = data["step_km"]
    return {
        key: [[_ring(flat, step) for flat in rings] for rings in polygons]
        for key, polygons in data["shapes"].items()
    }


def _ring(flat: list[int], step: float) -> Ring:
    xs, ys = accumulate(flat[::2]), accumulate(flat[1::2])
    return [(x * step, y * step) for x, y in zip(xs, ys, strict=True)]
