"""What people type: the Makefile, CI's script, and the sentences when something is missing."""

import ast
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mintportal.local import console, demo, portal, servers, testing, tools
from mintportal.local.console import Problem
from mintportal.local.paths import CHECKOUT

MAKEFILE = (CHECKOUT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z.][a-z-]*):", MAKEFILE, re.MULTILINE))
MODULES = sorted((CHECKOUT / "mintportal" / "local").glob("*.py"))


def make(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"} | variables,
    )


def test_make_alone_lists_every_command():
    shown = set(re.findall(r"make ([a-z.-]+)", make().stdout))
    assert shown == TARGETS - {"python"}


def test_every_target_is_a_command_not_a_file():
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert set(phony.split()) == TARGETS


def test_every_module_the_makefile_names_exists():
    for name in re.findall(r"-m (mintportal\.local\.\w+)", MAKEFILE):
        assert (CHECKOUT / f"{name.replace('.', '/')}.py").exists()


def test_ci_runs_what_everybody_runs():
    script = CHECKOUT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in script.read_text()
    assert script.read_text().rstrip().endswith("make test")


def test_a_missing_python_is_explained():
    done = make("demo", "PYTHON=")
    assert done.returncode != 0
    assert "Es fehlt Python 3.11" in done.stdout


def test_the_launcher_knows_neither_django_nor_celery():
    """It has to run before they are installed, and to say so when they are not."""
    names = [f"mintportal.local.{path.stem}" for path in MODULES if path.stem != "__init__"]
    code = f"import sys, {', '.join(names)}; print({{'django', 'celery'}} & set(sys.modules))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "set()", done.stderr


@pytest.mark.parametrize("module", ["venv", "clean"])
def test_what_runs_without_the_environment_needs_no_package(module: str):
    code = f"import sys; sys.path.insert(0, {str(CHECKOUT)!r}); import mintportal.local.{module}"
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def imported(path: Path) -> set[str]:
    """The top names of everything a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_standard_library_is_enough(path: Path):
    allowed = set(sys.stdlib_module_names) | {"mintportal"}
    assert imported(path) - allowed <= ({"psycopg2"} if path.stem == "roles" else set())


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "8000.5", ""])
def test_a_bad_port_is_explained(text: str):
    with pytest.raises(Problem, match="PORT muss eine Zahl"):
        demo._port([text])


def test_half_a_database_is_explained(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@/b")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    with pytest.raises(Problem, match="gehören zusammen"):
        servers._given_database()


def test_a_named_browser_that_does_not_run_is_explained(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(Problem, match="lässt sich nicht ausführen"):
        tools.chromium()


def test_a_missing_browser_is_explained(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(Problem, match="apt-get install chromium"):
        tools.chromium()


def test_the_demo_names_its_hosts_and_origins(place):
    variables = portal.settings(place, 8123)
    assert variables["DEMO"] == "1"
    assert "http://*.localhost:8123" in variables["CSRF_TRUSTED_ORIGINS"]
    assert len(variables["SECRET_KEY"]) >= 50


def test_every_check_of_the_test_run_is_one_of_the_promised():
    titles = " ".join(title for title, _ in testing.CHECKS)
    for promised in ("ruff", "import-linter", "djlint", "mypy", "Migrationen"):
        assert promised in titles


def test_a_step_says_how_it_ended(monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stdout", screen)
    with console.step("Tun") as current:
        current.note = "fertig"
    with pytest.raises(ZeroDivisionError), console.step("Lassen"):
        _ = 1 / 0
    assert re.fullmatch(r"  ✓ Tun \(fertig\)  0,0 s\n  ✗ Lassen  0,0 s\n", screen.getvalue())


@pytest.mark.parametrize(("value", "text"), [(0.04, "0,0 s"), (2.34, "2,3 s"), (61.7, "62 s")])
def test_seconds_are_written_in_german(value: float, text: str):
    assert console.seconds(value) == text
