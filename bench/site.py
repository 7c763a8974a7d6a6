"""The portal to be measured: a database of its own, filled, and the two servers in front of it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

from mintportal.local.commands import capture
from mintportal.local.console import step
from mintportal.local.paths import CHECKOUT, venv_python
from mintportal.local.place import Place
from mintportal.local.portal import Portal, free_port, is_well, settings
from mintportal.local.processes import Child, Interruption
from mintportal.local.roles import prepare_database
from mintportal.local.servers import Servers

ENDING = "_bench"
WORKERS = 2
MAINTENANCE = "postgres"
DJANGO = "import django; django.setup(); from bench.inside import main; raise SystemExit(main())"


def named(url: str, database: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


class Site:
    """A database for measuring, beside the one that was named: ``mintportal_bench``."""

    def __init__(self, place: Place, servers: Servers, interruption: Interruption) -> None:
        self.place = place
        self.interruption = interruption
        app, owner = (servers.environment[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL"))
        self.database = urlsplit(app).path.strip("/") + ENDING
        self.owner = named(owner, self.database)
        self.app_role = urlsplit(app).username or ""
        self.environment = {
            **settings(place, 8000),
            **servers.environment,
            "DATABASE_URL": named(app, self.database),
            "DATABASE_OWNER_URL": self.owner,
            "LOG_LEVEL": "WARNING",
        }

    def fill(self, offers: int) -> None:
        """Drop what is there, and fill it anew with so many offers."""
        with step("Leere Datenbank") as running:
            running.note = self.database
            self.drop()
            self._as_owner(MAINTENANCE, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
            prepare_database(self.owner, self.app_role)
            migrate = ("migrate", "--database", "owner", "--no-input", "--verbosity", "0")
            self._manage("migrate", *migrate).run(self.interruption)
        with step(f"{offers:,} Angebote".replace(",", ".")) as running:
            command = ("fill_volume", "--offers", str(offers))
            self._manage("fill", *command).run(self.interruption, running.tell)
            self._as_owner(self.database, "VACUUM (ANALYZE)")

    def holds(self, offers: int) -> bool:
        """Whether the database is there, with so many offers that the search knows."""
        try:
            connection = psycopg2.connect(self.owner)
        except psycopg2.OperationalError:
            return False
        with closing(connection), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM offers_searchtext")
            return bool(cursor.fetchone() == (offers,))

    def drop(self) -> None:
        """Take the database away."""
        self._as_owner(MAINTENANCE, "DROP DATABASE IF EXISTS {} WITH (FORCE)")

    def version(self) -> str:
        """The database server's version."""
        with closing(psycopg2.connect(named(self.owner, MAINTENANCE))) as connection:
            number: str = connection.info.parameter_status("server_version")
        return number

    def _as_owner(self, database: str, command: str) -> None:
        with closing(psycopg2.connect(named(self.owner, database))) as owner:
            owner.autocommit = True
            with owner.cursor() as cursor:
                cursor.execute(sql.SQL(command).format(sql.Identifier(self.database)))

    def prepare(self, folder: Path) -> None:
        """Choose the questions and compare the answers; a Problem when they differ."""
        Portal(self.place, self.environment, self.interruption).collect_static()
        with step("Fragen und Vergleich mit dem Orakel") as running:
            child = self._child("Vergleich", "inside", "-c", DJANGO, folder)
            child.run(self.interruption, running.tell)

    @contextmanager
    def served(
        self, name: str, variables: dict[str, str], *application: str
    ) -> Iterator[tuple[Child, int]]:
        """A gunicorn with the settings of all measurements, on a free port."""
        port = free_port()
        options = ("--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--no-control-socket")
        child = self._child(name, name.lower(), "-m", "gunicorn", *application, *options)
        child.environment = self.environment | variables
        child.start()
        try:
            child.wait_until(lambda: is_well(port), self.interruption)
            yield child, port
        finally:
            child.stop()

    def _manage(self, log: str, *arguments: str) -> Child:
        return self._child(f"manage.py {arguments[0]}", log, "manage.py", *arguments)

    def _child(self, name: str, log: str, *arguments: str | Path) -> Child:
        return Child(
            name=name,
            command=[venv_python(), *arguments],
            log=self.place.logs / f"{log}.log",
            record=self.place.records / f"{log}.pid",
            environment=self.environment,
            folder=CHECKOUT,
        )


def kernel() -> str:
    """The system's name and release."""
    return capture(["uname", "-sr"]).stdout.strip()
