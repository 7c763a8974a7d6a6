"""Load from wrk, and what it says about it."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from mintportal.local.commands import capture, indented
from mintportal.local.console import Problem

SCRIPT = Path(__file__).with_name("wrk.lua")
THREADS, CONNECTIONS = 2, 16
NO_WRK = """Zum Messen fehlt wrk.
Unter Debian und Ubuntu hilft: sudo apt-get install wrk"""
NO_RESULT = """wrk hat kein Ergebnis gemeldet:
{tail}"""
LINE = re.compile(r"^RESULT (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Load:
    """What wrk saw: latencies in milliseconds; ``errors`` are answers above 399 and broken ones."""

    requests: int
    seconds: float
    bytes: int
    p50: float
    p95: float
    p99: float
    max: float
    errors: int

    @property
    def per_second(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def require_wrk() -> str:
    """The version of wrk; a Problem says how to get it."""
    if not shutil.which("wrk"):
        raise Problem(NO_WRK)
    # With -v it prints its usage as well, and ends with 1.
    return capture(["wrk", "-v"]).stdout.split("[")[0].strip()


def parse(output: str) -> Load:
    """The closing line of wrk.lua. A Problem when there is none."""
    found = LINE.search(output)
    if not found:
        raise Problem(NO_RESULT.format(tail=indented(output)))
    told = {name: float(value) for name, value in re.findall(r"(\w+)=(\S+)", found[1])}
    return Load(
        requests=int(told["requests"]),
        seconds=told["seconds"],
        bytes=int(told["bytes"]),
        p50=told["p50"],
        p95=told["p95"],
        p99=told["p99"],
        max=told["max"],
        errors=int(told["errors"]),
    )


def run(port: int, addresses: Path, seconds: int) -> Load:
    """Ask a server on this machine for the addresses of a file, over and over."""
    command: list[str | Path] = [
        *("wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s"),
        *("--latency", "-s", SCRIPT, f"http://127.0.0.1:{port}/", "--", addresses),
    ]
    return parse(capture(command).stdout)
