"""What is read from wrk and from /proc, and what is made of it."""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from bench import load, report, run, watch
from bench.load import Load, parse
from bench.report import Measured, ratios, table, warnings
from bench.site import Site
from bench.watch import Meter, Sessions, Used
from mintportal.local.console import Problem
from mintportal.local.place import Place
from mintportal.local.processes import Interruption
from mintportal.local.servers import Servers
from tests.conftest import OWNER_URL

OUTPUT = """Running 15s test @ http://127.0.0.1:8000/
  2 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    11.03ms    3.10ms  42.12ms   88.11%
    Req/Sec   690.11     60.12   820.00     71.00%
  20616 requests in 15.01s, 641.10MB read
Requests/sec:   1373.51
Transfer/sec:     42.71MB
RESULT requests=20616 seconds=15.010000 bytes=672240000 p50=11.012 p95=16.801 p99=20.340 \
max=42.120 errors=3
"""
LOADED = Load(20616, 15.01, 672_240_000, 11.012, 16.801, 20.34, 42.12, 3)
QUIET = Used(server=10.0, database=20.0, others=0.5, elapsed=15.0)
GOOD = replace(LOADED, errors=0)


def measured(server: str, **changes: object) -> Measured:
    return replace(Measured(server, "search", GOOD, QUIET, 50_000_000, 32_000, 3), **changes)


def spin(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


# --- wrk -------------------------------------------------------------------------------------
def test_wrk_is_understood() -> None:
    assert parse(OUTPUT) == LOADED
    assert LOADED.per_second == pytest.approx(1373.5, abs=0.1)


@pytest.mark.parametrize("output", ["", "unable to connect to 127.0.0.1:1", "RESULTS: none"])
def test_silence_of_wrk_is_a_problem(output: str) -> None:
    with pytest.raises(Problem, match="wrk hat kein Ergebnis"):
        parse(output)


def test_the_script_writes_what_is_read() -> None:
    """The names in wrk.lua are the fields of `Load`."""
    script = load.SCRIPT.read_text(encoding="utf-8")
    line = next(one for one in script.splitlines() if "RESULT" in one)
    assert [pair.split("=")[0] for pair in line.split("RESULT ")[1].split()] == list(
        Load.__dataclass_fields__
    )


def test_missing_wrk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Problem, match="apt-get install wrk"):
        load.require_wrk()


# --- /proc -----------------------------------------------------------------------------------
def test_a_tree_has_its_children() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert {os.getpid(), child.pid} <= set(watch.tree(os.getpid()))
        assert watch.tree(child.pid) == [child.pid]
        assert watch.memory(child.pid) > 100_000
        child.communicate(b"\n")
    assert child.pid not in watch.tree(os.getpid())


def test_processor_time_of_an_ended_child_counts() -> None:
    before = watch.seconds_of_tree(os.getpid())
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    subprocess.run([sys.executable, "-c", busy], check=True)
    spin(0.1)
    used = watch.seconds_of_tree(os.getpid()) - before
    assert 0.35 <= used < 3


def test_sessions_of_the_database_count_and_no_others() -> None:
    query = "SELECT count(*) FROM generate_series(1, 3000000)"
    with psycopg2.connect(OWNER_URL) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        with Sessions(connection.info.dbname) as own, Sessions("nobodys_database") as foreign:
            cursor.execute(query)
    assert own.seconds > 0.05
    assert foreign.seconds == 0


def test_meter_tells_the_server_from_all_else() -> None:
    with Meter(os.getpid(), "nobodys_database") as meter:
        spin(0.3)
    assert 0.25 <= meter.used.server < 1
    assert meter.used.database == 0
    assert meter.used.elapsed >= 0.3


# --- the run -------------------------------------------------------------------------------------
@pytest.mark.parametrize("offers", ["abc", "999", "-5000", "1e5"])
def test_a_size_that_is_none_is_told(
    offers: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "--", offers])
    assert run.main() == 1
    assert "make bench N=100000" in capsys.readouterr().out


def test_pages_of_another_size_are_refused() -> None:
    run._require_size("search", 100_000, 108_000)
    for size in (85_000, 115_000):
        with pytest.raises(Problem, match="nicht so groß"):
            run._require_size("search", 100_000, size)


def test_the_named_database_is_never_the_one_that_is_dropped(tmp_path: Path) -> None:
    address = {
        "DATABASE_URL": "postgresql://a@h/mine",
        "DATABASE_OWNER_URL": "postgresql://o@h/mine",
    }
    place = Place(tmp_path)
    site = Site(place, Servers(environment=address | {"REDIS_URL": ""}), Interruption())
    assert site.database == "mine_bench"
    assert site.environment["DATABASE_URL"] == "postgresql://a@h/mine_bench"
    assert site.owner == site.environment["DATABASE_OWNER_URL"] == "postgresql://o@h/mine_bench"


# --- what is made of it ------------------------------------------------------------------------
def test_processor_time_is_that_of_server_and_database() -> None:
    one = measured("portal")
    assert one.cpu_ms == pytest.approx(30_000 / 20616)
    told = one.told()
    assert told["cpu_ms"] == pytest.approx(
        told["cpu_ms_python"] + told["cpu_ms_database"], abs=0.02
    )


def test_ratios_are_the_portals_share() -> None:
    slow = replace(GOOD, requests=GOOD.requests // 4)
    found = ratios([measured("portal", load=slow), measured("floor")])
    assert found == {"search": {"requests_per_second": 0.25, "cpu": 0.25}}


def test_errors_statements_and_disturbance_are_told() -> None:
    assert warnings([measured("portal"), measured("floor")]) == []
    assert "3 Fehler" in warnings([measured("portal", load=LOADED)])[0]
    assert "6 SQL-Anweisungen" in warnings([measured("portal", statements=6)])[0]
    assert measured("portal", load=LOADED).is_wrong
    assert measured("portal", statements=6).is_wrong
    assert not measured("portal", statements=5).is_wrong
    busy = replace(QUIET, others=3.0)
    assert "0,2 Kerne" in warnings([measured("floor", used=busy)])[0]


def test_the_table_shows_each_figure() -> None:
    text = table(10_000, [measured("portal"), measured("floor")])
    assert text.startswith("10.000 Angebote")
    row = next(line for line in text.splitlines() if "portal" in line and "1373" in line).split()
    assert row == [
        *("search", "portal", "1373.5", "11.0", "16.8", "20.3", "1.46", "0.49", "0.97", "3"),
        *("50.0", "32", "0", "0.03"),
    ]


def test_results_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results.json")
    about = report.machine("18.6 (Debian)", "wrk 4", "Linux 6")
    for offers in (100_000, 1000, 1000):
        report.write(about, offers, [measured("portal"), measured("floor")])
    told = json.loads(report.RESULTS.read_text(encoding="utf-8"))
    assert list(told) == ["1000", "100000"]
    assert told["1000"]["machine"]["postgresql"] == "18.6"
    assert told["1000"]["measured"]["search, portal"]["cpu_ms"] == 1.46
    assert told["1000"]["portal_to_floor"]["search"] == {"requests_per_second": 1.0, "cpu": 1.0}
