"""The one place that speaks to the person at the keyboard: steps with a tick and their seconds."""

import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

# A terminal that knows no ✓ gets a question mark, not an exception.
for _stream in (sys.stdout, sys.stderr):
    if hasattr(_stream, "reconfigure"):
        _stream.reconfigure(errors="replace", line_buffering=True)


class Problem(Exception):
    """Something the person can put right; its text says how, in whole German sentences."""


def say(text: str = "") -> None:
    """Print one line."""
    print(text, flush=True)


def seconds(value: float) -> str:
    """A duration as a German reader writes it: `0,4 s`, `12 s`."""
    return f"{value:.1f} s".replace(".", ",") if value < 10 else f"{value:.0f} s"


class Step:
    """One step of the work, shown while it runs."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.note = ""
        self.started = time.monotonic()
        self._live = sys.stdout.isatty()

    def update(self, text: str) -> None:
        """Show on a terminal how far the step is; elsewhere a growing log would only be noise."""
        if self._live:
            self._write(f"\r\x1b[2K  … {self.title} {text}")

    def tell(self, line: str) -> None:
        """Pass on what the step itself says: in the running line, or else as a line of its own."""
        if self._live:
            self.update(f"· {line.strip()}"[: self._room()])
        else:
            say(f"    {line}")

    def _room(self) -> int:
        return shutil.get_terminal_size().columns - len(self.title) - 6

    def clear(self) -> None:
        """Take the running line away, so that other lines may follow."""
        if self._live:
            self._write("\r\x1b[2K")

    def finish(self, mark: str) -> None:
        """Leave one closing line."""
        self.clear()
        note = f" ({self.note})" if self.note else ""
        say(f"  {mark} {self.title}{note}  {seconds(time.monotonic() - self.started)}")

    @staticmethod
    def _write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Show a step: running, then ✓ or ✗ with the time it took."""
    current = Step(title)
    current.update("")
    try:
        yield current
    except BaseException:
        current.finish("✗")
        raise
    current.finish("✓")


def without_control(text: str) -> str:
    """A line from another program, made harmless for the terminal."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.rstrip("\r\n"))
