"""The whole demo in a copy of the checkout: it starts, works, stops, and survives being killed.

The tests of this file build on one another: the demo world is built once, by the first.
"""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mintportal.local.paths import CHECKOUT, VENV
from mintportal.local.place import Place
from mintportal.local.portal import free_port

pytestmark = pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="Counts processes in /proc."
)
PARTS = ("manage.py", "mintportal", "regions", "partners", "offers", "templates", "static")
GIVEN = {"DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_ADMIN_URL", "REDIS_URL", "ARGS"}
# Other work may run beside these; on a machine of its own `make demo` needs less than 5 s.
SECOND_START = 25


@dataclass
class Demo:
    """A demo that runs, and what it said until its address stood there."""

    process: subprocess.Popen[str]
    port: int
    took: float
    lines: list[str] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body

    def end(self, number: int = signal.SIGINT) -> str:
        """Signal its whole group, as a terminal does; return what it still said."""
        os.killpg(self.process.pid, number)
        return self.wait()

    def wait(self) -> str:
        """What it said until its end."""
        return self.process.communicate(timeout=60)[0]

    def alive(self) -> set[int]:
        """The processes of its children's sessions that still run."""
        return {pid for pid in pids() if session(pid) in self.sessions}


def pids() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdecimal()]


def session(pid: int) -> int | None:
    """The session of a process that has not ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "XZ" else int(fields[3])


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    copy = tmp_path_factory.mktemp("demo") / "portal"
    copy.mkdir()
    for part in (*PARTS, "requirements", "locale"):
        source = CHECKOUT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / part)
    (copy / ".venv").symlink_to(VENV)
    yield copy
    place = Place(copy / ".local")
    assert place.open()
    place.remove()


def variables(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in GIVEN}
    django = {"SECRET_KEY", "STATIC_ROOT", "ALLOWED_HOSTS", "DEMO", "LOG_LEVEL"}
    return {name: value for name, value in kept.items() if name not in django} | more


def launch(checkout: Path, port: int, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [checkout / ".venv/bin/python", "-m", "mintportal.local.demo", str(port)],
        cwd=checkout,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=variables(**more),
        start_new_session=True,
    )


def start(checkout: Path, **more: str) -> Demo:
    """Start it and read until the invitation is complete."""
    began = time.monotonic()
    port = free_port()
    demo = Demo(launch(checkout, port, **more), port, 0)
    for line in demo.process.stdout:
        demo.lines.append(line)
        if "Beenden mit Strg-C" in line:
            break
    demo.took = time.monotonic() - began
    assert "Das Portal läuft" in demo.text, demo.text
    records = (checkout / ".local" / "run").glob("*.pid")
    demo.sessions = {int(record.read_text().split()[0]) for record in records}
    return demo


def say(checkout: Path, module: str, *arguments: str, **more: str) -> str:
    """What another command of the same checkout answers."""
    done = subprocess.run(
        [checkout / ".venv/bin/python", "-m", f"mintportal.local.{module}", *arguments],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        env=variables(**more),
        timeout=120,
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def started(checkout: Path) -> Iterator[list[Demo]]:
    """Every demo of this file; the last one may still run."""
    demos: list[Demo] = []
    yield demos
    for demo in demos:
        if demo.process.poll() is None:
            demo.end()


@pytest.fixture
def demo(checkout: Path, started: list[Demo]) -> Demo:
    """The running demo, or a new one when the test before has ended it."""
    if not started or started[-1].process.poll() is not None:
        started.append(start(checkout))
    return started[-1]


def test_the_first_start_builds_everything_and_shows_how_far_it_is(checkout: Path):
    demo = start(checkout)
    for said in ("✓ PostgreSQL (18.", "✓ Valkey (", "✓ Demo-Welt", "Celery-Worker und -Beat"):
        assert said in demo.text
    assert f"http://127.0.0.1:{demo.port}/" in demo.text
    assert demo.get("/")[0] == 200
    assert len(demo.sessions) == 5
    assert "✓ Alles beendet." in demo.end()
    assert demo.process.returncode == 0
    assert demo.alive() == set()


def test_the_second_start_is_quick(demo: Demo):
    assert demo.took < SECOND_START, demo.text
    assert "neu eingerichtet" not in demo.text


def test_a_real_worker_takes_tasks(checkout: Path, demo: Demo):
    code = "from mintportal.jobs import sign_of_life; sign_of_life.delay(); print('ab')"
    assert "ab" in say(checkout, "manage", ARGS=f'shell --verbosity 0 --command "{code}"')
    deadline = time.monotonic() + 20
    while not json.loads(demo.get("/gesund/")[1])["worker"]:
        assert time.monotonic() < deadline, "No worker took the task."
        time.sleep(0.2)
    assert "succeeded" in (checkout / ".local" / "log" / "worker.log").read_text()


def test_the_app_role_serves_pages(demo: Demo, checkout: Path):
    note = json.loads((checkout / ".local" / "running.json").read_text())
    assert "//mintportal_app@" in note["environment"]["DATABASE_URL"]
    assert (checkout / ".local" / "running.json").stat().st_mode & 0o077 == 0


def test_a_second_demo_of_the_same_folder_says_where_the_first_is(checkout: Path, demo: Demo):
    answer = say(checkout, "demo", str(free_port()))
    assert f"läuft schon: http://127.0.0.1:{demo.port}/" in answer
    assert demo.get("/gesund/")[0] == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["term", "hangup"])
def test_every_way_to_stop_leaves_nothing(demo: Demo, checkout: Path, number: int):
    assert len(demo.alive()) > 5
    demo.end(number)
    assert demo.alive() == set()
    assert list((checkout / ".local" / "run").iterdir()) == []
    assert not (checkout / ".local" / "running.json").exists()


def test_it_stops_when_make_is_killed(checkout: Path):
    """`make` is the launcher's parent; killed, it cannot tell its child."""
    port = free_port()
    launcher = [str(checkout / ".venv/bin/python"), "-m", "mintportal.local.demo", str(port)]
    code = f"import subprocess; subprocess.run({launcher!r})"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=checkout,
        stdout=subprocess.PIPE,
        text=True,
        env=variables(),
        start_new_session=True,
    ) as parent:
        for line in parent.stdout:
            if "Beenden mit Strg-C" in line:
                break
        parent.kill()
        assert "✓ Alles beendet." in parent.stdout.read()


