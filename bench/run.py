"""`make bench`: portal and floor under the same load, at 10,000 offers and at N."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import load, report, watch
from bench.asked import addresses
from bench.report import Measured
from bench.site import Site, kernel
from mintportal.local import servers as start_servers
from mintportal.local.console import Problem, say, step
from mintportal.local.paths import STATE
from mintportal.local.place import Place
from mintportal.local.processes import Child, Interruption, Stopped

SMALL, LARGE = 10_000, 100_000
WARM_UP, SETTLED, LONGEST_REST = 10, 0.02, 60
"""Seconds of load before each measurement, and what „nothing left to do“ means."""
SIZES_DIFFER = 0.1
NO_PROC = "Gemessen wird über /proc, das gibt es nur unter Linux."
RUNS_ALREADY = "In diesem Ordner läuft schon eine Messung."
NOT_AS_LARGE = """Eine Seite ist nicht so groß wie die des Portals ({kind}: {sizes} Bytes).
So ließe sich nichts vergleichen."""
BAD_SIZE = "N muss eine Zahl ab 1000 sein, zum Beispiel: make bench N=100000"


class Bench:
    """Measures one filled site."""

    def __init__(self, site: Site, folder: Path, seconds: int) -> None:
        self.site = site
        self.folder = folder
        self.seconds = seconds

    def run(self) -> list[Measured]:
        """Compare the answers, then measure both servers."""
        self.site.prepare(self.folder)
        counted = json.loads((self.folder / "counted.json").read_text(encoding="utf-8"))
        files = {kind: addresses(self.folder, kind) for kind in counted}
        floor = {"FLOOR_PLAN": str(self.folder / "plan.json")}
        with ExitStack() as stack:
            enter = stack.enter_context
            servers = {
                "portal": enter(self.site.served("Portal", {}, "mintportal.wsgi")),
                "floor": enter(self.site.served("Floor", floor, "bench.floor:from_environment()")),
            }
            return [
                self._measure(name, kind, *servers[name], paths[name], counted[kind])
                for kind, paths in files.items()
                for name in servers
            ]

    def _measure(
        self,
        name: str,
        kind: str,
        server: Child,
        port: int,
        asked: Path,
        counted: dict[str, int],
    ) -> Measured:
        assert server.process is not None  # noqa: S101 - it has just been started
        root = server.process.pid
        with step(f"{kind}, {name}") as running:
            load.run(port, asked, WARM_UP)
            _rest(root, self.site.interruption)
            with watch.Meter(root, self.site.database) as meter:
                loaded = load.run(port, asked, self.seconds)
            self.site.interruption.pause(0)
            workers = [pid for pid in watch.tree(root) if pid != root]
            memory = sum(map(watch.memory, workers)) // max(1, len(workers))
            page = loaded.bytes // max(1, loaded.requests)
            running.note = f"{loaded.per_second:.1f} req/s"
        _require_size(kind, counted["bytes"], page)
        statements = counted["statements"] if name == "portal" else 1
        return Measured(name, kind, loaded, meter.used, memory, page, statements)


def _rest(root: int, interruption: Interruption) -> None:
    """Wait until the requests of the last load are answered: wrk leaves some behind."""
    until = time.monotonic() + LONGEST_REST
    before = watch.seconds_of_tree(root)
    while time.monotonic() < until:
        interruption.pause(1)
        now = watch.seconds_of_tree(root)
        if now - before <= SETTLED:
            return
        before = now


def _require_size(kind: str, portal: int, page: int) -> None:
    """The head of an answer is counted as well; it is small."""
    if abs(page - portal) > SIZES_DIFFER * portal:
        raise Problem(NOT_AS_LARGE.format(kind=kind, sizes=f"{page} / {portal}"))


@contextmanager
def site(interruption: Interruption, *, keep: bool) -> Iterator[Site]:
    """A site on the servers named in the environment, or on servers of our own."""
    place = Place(STATE / "bench")
    if not place.open():
        raise Problem(RUNS_ALREADY)
    with ExitStack() as stack:
        stack.callback(place.remove)
        servers = start_servers.start(place, interruption, stack, throwaway=True)
        made = Site(place, servers, interruption)
        if not keep:
            stack.callback(made.drop)
        yield made


def run(sizes: list[int], seconds: int, interruption: Interruption, *, keep: bool) -> bool:
    """Measure each size on its own fill; whether nothing went wrong."""
    if not watch.is_possible():
        raise Problem(NO_PROC)
    wrk = load.require_wrk()
    found: dict[int, list[Measured]] = {}
    with site(interruption, keep=keep) as place:
        about = report.machine(place.version(), wrk, kernel())
        for offers in sizes:
            if not (keep and place.holds(offers)):
                place.fill(offers)
            found[offers] = Bench(place, place.place.folder, seconds).run()
            report.write(about, offers, found[offers])
            say(f"\n{report.table(offers, found[offers])}\n")
    say(report.LEGEND)
    say(" · ".join(f"{name} {value}" for name, value in about.items()))
    return not any(one.is_wrong for measured in found.values() for one in measured)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("offers", nargs="?", default=str(LARGE), help="offers of the large fill")
    parser.add_argument("--only", action="store_true", help="only this size, not 10,000 as well")
    parser.add_argument(
        "--keep",
        action="store_true",
        help="leave the filled database there (of your own server), and use what was left",
    )
    parser.add_argument("--seconds", type=int, default=15, help="of load for each figure")
    return parser.parse_args()


def main() -> int:
    """Entry point."""
    given = _arguments()
    with Interruption() as interruption:
        try:
            if not given.offers.isdecimal() or int(given.offers) < 1000:
                raise Problem(BAD_SIZE)
            sizes = sorted({int(given.offers)} | (set() if given.only else {SMALL}))
            return 0 if run(sizes, given.seconds, interruption, keep=given.keep) else 1
        except Stopped:
            return 130
        except Problem as problem:
            say(f"\n{problem}")
            return 1


if __name__ == "__main__":
    sys.exit(main())
