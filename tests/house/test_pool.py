"""Scopes behind PgBouncer's transaction pooling: one connection for all, region after region."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connections
from psycopg2.extensions import connection as Connection

from mintportal.local.portal import free_port
from mintportal.web.scope import SYSTEM, within
from tests import cast
from tests.conftest import create_database, drop_database

pytestmark = pytest.mark.long
PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
NAME = f"test_pool_{os.getpid()}"
CONFIG = """
[databases]
* = host={host} port={port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
pool_mode = transaction
default_pool_size = 1
auth_type = trust
auth_file = {folder}/users.txt
logfile = {folder}/log.txt
"""
DRAFTS = "SELECT count(*) FROM offers_offer WHERE status = 'draft'"


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    """A committed database of its own with a draft in each region; the regions' ids."""
    known = {alias: connections[alias].settings_dict["NAME"] for alias in ("default", "owner")}
    with django_db_blocker.unblock():
        create_database(NAME)
        for alias in known:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = NAME
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        with within(SYSTEM):
            nord = cast.half("Nord", "05911", "NW", "44805", "Bochum")
            sued = cast.half("Süd", "09761", "BY", "86150", "Augsburg")
        yield {"nord": nord.region.pk, "sued": sued.region.pk}
        for alias, name in known.items():
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
        drop_database(NAME)


@pytest.fixture(scope="module")
def pool(filled: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PgBouncer that has one connection to that database."""
    if not PGBOUNCER:
        pytest.skip("Dieser Test braucht PgBouncer: apt-get install pgbouncer")
    address = urlsplit(os.environ["DATABASE_URL"])
    host = parse_qs(address.query).get("host", [address.hostname])[-1]
    port = address.port or parse_qs(address.query).get("port", ["5432"])[-1]
    user, password = unquote(address.username or ""), unquote(address.password or "")
    folder, listen = tmp_path_factory.mktemp("pool"), free_port()
    (folder / "users.txt").write_text(f'"{user}" "{password}"\n')
    config = CONFIG.format(host=host, port=port, listen=listen, folder=folder)
    (folder / "pgbouncer.ini").write_text(config)
    with _running(folder):
        url = f"postgresql://{user}@127.0.0.1:{listen}/{NAME}"
        _await(url, folder)
        yield url


def _running(folder: Path) -> subprocess.Popen:
    """It refuses to run as root."""
    user = None
    if os.geteuid() == 0:
        user = "nobody"
        for path in (folder, *folder.iterdir(), *list(folder.parents)[:2]):
            path.chmod(0o777)
    return _Stopped([str(PGBOUNCER), str(folder / "pgbouncer.ini")], user=user)


class _Stopped(subprocess.Popen):
    """A process that ends with its block."""

    def __exit__(self, *problem: object) -> None:
        self.terminate()
        super().__exit__(*problem)


def _await(url: str, folder: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with suppress(psycopg2.OperationalError), closing(psycopg2.connect(url)):
            return
        time.sleep(0.1)
    raise AssertionError((folder / "log.txt").read_text())


@pytest.fixture
def two(pool: str) -> Iterator[tuple[Connection, Connection]]:
    """Two clients that share the one connection."""
    with closing(psycopg2.connect(pool)) as one, closing(psycopg2.connect(pool)) as other:
        for client in (one, other):
            client.autocommit = True
        yield one, other


def ask(client: Connection, *statements: str) -> Any:
    with client.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        found = cursor.fetchone()
        return found[0] if found else None


def within_region(client: Connection, region: int) -> int:
    """How many drafts a transaction in the scope of one region sees."""
    with client.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('portal.regions', %s, true)", [f"{{{region}}}"])
        cursor.execute(DRAFTS)
        (count,) = cursor.fetchone()
        cursor.execute("COMMIT")
        return count


def test_they_do_share_it(two: tuple[Connection, Connection]) -> None:
    assert ask(two[0], "SELECT pg_backend_pid()") == ask(two[1], "SELECT pg_backend_pid()")


def test_a_scope_of_a_transaction_is_gone_for_the_next(
    two: tuple[Connection, Connection], filled: dict[str, int]
) -> None:
    for _ in range(20):
        for region in filled.values():
            assert within_region(two[0], region) == 1
            assert ask(two[1], DRAFTS) == 0


def test_a_setting_of_a_session_would_leak(two: tuple[Connection, Connection]) -> None:
    """What we never do; the test above could fail."""
    one, other = two
    try:
        ask(one, "SELECT set_config('portal.everything', 'on', false)")
        assert ask(other, DRAFTS) == 2
    finally:
        ask(one, "SELECT set_config('portal.everything', '', false)")
