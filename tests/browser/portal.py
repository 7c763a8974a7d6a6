"""A demo world in a database of its own, and a real app server in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2

from mintportal.local.paths import CHECKOUT
from tests.conftest import OWNER_URL, create_database, drop_database, named

PREFIX = "mintportal_browser_"
# Connections that keep a world alive: everybody's but the server's own (autovacuum has no user).
GUESTS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND usename IS NOT NULL"
FAREWELL = 2.0


def _owner(database: str | None = None) -> "psycopg2.extensions.connection":
    connection = psycopg2.connect(named(OWNER_URL, database) if database else OWNER_URL)
    connection.autocommit = True
    return connection


@contextmanager
def _one_at_a_time() -> Iterator["psycopg2.extensions.cursor"]:
    """Only one process at a time makes, counts or drops worlds; the lock dies with its holder."""
    with closing(_owner()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        yield cursor


def _drop_abandoned(cursor: "psycopg2.extensions.cursor") -> None:
    """Worlds of runs that were killed: nobody is connected to them."""
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
    for (name,) in cursor.fetchall():
        cursor.execute(GUESTS, [name])
        if cursor.fetchone() == (0,):
            drop_database(name)


def _settings(database: str) -> dict[str, str]:
    """The environment of the portal's own programs on that database."""
    app = named(os.environ["DATABASE_URL"], database)
    return os.environ | {
        "DATABASE_URL": app,
        "DATABASE_OWNER_URL": named(OWNER_URL, database),
        "DEMO": "1",
        "REDIS_URL": "",
    }


def _manage(database: str, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, CHECKOUT / "manage.py", *command],
        env=_settings(database),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"manage.py {command[0]}: {done.stdout}{done.stderr}")


@contextmanager
def world(run: str) -> Iterator[str]:
    """The name of the run's demo world: the first process builds it, the last one drops it."""
    name = f"{PREFIX}{run[:12]}"
    with _one_at_a_time() as cursor:
        _drop_abandoned(cursor)
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            create_database(name)
            try:
                _manage(name, "migrate", "--database", "owner", "--no-input", "--verbosity", "0")
                _manage(name, "build_demo")
            except RuntimeError:
                drop_database(name)
                raise
        guest = _owner(name)
    try:
        yield name
    finally:
        guest.close()
        _leave(name)


def _leave(name: str) -> None:
    """Drop the world if nobody is left in it; connections need a moment to go."""
    with _one_at_a_time() as cursor:
        until = time.monotonic() + FAREWELL
        while time.monotonic() < until:
            cursor.execute(GUESTS, [name])
            if cursor.fetchone() == (0,):
                drop_database(name)
                return
            time.sleep(0.1)


@contextmanager
def server(database: str) -> Iterator[str]:
    """A gunicorn of our own on a free port; gives its address without a slash at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        command = (
            *("-m", "gunicorn", "mintportal.wsgi", "--bind", f"fd://{listening.fileno()}"),
            *("--threads", "4", "--no-control-socket", "--log-level", "warning"),
        )
        with subprocess.Popen(
            [sys.executable, *command],
            env=_settings(database),
            cwd=CHECKOUT,
            pass_fds=[listening.fileno()],
        ) as process:
            try:
                address = f"http://127.0.0.1:{port}"
                # The socket listens already: the request waits until the portal is up.
                with urllib.request.urlopen(f"{address}/gesund/", timeout=60) as answer:
                    answer.read()
                yield address
            finally:
                process.terminate()
