"""Builds `.venv` from a lock file, once: `python3 -m mintportal.local.venv demo|test|geodata`."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from mintportal.local.commands import capture, indented
from mintportal.local.console import Problem, Step, say, step
from mintportal.local.paths import LOCKS, VENV, venv_python

NO_ENSUREPIP = """Diesem Python fehlt das Modul „venv“ (mit „ensurepip“).
Unter Debian und Ubuntu hilft: apt-get install python3-venv
Danach bitte denselben Befehl noch einmal."""

QUIET = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PYTHONWARNINGS": "ignore",
}
PIP_FAILED = """Die Pakete ließen sich nicht installieren. Die letzten Zeilen von pip:
{tail}
Besteht eine Verbindung zum Paketverzeichnis? Danach bitte denselben Befehl noch einmal."""


def fingerprint(lock: Path) -> str:
    """What an installation depends on: the locked packages, this Python, this place."""
    digest = hashlib.sha256(lock.read_bytes())
    digest.update(f"{sys.version_info[:2]} {VENV}".encode())
    return digest.hexdigest()


def stamp(name: str) -> Path:
    """The file that remembers which state of a lock is installed."""
    return VENV / f"installed-{name}.txt"


def is_installed(name: str) -> bool:
    """Is this lock, as it reads now, already installed?"""
    remembered = stamp(name)
    return (
        venv_python().exists()
        and remembered.exists()
        and remembered.read_text() == fingerprint(LOCKS / f"{name}.lock")
    )


def ensure(name: str) -> None:
    """Install a lock into `.venv` unless it is there already."""
    if is_installed(name):
        return
    # A stamp that no longer fits means another lock: pip alone would leave what it dropped.
    if not _same_python() or stamp(name).exists():
        _make_venv()
    with step("Pakete installieren") as running:
        count = _install(LOCKS / f"{name}.lock", running)
        running.note = f"{count} Pakete"
    stamp(name).write_text(fingerprint(LOCKS / f"{name}.lock"))
    if name == "test" and _covers("test", "demo"):
        stamp("demo").write_text(fingerprint(LOCKS / "demo.lock"))


def _same_python() -> bool:
    """Does `.venv` exist, made at this place, with this Python, and with a pip that works?"""
    if not venv_python().exists():
        return False
    probe = "import pip, sys; print(sys.version_info[:2])"
    answer = capture([venv_python(), "-c", probe])
    # A copied or moved environment still names its old place, in many files.
    here = f"{VENV}\n" in (VENV / "pyvenv.cfg").read_text()
    return here and answer.stdout.strip() == str(sys.version_info[:2])


def _make_venv() -> None:
    with step("Virtuelle Umgebung .venv anlegen"):
        if VENV.exists():
            shutil.rmtree(VENV)
        if capture([sys.executable, "-m", "venv", VENV]).returncode != 0:
            shutil.rmtree(VENV, ignore_errors=True)
            raise Problem(NO_ENSUREPIP)


def _install(lock: Path, running: Step) -> int:
    """Run pip, counting along; return how many packages the lock asked for."""
    options = ("--require-hashes", "--no-deps", "--progress-bar=off", "--no-input", "-r")
    total = len(packages(lock))
    lines: list[str] = []
    with subprocess.Popen(
        [venv_python(), "-m", "pip", "install", *options, lock],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | QUIET,
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            seen = sum(entry.startswith(("Collecting", "Requirement")) for entry in lines)
            running.update(f"{min(seen, total)}/{total}")
    if pip.returncode != 0:
        raise Problem(PIP_FAILED.format(tail=indented("".join(lines))))
    return total


def packages(lock: Path) -> dict[str, str]:
    """Name and version of every package in a lock file."""
    pins = (
        line.split(";")[0].split("\\")[0].strip()
        for line in lock.read_text().splitlines()
        if line and not line[0].isspace() and not line.startswith("#")
    )
    return dict(pin.split("==", 1) for pin in pins)


def _covers(larger: str, smaller: str) -> bool:
    have = packages(LOCKS / f"{larger}.lock").items()
    return packages(LOCKS / f"{smaller}.lock").items() <= have


def main() -> int:
    """Entry point: name the locks to install."""
    try:
        for name in sys.argv[1:]:
            ensure(name)
    except Problem as problem:
        say(f"\n{problem}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
