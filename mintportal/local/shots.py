"""`make shots`: pictures of the pages, taken from the demo (started if it is not running)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mintportal.local import demo, tools
from mintportal.local.console import Problem, say
from mintportal.local.paths import CHECKOUT, STATE, venv_python
from mintportal.local.place import Place
from mintportal.local.portal import free_port
from mintportal.local.processes import Interruption, Stopped, foreground
from mintportal.local.published import STARTS_ALREADY, Running, find


@contextmanager
def portal(interruption: Interruption) -> Iterator[Running]:
    """The demo that runs, or one for the time of this command."""
    place = Place(STATE)
    if place.open():
        place.close()
        with demo.running(free_port(), interruption) as started:
            yield started
        return
    found = find()
    if found is None:
        raise Problem(STARTS_ALREADY)
    yield found


def main() -> int:
    """Entry point."""
    command: list[str | Path] = [venv_python(), "-m", "tests.browser.shots", *sys.argv[1:]]
    with Interruption() as interruption:
        try:
            variables = tools.environment()
            with portal(interruption) as found:
                variables |= found.environment | {"DEMO_URL": found.address}
                return foreground(command, interruption, folder=CHECKOUT, variables=variables)
        except Stopped:
            return 130
        except Problem as problem:
            say(f"\n{problem}")
            return 1


if __name__ == "__main__":
    sys.exit(main())
