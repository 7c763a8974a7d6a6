"""The lock files: exact, hashed, without an address, and in step with pyproject.toml."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from itertools import pairwise

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from mintportal.local import lock
from mintportal.local.paths import CHECKOUT, LOCKS
from mintportal.local.venv import _covers, fingerprint, packages

NAMES = ("demo", "test", "geodata")
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]


def entries(name: str) -> list[str]:
    """Each package's whole entry, with its hashes."""
    return re.split(r"\n(?=[a-z0-9])", (LOCKS / f"{name}.lock").read_text())


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_exact_and_hashed(name: str):
    for entry in entries(name):
        assert re.match(r"[a-z0-9-]+==[\w.!+]+ ", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("name", NAMES)
def test_no_address_and_no_path_of_a_computer(name: str):
    text = (LOCKS / f"{name}.lock").read_text()
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text
    assert str(CHECKOUT) not in text


def test_node_packages_name_no_address_either():
    tools = CHECKOUT / "tests" / "browser"
    text = (tools / "package-lock.json").read_text()
    assert '"resolved"' not in text
    assert '"integrity"' in text
    assert "omit-lockfile-registry-resolved=true" in (tools / ".npmrc").read_text()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("demo", PROJECT["dependencies"]),
        ("test", PROJECT["dependencies"] + EXTRAS["test"]),
        ("geodata", PROJECT["dependencies"] + EXTRAS["geodata"]),
    ],
)
def test_the_lock_fits_what_the_project_asks_for(name: str, wanted: list[str]):
    locked = packages(LOCKS / f"{name}.lock")
    for text in wanted:
        requirement = Requirement(text)
        version = locked[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{text}: {version}. Run `make lock`."


def test_the_test_lock_holds_the_demo_lock():
    assert _covers("test", "demo")
    assert not _covers("demo", "test")


def test_what_is_installed_is_what_is_locked():
    installed = {canonicalize_name(d.metadata["Name"]): d.version for d in distributions()}
    locked = packages(LOCKS / "test.lock")
    wrong = {n: installed[n] for n in locked.keys() & installed.keys() if installed[n] != locked[n]}
    assert wrong == {}
    assert installed.keys() - locked.keys() <= {"pip", "setuptools", "shapely", "numpy"}


def test_the_installed_packages_get_along():
    command = [sys.executable, "-m", "pip", "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_dependency_says_what_it_is_for():
    lines = (CHECKOUT / "pyproject.toml").read_text().splitlines()
    names = {Requirement(text).name for text in sum(EXTRAS.values(), PROJECT["dependencies"])}
    reasons = 0
    for before, line in pairwise(lines):
        if line.startswith('    "') and line.strip('", ').split(";")[0]:
            reasons += before.strip().startswith(("#", '"'))
    assert reasons >= len(names)


def test_the_compiler_is_told_to_name_no_address():
    for name, extra in lock.LOCKS:
        command = lock.command(name, extra)
        assert {"--no-emit-index-url", "--no-emit-find-links", "--generate-hashes"} <= set(command)


def test_another_lock_or_place_is_another_installation(tmp_path, monkeypatch):
    first = fingerprint(LOCKS / "demo.lock")
    assert first != fingerprint(LOCKS / "test.lock")
    monkeypatch.setattr("mintportal.local.venv.VENV", tmp_path)
    assert first != fingerprint(LOCKS / "demo.lock")