def test_a_killed_demo_does_not_hinder_the_next(checkout: Path, demo: Demo, started: list[Demo]):
    demo.end(signal.SIGKILL)
    assert demo.alive()
    started.append(start(checkout))
    assert demo.alive() == set()
    assert started[-1].get("/gesund/")[0] == 200


def test_nor_does_one_whose_servers_were_killed_as_well(
    checkout: Path, demo: Demo, started: list[Demo]
):
    demo.end(signal.SIGKILL)
    for pid in demo.alive():
        os.kill(pid, signal.SIGKILL)
    started.append(start(checkout))
    assert started[-1].get("/")[0] == 200


def test_a_crash_names_who_and_why_and_stops_the_rest(checkout: Path, demo: Demo):
    worker = (checkout / ".local" / "run" / "worker.pid").read_text().split()[0]
    os.kill(int(worker), signal.SIGKILL)
    said = demo.wait()
    assert "Celery-Worker ist unerwartet zu Ende gegangen" in said
    assert "ready." in said
    assert demo.process.returncode == 1
    assert demo.alive() == set()


def test_a_taken_port_is_explained(checkout: Path, demo: Demo):
    demo.end()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = say(checkout, "demo", str(port))
    assert f"Port {port} ist schon belegt" in answer
    assert "make demo PORT=" in answer


def test_without_a_broker_it_says_so_and_works(checkout: Path):
    demo = start(checkout, REDIS_URL="")
    assert "Aufgaben laufen im Prozess" in demo.text
    assert json.loads(demo.get("/gesund/")[1])["worker"] == "in process"
    demo.end()


def test_a_command_starts_the_database_for_itself(checkout: Path):
    code = "from regions.models import Region; print('Regionen', Region.objects.count())"
    answer = say(checkout, "manage", ARGS=f'shell --verbosity 0 --command "{code}"')
    assert re.search(r"Regionen [1-9]", answer)
    assert list((checkout / ".local" / "run").iterdir()) == []
