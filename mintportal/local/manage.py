"""`make manage ARGS="…"`: manage.py against the demo's database, started if it is not running."""

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from mintportal.local import servers as start_servers
from mintportal.local.console import Problem, say
from mintportal.local.paths import CHECKOUT, STATE, venv_python
from mintportal.local.place import Place
from mintportal.local.portal import Portal, settings
from mintportal.local.processes import Interruption, Stopped, foreground
from mintportal.local.published import STARTS_ALREADY, find


@contextmanager
def environment(interruption: Interruption) -> Iterator[dict[str, str]]:
    """The running demo's environment, or one for the time of this command."""
    place = Place(STATE)
    if not place.open():
        demo = find()
        if demo is None:
            raise Problem(STARTS_ALREADY)
        yield demo.environment
        return
    with ExitStack() as stack:
        stack.callback(place.close)
        # No worker runs beside a single command: what it hands on is done in the process.
        servers = start_servers.start(place, interruption, stack, broker=False)
        variables = settings(place, 8000) | servers.environment
        if servers.is_new:
            Portal(place, variables, interruption).prepare()
        yield variables


def main() -> int:
    """Entry point: the command line comes from ARGS."""
    arguments = shlex.split(os.environ.pop("ARGS", ""))
    command: list[str | Path] = [venv_python(), CHECKOUT / "manage.py", *arguments]
    with Interruption() as interruption:
        try:
            with environment(interruption) as variables:
                # Ctrl-C reaches the command itself; the servers stop when it has ended.
                return foreground(command, interruption, variables=variables)
        except Stopped:
            return 130
        except Problem as problem:
            say(f"\n{problem}")
            return 1


if __name__ == "__main__":
    sys.exit(main())
