"""A real worker on a real broker does what the clock asks, on a database of its own."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
import redis
from celery import Celery
from django.conf import settings

from mintportal.celery import app as portal
from mintportal.environment import broker
from mintportal.jobs import SIGN_OF_LIFE
from offers.jobs import refresh_search
from tests.conftest import OWNER_URL, create_database, drop_database, named

CHECKOUT = Path(__file__).resolve().parent.parent
APP_URL = os.environ["DATABASE_URL"]
PATIENCE = 60
MADE = """
from mintportal.geo.areas import KREISE
from offers.models import SearchRow, Offer
from tests import cast
cast.build()
Offer.objects.across_regions().published().update(valid_until="2020-01-01")
print(SearchRow.objects.count())
"""


@pytest.fixture(scope="module")
def redis_url() -> str:
    """The broker's address, in one of its numbered databases taken at random."""
    url = os.environ.get("REDIS_URL", "")
    assert url, "Diese Tests brauchen einen echten Celery-Worker: REDIS_URL ist leer."
    number = secrets.choice(range(1, 16))
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return urlunsplit(parts._replace(path=f"/{number}"))


@pytest.fixture(scope="module")
def queue() -> str:
    """A queue that only this run listens to, also where two runs drew the same number."""
    return f"test-{secrets.token_hex(8)}"


@pytest.fixture(scope="module")
def variables(redis_url: str) -> Iterator[dict[str, str]]:
    """The environment of a portal on a migrated scratch database with the known cast in it."""
    name = f"test_tasks_{os.getpid()}_{secrets.token_hex(4)}"
    create_database(name)
    given = os.environ | {
        "DEMO": "1",
        "DATABASE_URL": named(APP_URL, name),
        "DATABASE_OWNER_URL": named(OWNER_URL, name),
        "REDIS_URL": redis_url,
        "LOG_LEVEL": "INFO",
    }
    try:
        run(given, "migrate", "--database", "owner", "--no-input", "--verbosity", "0")
        assert run(given, "shell", "--no-imports", "-c", MADE).strip() == "2"
        yield given
    finally:
        drop_database(name)


def run(variables: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=CHECKOUT, env=variables, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def worker(variables: dict[str, str], queue: str, tmp_path_factory: Any) -> Iterator[Path]:
    """A worker on that queue; gives its log."""
    log = tmp_path_factory.mktemp("worker") / "log"
    command = ["-m", "celery", "-A", "mintportal", "worker", "--pool=solo", "--loglevel=INFO"]
    quiet = ["--without-gossip", "--without-mingle", "-Q", queue, "-n", f"{queue}@%h"]
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, *command, *quiet],
            cwd=CHECKOUT, env=variables, stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            wait_for(lambda: " ready." in log.read_text() or process.poll() is not None, log)
            assert process.poll() is None, log.read_text()
            yield log
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def wait_for(is_so: Callable[[], bool], log: Path) -> None:
    """Wait until something is so; say what the worker said when it never is."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.1)


@pytest.fixture
def send(redis_url: str, queue: str) -> Iterator[Callable[[str], None]]:
    """Asks for a task by its name, as beat does."""
    client = Celery(broker=broker(redis_url))
    yield lambda name: client.send_task(name, queue=queue, ignore_result=True) and None
    client.close()


def rows(variables: dict[str, str]) -> int:
    """How many offers the search holds, as another process sees it."""
    connection = psycopg2.connect(variables["DATABASE_URL"])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM offers_searchrow")
            return cursor.fetchone()[0]
    finally:
        connection.close()


def test_a_worker_refreshes_the_search(
    worker: Path, variables: dict[str, str], send: Callable[[str], None]
) -> None:
    """Two offers ran out since the search was written; the nightly job takes them out of it."""
    assert rows(variables) == 2
    send("offers.jobs.refresh_search")
    wait_for(lambda: rows(variables) == 0, worker)
    wait_for(
        lambda: "refresh_search" in worker.read_text() and "succeeded" in worker.read_text(), worker
    )


def test_a_worker_gives_a_sign_of_life(
    worker: Path, redis_url: str, variables: dict[str, str], send: Callable[[str], None]
) -> None:
    said = ("shell", "--no-imports", "-c",
            f"from django.core.cache import cache; print(cache.get({SIGN_OF_LIFE!r}))")  # fmt: skip
    with redis.Redis.from_url(redis_url) as store:
        store.delete(f":1:{SIGN_OF_LIFE}")
        send("mintportal.jobs.sign_of_life")
        wait_for(lambda: bool(store.exists(f":1:{SIGN_OF_LIFE}")), worker)
        assert 0 < store.ttl(f":1:{SIGN_OF_LIFE}") <= 3600
    assert run(variables, *said).startswith("20")


def test_an_unknown_task_does_not_stop_the_worker(
    worker: Path, redis_url: str, send: Callable[[str], None]
) -> None:
    send("offers.jobs.gibt_es_nicht")
    wait_for(lambda: "gibt_es_nicht" in worker.read_text(), worker)
    with redis.Redis.from_url(redis_url) as store:
        store.delete(f":1:{SIGN_OF_LIFE}")
        send("mintportal.jobs.sign_of_life")
        wait_for(lambda: bool(store.exists(f":1:{SIGN_OF_LIFE}")), worker)


def test_the_clock_asks_only_for_what_exists() -> None:
    portal.loader.import_default_modules()
    asked = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert asked == {
        *("offers.jobs.refresh_search", "regions.jobs.forget_reports"),
        *("mintportal.jobs.sign_of_life", "mintportal.web.jobs.forget_tallies"),
        *("mintportal.mail.jobs.look_into_outbox", "mintportal.mail.jobs.forget_old_mail"),
    }
    assert asked <= set(portal.tasks)
    ours = {name for name in portal.tasks if not name.startswith("celery.")}
    assert ours - asked == {"mintportal.mail.tasks.deliver"}, "a job that nobody asks for"


def test_beat_takes_the_schedule(redis_url: str, variables: dict[str, str], tmp_path: Path) -> None:
    """Beat starts with the portal's schedule and sends what is due."""
    log = tmp_path / "log"
    command = ["-m", "celery", "-A", "mintportal", "beat", "--loglevel=DEBUG"]
    place = ["-s", str(tmp_path / "schedule"), "--pidfile", str(tmp_path / "pid")]
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, *command, *place],
            cwd=CHECKOUT, env=variables, stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            wait_for(lambda: "offers.jobs.refresh_search" in log.read_text(), log)
            assert "mintportal.jobs.sign_of_life" in log.read_text()
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def test_the_job_tells_how_many_offers_the_search_holds(world: object) -> None:
    assert refresh_search() == 2
