"""A state folder: one launcher at a time holds it, and short private folders belong to it."""

import fcntl
import os
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mintportal.local.commands import Account
from mintportal.local.console import Problem
from mintportal.local.processes import sweep

# The longest path of a unix socket is 104 bytes on macOS and 108 on Linux.
LONGEST_SOCKET = 99
NOT_OURS = """Der Ordner {folder} gehört einem anderen Konto.
Bitte dasselbe Konto wie beim ersten Mal benutzen, oder den Ordner löschen."""


@dataclass
class Place:
    """A folder with a lock, logs and records of what runs."""

    folder: Path
    _lock: IO[bytes] | None = None

    @property
    def logs(self) -> Path:
        """Where the programs write what they have to say."""
        return self.folder / "log"

    @property
    def records(self) -> Path:
        """Where the ids of running programs are noted."""
        return self.folder / "run"

    def open(self) -> bool:
        """Take the lock and clear what a killed run left; False when another run holds it."""
        try:
            self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
            for folder in (self.logs, self.records):
                folder.mkdir(mode=0o700, exist_ok=True)
            lock = (self.folder / "lock").open("ab")
        except PermissionError as error:
            raise Problem(NOT_OURS.format(folder=self.folder)) from error
        if not _locked(lock):
            lock.close()
            return False
        self._lock = lock
        sweep(self.records)
        return True

    def close(self) -> None:
        """Give the lock back."""
        if self._lock:
            self._lock.close()
            self._lock = None

    def remove(self) -> None:
        """Take everything away, also the private folders that lie elsewhere."""
        for note in self.folder.glob("*.place"):
            elsewhere = Path(note.read_text())
            if _is_private(elsewhere, None):
                shutil.rmtree(elsewhere, ignore_errors=True)
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def elsewhere(self, name: str, account: Account | None, parent: Path) -> Path:
        """A 0700 folder outside the checkout, remembered here so that the next start finds it."""
        note = self.folder / f"{name}.place"
        if note.exists() and _is_private(Path(note.read_text()), account):
            return Path(note.read_text())
        folder = Path(tempfile.mkdtemp(prefix="mintportal-", dir=parent))
        if account:
            os.chown(folder, *account)
        note.write_text(str(folder))
        return folder

    def socket_folder(self, wanted: Path, socket: str, account: Account | None) -> Path:
        """The folder for a socket: the wanted one, or a short one when its path is too long."""
        if len(os.fsencode(wanted / socket)) > LONGEST_SOCKET:
            return self.elsewhere(f"{wanted.name}-socket", account, Path(tempfile.gettempdir()))
        private_folder(wanted, account)
        return wanted

    def secret(self, name: str) -> str:
        """A random text, made once and readable by its owner alone."""
        file = self.folder / name
        if not file.exists():
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as new:
                new.write(secrets.token_urlsafe(60))
        return file.read_text()


def private_folder(folder: Path, account: Account | None) -> None:
    """Make a folder that only its owner may enter; its parents stay as they are."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if account:
        os.chown(folder, *account)
    folder.chmod(0o700)


def sweep_abandoned(parent: Path) -> None:
    """Remove the places below a folder whose launcher is gone."""
    for folder in parent.iterdir() if parent.exists() else ():
        place = Place(folder)
        if folder.is_dir() and place.open():
            place.remove()


def _locked(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_private(folder: Path, account: Account | None) -> bool:
    """Is it still our folder: no link, nobody else's, closed to others?"""
    try:
        state = folder.lstat()
    except OSError:
        return False
    owner_fits = state.st_uid == account[0] if account else True
    return owner_fits and stat.S_ISDIR(state.st_mode) and stat.S_IMODE(state.st_mode) == 0o700
