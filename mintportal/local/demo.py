"""`make demo`: the whole portal on this computer, stopped with Ctrl-C."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from mintportal.local import servers as start_servers
from mintportal.local.console import Problem, Step, say, step
from mintportal.local.paths import STATE
from mintportal.local.place import Place
from mintportal.local.portal import Portal, require_free_port, settings
from mintportal.local.processes import Child, Interruption, Stopped, stop_together
from mintportal.local.published import Running, already_running, published
from mintportal.local.servers import Servers

BAD_PORT = "PORT muss eine Zahl zwischen 1 und 65535 sein, zum Beispiel: make demo PORT=8000"
WELCOME = """
  Das Portal läuft: {address}

  Zuerst ansehen: die Startseite mit der Karte und den Regionen.
  Was Server und Worker zu sagen haben, steht in {log}
{sign_in}
  Beenden mit Strg-C.
"""
# Who may sign in as whom stands here once there is a sign-in.
SIGN_IN = ""


@contextmanager
def running(port: int, interruption: Interruption) -> Iterator[Running]:
    """Start everything, hand it over, stop everything."""
    place = Place(STATE)
    if not place.open():
        raise Problem(already_running())
    with ExitStack() as stack:
        stack.callback(place.close)
        # Only now: what a killed demo left running has just been stopped.
        require_free_port(port)
        servers = start_servers.start(place, interruption, stack)
        environment = settings(place, port) | servers.environment
        portal = Portal(place, environment, interruption)
        portal.prepare()
        address = f"http://127.0.0.1:{port}/"
        children = servers.children + _start_portal(portal, servers, port, stack)
        stack.enter_context(published(place.folder, address, environment))
        yield Running(address, environment, children)


def _start_portal(portal: Portal, servers: Servers, port: int, stack: ExitStack) -> list[Child]:
    """Server, worker and beat start side by side."""
    with step("Webserver und Aufgaben") as current:
        children = [portal.server(port), *(portal.workers() if servers.has_broker else [])]
        stack.callback(stop_together, children)
        for child in children:
            child.start()
        portal.await_server(children[0], port)
        if servers.has_broker:
            portal.await_worker(children[1])
        _name(current, servers)
    return children


def _name(current: Step, servers: Servers) -> None:
    with_worker = "gunicorn, Celery-Worker und -Beat"
    alone = "gunicorn; Aufgaben laufen im Prozess, ohne Celery-Worker"
    current.note = with_worker if servers.has_broker else alone


def watch(demo: Running, interruption: Interruption) -> None:
    """Wait for Ctrl-C; a child that ends by itself ends the demo."""
    while True:
        for child in demo.children:
            if child.code() is not None:
                raise child.crashed()
        interruption.pause(0.2)


def _port(arguments: list[str]) -> int:
    text = arguments[0] if arguments else "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Problem(BAD_PORT)
    return int(text)


def main() -> int:
    """Entry point: the port is the only argument."""
    with Interruption() as interruption:
        try:
            with running(_port(sys.argv[1:]), interruption) as demo:
                say(WELCOME.format(address=demo.address, log=".local/log/", sign_in=SIGN_IN))
                watch(demo, interruption)
        except Stopped:
            say("\n  ✓ Alles beendet.")
            return 0
        except Problem as problem:
            say(f"\n{problem}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
