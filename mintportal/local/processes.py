"""Child processes: each in a session of its own, watched, stopped, found again after a kill."""

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Self

from mintportal.local.commands import Account, about
from mintportal.local.console import Problem, without_control

PAUSE = 0.05
CRASHED = """{name} ist unerwartet zu Ende gegangen (Ergebnis {code}). Die letzten Zeilen aus {log}:
{tail}"""
TOO_SLOW = """{name} ist nach {limit:.0f} s noch nicht bereit. Die letzten Zeilen aus {log}:
{tail}"""


class Stopped(Exception):
    """Somebody asked the launcher to stop."""


class Interruption:
    """Turns Ctrl-C, a kill, a closed terminal or the end of `make` into a stop at a pause."""

    SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        self.asked = False
        self.received: int | None = None
        self._parent = os.getppid()
        self._before: dict[int, object] = {}

    def __enter__(self) -> Self:
        for number in self.SIGNALS:
            self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_exception: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _note(self, number: int, _frame: FrameType | None) -> None:
        # Only a note: raising from here could fall between a start and its bookkeeping.
        self.asked = True
        self.received = number

    def pause(self, seconds: float = PAUSE) -> None:
        """Sleep a little; raise `Stopped` when somebody asked to stop."""
        if not self.asked:
            time.sleep(seconds)
        if self.asked or self.is_orphan:
            raise Stopped

    @property
    def is_orphan(self) -> bool:
        """Has whoever started us ended?"""
        return os.getppid() != self._parent

    @property
    def must_be_handed_on(self) -> bool:
        """Ctrl-C reaches a program in the foreground by itself; a kill only reaches us."""
        return self.is_orphan or self.received in {signal.SIGTERM, signal.SIGHUP}


@dataclass
class Child:
    """A program the launcher starts; its output goes to a log, its id to a file beside the lock."""

    name: str
    command: Sequence[str | Path]
    log: Path
    record: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    account: Account | None = None
    process: subprocess.Popen[bytes] | None = None
    _read: int = 0

    def start(self) -> None:
        """Start it in its own session, so that Ctrl-C reaches the launcher alone."""
        identity: dict[str, object] = {}
        if self.account:
            identity = {"user": self.account[0], "group": self.account[1], "extra_groups": []}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [str(part) for part in self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | dict(self.environment),
                cwd=self.folder,
                start_new_session=True,
                **identity,  # type: ignore[call-overload]
            )
        pid = self.process.pid
        self.record.write_text(f"{pid} {int(self.stop_signal)} {born(pid)}")

    def code(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self.process.poll() if self.process else None

    def ask(self) -> None:
        """Ask it to end."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)

    def stop(self, patience: float = 10, *, asked: bool = False) -> None:
        """Ask it to end, wait, and take what is left of its session."""
        if self.process and self.process.poll() is None:
            # A second signal would mean "at once" to some programs.
            if not asked:
                self.ask()
            deadline = time.monotonic() + patience
            while self.process.poll() is None and time.monotonic() < deadline:
                time.sleep(PAUSE / 5)
        if self.process:
            _kill_session(self.process.pid)
            self.process.wait()
        self.record.unlink(missing_ok=True)

    def new_lines(self) -> list[str]:
        """Whole lines that came into the log since the last call."""
        with self.log.open("rb") as log:
            log.seek(self._read)
            block = log.read()
        whole = block[: block.rfind(b"\n") + 1]
        self._read += len(whole)
        return [without_control(line) for line in whole.decode(errors="replace").splitlines()]

    def tail(self, count: int = 15) -> str:
        """The last lines of its log, indented."""
        with self.log.open(errors="replace") as log:
            return "".join(f"    {without_control(line)}\n" for line in deque(log, count))

    def crashed(self) -> Problem:
        """The sentence for a child that ended by itself."""
        return self._trouble(CRASHED, code=self.code())

    def _trouble(self, text: str, **details: object) -> Problem:
        return Problem(text.format(name=self.name, log=self.log, tail=self.tail(), **details))

    def wait_until(
        self, ready: Callable[[], bool], interruption: Interruption, limit: float = 60
    ) -> None:
        """Wait until it answers; say so when it ends instead or takes too long."""
        deadline = time.monotonic() + limit
        while not ready():
            if self.code() is not None:
                raise self.crashed()
            if time.monotonic() > deadline:
                raise self._trouble(TOO_SLOW, limit=limit)
            interruption.pause()

    def run(self, interruption: Interruption, show: Callable[[str], None] = lambda _: None) -> None:
        """Run it to its end, handing on its lines; anything but success is a problem."""
        self.start()
        try:
            while self.code() is None:
                for line in self.new_lines():
                    show(line)
                interruption.pause()
            for line in self.new_lines():
                show(line)
            if self.code() != 0:
                raise self.crashed()
        finally:
            self.stop()


def foreground(
    command: Sequence[str | Path],
    interruption: Interruption,
    *,
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
) -> int:
    """Run a program in the terminal until it ends; return its exit code."""
    environment = os.environ | dict(variables or {})
    with subprocess.Popen(command, cwd=folder, env=environment) as program:
        while program.poll() is None and not interruption.must_be_handed_on:
            time.sleep(PAUSE)
        if program.poll() is None:
            program.terminate()
    return program.returncode


def stop_together(children: Sequence[Child]) -> None:
    """Ask all to end, then wait for each: together they take no longer than the slowest."""
    for child in children:
        child.ask()
    for child in children:
        child.stop(asked=True)


def born(pid: int) -> str:
    """When this process started: with its id it names one process, even when ids are reused."""
    try:
        # The 22nd field; the second one (the name) may hold blanks and brackets.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        pass
    else:
        ended = fields[0] in "XZ"
        return "" if ended else fields[19]
    return about(pid, "lstart")


def command_line(pid: int) -> str:
    """How this process was called; empty when it has ended."""
    if not born(pid):
        return ""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return about(pid, "args")


def sweep(folder: Path) -> None:
    """Stop what a killed launcher left running, by the records it left, last started first."""
    for record in sorted(folder.glob("*.pid"), key=lambda path: path.stat().st_mtime, reverse=True):
        pid, number, when = (record.read_text() + "  ").split(" ", 2)
        if pid.isdigit() and when.strip() and born(int(pid)) == when.strip():
            end(int(pid), int(number))
        record.unlink(missing_ok=True)


def end(pid: int, number: int, patience: float = 10) -> None:
    """Ask a process that is not our child to end, wait, and take what is left of its session."""
    when = born(pid)
    os.kill(pid, number)
    deadline = time.monotonic() + patience
    while born(pid) == when and time.monotonic() < deadline:
        time.sleep(PAUSE)
    if born(pid) == when:
        _kill_session(pid)


def _kill_session(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        # Nothing is left (on macOS the second error says so when only zombies remain).
        return
