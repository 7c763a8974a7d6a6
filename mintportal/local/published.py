"""What a running demo tells the other commands of its checkout."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mintportal.local.paths import STATE
from mintportal.local.processes import Child

RUNS_ALREADY = """Die Demo dieses Ordners läuft schon: {address}
Sie endet mit Strg-C in ihrem Fenster."""
STARTS_ALREADY = """Die Demo dieses Ordners startet gerade, oder ein anderer Befehl arbeitet mit
ihrer Datenbank. Bitte gleich noch einmal."""


@dataclass
class Running:
    """A demo that runs."""

    address: str
    environment: dict[str, str]
    children: list[Child] = field(default_factory=list)


@contextmanager
def published(folder: Path, address: str, environment: dict[str, str]) -> Iterator[None]:
    """Leave a note while the demo runs; it holds the secret key, so it is its owner's alone."""
    note = folder / "running.json"
    note.unlink(missing_ok=True)
    descriptor = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump({"address": address, "environment": environment}, file)
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def find() -> Running | None:
    """The demo that another process runs from this checkout; only asked when the lock is held."""
    try:
        note = json.loads((STATE / "running.json").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return Running(note["address"], note["environment"])


def already_running() -> str:
    """What to say when the lock is held."""
    demo = find()
    return RUNS_ALREADY.format(address=demo.address) if demo else STARTS_ALREADY
