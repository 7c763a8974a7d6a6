"""The portal's own programs: migrations, demo world, app server, Celery worker and beat."""

import hashlib
import http.client
import socket
from collections.abc import Mapping
from pathlib import Path

from mintportal.local.console import Problem, step
from mintportal.local.paths import CHECKOUT, LOCKS, venv_python
from mintportal.local.place import Place, private_folder
from mintportal.local.processes import Child, Interruption

TAKEN = """Port {port} ist schon belegt.
Bitte einen anderen nennen, zum Beispiel: make demo PORT={other}"""
FORBIDDEN = """Port {port} darf nur root öffnen.
Bitte einen ab 1024 nennen, zum Beispiel: make demo PORT=8000"""


def settings(place: Place, port: int) -> dict[str, str]:
    """What the demo's settings read, apart from the servers' addresses."""
    hosts = ("localhost", "127.0.0.1", "*.localhost")
    return {
        "DJANGO_SETTINGS_MODULE": "mintportal.settings",
        "DEMO": "1",
        "DEBUG": "0",
        "PORTAL_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": place.secret("secret-key"),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "REGION_HOSTS_BELOW": "localhost",
        "CSRF_TRUSTED_ORIGINS": ",".join(f"http://{host}:{port}" for host in hosts),
        "STATIC_ROOT": str(place.folder / "static"),
        "MEDIA_ROOT": str(place.folder / "media"),
        "PYTHONUNBUFFERED": "1",
    }


class Portal:
    """The portal's programs in one environment, with their logs in one place."""

    def __init__(
        self, place: Place, environment: Mapping[str, str], interruption: Interruption
    ) -> None:
        self.place = place
        self.environment = environment
        self.interruption = interruption

    def prepare(self) -> None:
        """Bring database, static files and demo world to the state of this checkout."""
        self.collect_static()
        with step("Datenbank auf den Stand des Programms bringen"):
            command = ("migrate", "--database", "owner", "--no-input", "--verbosity", "0")
            self._manage("migrate", *command).run(self.interruption)
        with step("Demo-Welt") as running:
            self._manage("build_demo", "build_demo").run(self.interruption, running.tell)

    def collect_static(self) -> None:
        """Gather the static files, unless nothing changed since the last time."""
        stamp = self.place.folder / "static.txt"
        state = _static_state()
        if stamp.exists() and stamp.read_text() == state:
            return
        with step("Gestaltung und Skripte bereitlegen"):
            command = ("collectstatic", "--no-input", "--clear", "--verbosity", "0")
            self._manage("collectstatic", *command).run(self.interruption)
        stamp.write_text(state)

    def server(self, port: int) -> Child:
        """The app server; `await_server` says when it answers."""
        return self._child(
            "Webserver",
            "gunicorn",
            *("-m", "gunicorn", "mintportal.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--workers", "2", "--graceful-timeout", "3", "--no-control-socket"),
        )

    def workers(self) -> list[Child]:
        """The Celery worker, and the beat that reminds it of the time."""
        schedule = self.place.folder / "beat"
        private_folder(schedule, None)
        celery = ("-m", "celery", "--app", "mintportal")
        worker = ("worker", "--concurrency", "2", "--loglevel", "info", "--without-mingle")
        beat = ("beat", "--loglevel", "info", "--pidfile=", "--schedule", schedule / "schedule")
        return [
            self._child("Celery-Worker", "worker", *celery, *worker),
            self._child("Celery-Beat", "beat", *celery, *beat),
        ]

    def await_server(self, server: Child, port: int) -> None:
        """Wait until the portal says that it is well."""
        server.wait_until(lambda: is_well(port), self.interruption)

    def await_worker(self, worker: Child) -> None:
        """Wait until the worker says that it listens."""
        lines: list[str] = []

        def ready() -> bool:
            lines.extend(worker.new_lines())
            return any(line.endswith(" ready.") for line in lines)

        worker.wait_until(ready, self.interruption)

    def manage(self, *arguments: str | Path) -> list[str | Path]:
        """The command line of a management command."""
        return [venv_python(), CHECKOUT / "manage.py", *arguments]

    def _manage(self, log: str, *arguments: str) -> Child:
        child = self._child(f"manage.py {arguments[0]}", log)
        child.command = self.manage(*arguments)
        return child

    def _child(self, name: str, log: str, *arguments: str | Path) -> Child:
        return Child(
            name=name,
            command=[venv_python(), *arguments],
            log=self.place.logs / f"{log}.log",
            record=self.place.records / f"{log}.pid",
            environment=self.environment,
            folder=CHECKOUT,
        )


def is_well(port: int, host: str = "127.0.0.1") -> bool:
    """Does the portal answer its health question with yes?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/gesund/", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def require_free_port(port: int) -> None:
    """Say what to do when somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Problem(FORBIDDEN.format(port=port)) from error
        except OSError as error:
            raise Problem(TAKEN.format(port=port, other=port + 1)) from error


def free_port() -> int:
    """Some port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _static_state() -> str:
    """Names, sizes and times of the static files, and the locked packages that bring some."""
    files = sorted(path for path in (CHECKOUT / "static").rglob("*") if path.is_file())
    digest = hashlib.sha256((LOCKS / "demo.lock").read_bytes())
    for path in (*files, CHECKOUT / "mintportal" / "settings.py"):
        state = path.stat()
        digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
