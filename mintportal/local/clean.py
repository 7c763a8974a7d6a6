"""`make clean`: takes away what the other commands made."""

import shutil
import sys

from mintportal.local.console import Problem, say
from mintportal.local.paths import BROWSER_TOOLS, CHECKOUT, STATE, VENV
from mintportal.local.place import Place, sweep_abandoned
from mintportal.local.published import already_running

CACHES = (".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache")


def main() -> int:
    """Entry point."""
    try:
        place = Place(STATE)
        if not place.open():
            raise Problem(already_running())
        sweep_abandoned(STATE / "tests")
        place.remove()
    except Problem as problem:
        say(str(problem))
        return 1
    for folder in (VENV, BROWSER_TOOLS / "node_modules", *(CHECKOUT / name for name in CACHES)):
        shutil.rmtree(folder, ignore_errors=True)
    say("  ✓ Aufgeräumt.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
