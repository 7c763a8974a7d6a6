"""What a run found out, as a table and as JSON."""

import importlib.metadata
import json
import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.load import Load
from bench.watch import Used

RESULTS = Path(__file__).with_name("results.json")
QUIET = 0.1
"""Cores that others may use before a measurement is called disturbed."""
MOST_STATEMENTS = 5
PACKAGES = ("Django", "gunicorn", "psycopg2-binary", "numpy", "pyroaring")
HEAD = (
    *("", "", "req/s", "p50 ms", "p95 ms", "p99 ms", "CPU-ms", "Python", "DB"),
    *("SQL", "PSS MB", "KB", "Fehler", "andere"),
)
LEGEND = """CPU-ms: Prozessorzeit je Anfrage, davon gunicorn (Python) und PostgreSQL (DB)
SQL: Anweisungen je Anfrage · PSS: Speicher je Worker · KB: Größe einer Seite
andere: Kerne, die anderes als die Messung belegte"""


@dataclass(frozen=True)
class Measured:
    """One server under one kind of load; ``memory`` is the mean PSS of its workers in bytes."""

    server: str
    kind: str
    load: Load
    used: Used
    memory: int
    page: int
    statements: int

    @property
    def cpu_ms(self) -> float:
        """Processor time of a request, server and database together."""
        return 1000 * (self.used.server + self.used.database) / max(1, self.load.requests)

    @property
    def is_wrong(self) -> bool:
        """Whether requests failed, or asked the database too often."""
        return self.load.errors > 0 or self.statements > MOST_STATEMENTS

    @property
    def is_disturbed(self) -> bool:
        """Whether others kept the machine busy."""
        return self.used.others_cores > QUIET

    def told(self) -> dict[str, Any]:
        """As JSON has it."""
        requests = max(1, self.load.requests)
        return {
            "requests_per_second": round(self.load.per_second, 1),
            "p50_ms": round(self.load.p50, 1),
            "p95_ms": round(self.load.p95, 1),
            "p99_ms": round(self.load.p99, 1),
            "cpu_ms": round(self.cpu_ms, 2),
            "cpu_ms_python": round(1000 * self.used.server / requests, 2),
            "cpu_ms_database": round(1000 * self.used.database / requests, 2),
            "statements": self.statements,
            "pss_mb_per_worker": round(self.memory / 1e6, 1),
            "page_bytes": self.page,
            "errors": self.load.errors,
            "requests": self.load.requests,
            "other_cores": round(self.used.others_cores, 2),
        }


def machine(postgres: str, wrk: str, kernel: str) -> dict[str, Any]:
    """What was measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "day": date.today().isoformat(),
        "cpu": models[0] if models else platform.machine(),
        "cores": os.cpu_count(),
        "system": kernel,
        "python": platform.python_version(),
        "postgresql": postgres.split()[0],
        "wrk": wrk,
        **{name.lower(): importlib.metadata.version(name) for name in PACKAGES},
    }


def ratios(measured: Iterable[Measured]) -> dict[str, dict[str, float]]:
    """Portal over floor by kind, in requests a second and in requests per CPU second."""
    by_kind: dict[str, dict[str, Measured]] = {}
    for one in measured:
        by_kind.setdefault(one.kind, {})[one.server] = one
    return {
        kind: {
            "requests_per_second": round(pair["portal"].load.per_second / floor.load.per_second, 2),
            "cpu": round(floor.cpu_ms / pair["portal"].cpu_ms, 2),
        }
        for kind, pair in by_kind.items()
        for floor in [pair["floor"]]
    }


def table(offers: int, measured: list[Measured]) -> str:
    """Lines for the terminal."""
    rows = [HEAD, *(_row(one) for one in measured)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    told = [
        f"  {kind}: {one['requests_per_second']} × req/s, {one['cpu']} × nach CPU-ms"
        for kind, one in ratios(measured).items()
    ]
    title = f"{offers:,} Angebote".replace(",", ".")
    return "\n".join([title, "", *lines, "", "Portal / Floor", *told, *warnings(measured)])


def _row(one: Measured) -> tuple[str, ...]:
    told = one.told()
    numbers = (
        *("requests_per_second", "p50_ms", "p95_ms", "p99_ms", "cpu_ms"),
        *("cpu_ms_python", "cpu_ms_database", "statements", "pss_mb_per_worker"),
    )
    return (
        one.kind,
        one.server,
        *(str(told[name]) for name in numbers),
        f"{one.page / 1000:.0f}",
        str(told["errors"]),
        str(told["other_cores"]),
    )


def warnings(measured: Iterable[Measured]) -> list[str]:
    """What is wrong with the figures, or with what they say."""
    found = []
    for one in measured:
        name = f"{one.kind}, {one.server}"
        if one.load.errors:
            found.append(f"✗ {name}: {one.load.errors} Fehler; es muss ohne gehen.")
        if one.statements > MOST_STATEMENTS:
            found.append(f"✗ {name}: {one.statements} SQL-Anweisungen, erlaubt sind fünf.")
        if one.is_disturbed:
            cores = f"{one.used.others_cores:.1f}".replace(".", ",")
            found.append(
                f"! {name}: Andere belegten {cores} Kerne; req/s und p95 sind zu schlecht."
            )
    return found


def write(about: dict[str, Any], offers: int, measured: list[Measured]) -> None:
    """Keep it in results.json, beside the figures of other sizes."""
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    known[str(offers)] = {
        "machine": about,
        "measured": {f"{one.kind}, {one.server}": one.told() for one in measured},
        "portal_to_floor": ratios(measured),
    }
    sizes = dict(sorted(known.items(), key=lambda pair: int(pair[0])))
    RESULTS.write_text(json.dumps(sizes, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
