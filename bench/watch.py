"""Reads from /proc what a measurement costs: processor time by process, and memory.

The seconds of a gunicorn are those of its whole tree. Of PostgreSQL those of the sessions of one
database count, with their parallel workers: others may use the same server.
"""

import os
import re
import resource
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")
PAUSE = 0.2
"""Seconds between two looks at the sessions, some of which may end meanwhile."""
PARALLEL = re.compile(r"parallel worker for PID (\d+)")
BUSY = (0, 1, 2, 5, 6, 7)
"""Columns of /proc/stat: user, nice, system, irq, softirq, steal."""


def is_possible() -> bool:
    """Whether this system has a /proc."""
    return (PROC / "self" / "smaps_rollup").exists()


def _stat(pid: int) -> list[str]:
    """The fields behind a process's name; [] when it has ended."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _pids() -> list[int]:
    return [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]


def tree(root: int) -> list[int]:
    """A process and all below it."""
    children: dict[int, list[int]] = {}
    for pid in _pids():
        if fields := _stat(pid):
            children.setdefault(int(fields[1]), []).append(pid)
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def seconds_of_tree(root: int) -> float:
    """Processor time of a tree, of its ended children as well."""
    fields = [one for one in map(_stat, tree(root)) if one]
    return sum(sum(map(int, one[11:15])) for one in fields) / TICK


def memory(pid: int) -> int:
    """Proportional share (PSS) of a process in bytes: what is shared counts in parts."""
    for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def busy_seconds() -> float:
    """Processor time of the whole machine since its start, with what others took from it."""
    told = (PROC / "stat").read_text().splitlines()[0].split()[1:]
    return sum(int(told[column]) for column in BUSY) / TICK


def own_seconds() -> float:
    """Processor time of this process and of the programs that it waited for."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


class Sessions:
    """Adds up the processor time of one database's sessions, while it is entered."""

    def __init__(self, database: str) -> None:
        self.mark = f" {database} "
        self._first: dict[tuple[int, str], float] = {}
        self._last: dict[tuple[int, str], float] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._look(is_first=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()
        self._look()

    @property
    def seconds(self) -> float:
        """What was used between entering and leaving."""
        return sum(last - self._first.get(key, 0.0) for key, last in self._last.items())

    def _watch(self) -> None:
        while not self._stop.wait(PAUSE):
            self._look()

    def _look(self, *, is_first: bool = False) -> None:
        for pid in self._sessions():
            if fields := _stat(pid):
                key = (pid, fields[19])
                self._last[key] = (int(fields[11]) + int(fields[12])) / TICK
                if is_first:
                    self._first[key] = self._last[key]

    def _sessions(self) -> Iterable[int]:
        titles = {pid: title for pid in _pids() if (title := _title(pid)).startswith("postgres: ")}
        leaders = {pid for pid, title in titles.items() if self.mark in f"{title} "}
        for pid, title in titles.items():
            found = PARALLEL.search(title)
            if pid in leaders or (found and int(found[1]) in leaders):
                yield pid


def _title(pid: int) -> str:
    """How a process calls itself."""
    try:
        told = (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return ""
    return told.replace(b"\0", b" ").decode(errors="replace")


@dataclass(frozen=True)
class Used:
    """Processor seconds between two moments, of a server and of all else on the machine."""

    server: float
    database: float
    others: float
    elapsed: float

    @property
    def others_cores(self) -> float:
        """How many processors others kept busy."""
        return max(0.0, self.others / self.elapsed)


class Meter:
    """Measures what happens inside of ``with``; afterwards ``used`` says it."""

    def __init__(self, server: int, database: str) -> None:
        self.server = server
        self.sessions = Sessions(database)
        self.used = Used(0, 0, 0, 1)

    def __enter__(self) -> Self:
        self.sessions.__enter__()
        self._before = self._now()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        after = self._now()
        self.sessions.__exit__(kind, error, at)
        server, busy, own, elapsed = (b - a for a, b in zip(self._before, after, strict=True))
        database = self.sessions.seconds
        self.used = Used(server, database, busy - server - database - own, elapsed)

    def _now(self) -> tuple[float, float, float, float]:
        server = seconds_of_tree(self.server)
        return server, busy_seconds(), own_seconds(), time.monotonic()
