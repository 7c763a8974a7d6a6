"""`make lock`: exact versions with hashes, for every Python and system, from pyproject.toml."""

import os
import shlex
import sys

from mintportal.local.commands import capture
from mintportal.local.console import Problem, say, step
from mintportal.local.paths import CHECKOUT, venv_python

# Each lock also holds the versions of the one before it.
LOCKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("demo", ()),
    ("test", ("--extra", "test", "--constraint", "requirements/demo.lock")),
    ("geodata", ("--extra", "geodata", "--constraint", "requirements/test.lock")),
)
# No registry's address and no path of this computer may stand in a lock; one version of a package
# serves every Python.
OPTIONS = (
    *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--generate-hashes", "--quiet"),
    *("--no-header", "--no-emit-index-url", "--no-emit-find-links"),
)


def command(name: str, extra: tuple[str, ...]) -> list[str]:
    """The command that writes one lock file."""
    compiler = [str(venv_python()), "-m", "uv", "pip", "compile", "pyproject.toml"]
    return [*compiler, *OPTIONS, *extra, "--output-file", f"requirements/{name}.lock"]


def main() -> int:
    """Entry point: further options for the compiler come from ARGS."""
    further = shlex.split(os.environ.pop("ARGS", ""))
    try:
        _write(further)
    except Problem as problem:
        say(f"\n{problem}")
        return 1
    say("  Jetzt: make test")
    return 0


def _write(further: list[str]) -> None:
    for name, extra in LOCKS:
        with step(f"requirements/{name}.lock"):
            done = capture([*command(name, extra), *further], folder=CHECKOUT)
            if done.returncode != 0:
                raise Problem(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
