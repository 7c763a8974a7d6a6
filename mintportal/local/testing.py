"""`make test` and `make check`: linters, types and all tests, on servers of their own."""

import os
import shlex
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from mintportal.local import servers as start_servers
from mintportal.local import tools
from mintportal.local.commands import capture
from mintportal.local.console import Problem, Step, say, seconds
from mintportal.local.paths import CHECKOUT, STATE, venv_python
from mintportal.local.place import Place, sweep_abandoned
from mintportal.local.portal import settings
from mintportal.local.processes import Interruption, Stopped, foreground

NO_WORKER = """Die Tests brauchen einen echten Celery-Worker, und für dieses System gibt es kein
mitgeliefertes Valkey. Bitte REDIS_URL auf ein Redis oder Valkey setzen, zum Beispiel:
make test REDIS_URL=redis://127.0.0.1:6379/0"""
# Programs that ship no module to run with -m are started through the interpreter all the same,
# so that a moved checkout never meets the old path in a script's first line.
IMPORT_LINTER = "from importlinter.cli import lint_imports_command as run; run()"
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Python-Stil (ruff)", ("-m", "ruff", "check", "--no-cache", "--quiet", ".")),
    ("Python-Format (ruff)", ("-m", "ruff", "format", "--no-cache", "--quiet", "--check", ".")),
    ("Richtung der Importe (import-linter)", ("-c", IMPORT_LINTER)),
    ("Vorlagen (djlint)", ("-m", "djlint", "templates", "--lint", "--quiet")),
    ("Typen (mypy)", ("-m", "mypy")),
    ("Migrationen", ("manage.py", "makemigrations", "--check", "--dry-run")),
)
# The tests of a file stay in one process: they may share something that is dear to build.
WORKERS = ("-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
PYTEST = (*WORKERS, "-m", "not long")
LONG = (*WORKERS, "-m", "long")
NO_TESTS = 5


@contextmanager
def environment(interruption: Interruption) -> Iterator[dict[str, str]]:
    """The variables for tests: browser, Node, and servers that no running demo notices."""
    variables = tools.environment()
    runs = STATE / "tests"
    sweep_abandoned(runs)
    place = Place(runs / str(os.getpid()))
    place.open()
    with ExitStack() as stack:
        stack.callback(place.remove)
        servers = start_servers.start(place, interruption, stack, throwaway=True)
        if not servers.has_broker:
            raise Problem(NO_WORKER)
        variables |= settings(place, 8000) | servers.environment
        yield variables


def checks(variables: dict[str, str], interruption: Interruption) -> list[str]:
    """Run the linters, types and migrations check; return the titles of those that failed."""
    return [
        title
        for title, arguments in CHECKS
        if not _check(title, arguments, variables, interruption)
    ]


def _check(
    title: str, arguments: tuple[str, ...], variables: dict[str, str], interruption: Interruption
) -> bool:
    """Run one check; show what it has to say only when it fails."""
    current = Step(title)
    current.update("")
    done = capture([venv_python(), *arguments], folder=CHECKOUT, variables=variables)
    interruption.pause(0)
    if done.returncode != 0:
        current.clear()
        say(done.stdout.rstrip())
    current.finish("✓" if done.returncode == 0 else "✗")
    return done.returncode == 0


def pytest(
    arguments: tuple[str, ...], variables: dict[str, str], interruption: Interruption
) -> int:
    """Run pytest in the foreground: Ctrl-C reaches it, and its closing line stays the last."""
    return foreground(
        [venv_python(), *arguments], interruption, folder=CHECKOUT, variables=variables
    )


def run(arguments: list[str], interruption: Interruption, *, long: bool) -> int:
    """The whole run, or with arguments only pytest with them; return the exit code."""
    with environment(interruption) as variables:
        if arguments:
            return pytest(("-m", "pytest", *arguments), variables, interruption)
        failed = checks(variables, interruption)
        say()
        codes = {"Tests": pytest(PYTEST, variables, interruption)}
        interruption.pause(0)
        if long:
            codes["Lange Tests"] = pytest(LONG, variables, interruption)
    # Nothing is marked `long` yet: that is no failure. No test at all is one.
    forgiven = {"Lange Tests": {0, NO_TESTS}}
    failed += [title for title, code in codes.items() if code not in forgiven.get(title, {0})]
    if failed:
        say(f"Nicht bestanden: {', '.join(failed)}")
    return 1 if failed else 0


def main() -> int:
    """Entry point: pytest's arguments come from ARGS; `--long` adds the long form."""
    arguments = shlex.split(os.environ.pop("ARGS", ""))
    started = time.monotonic()
    with Interruption() as interruption:
        try:
            code = run(arguments, interruption, long="--long" in sys.argv[1:])
        except Stopped:
            return 130
        except Problem as problem:
            say(f"\n{problem}")
            return 1
    if not arguments:
        say(f"Gesamt: {seconds(time.monotonic() - started)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
