"""Servers for the launcher's own tests: always the embedded ones, always thrown away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mintportal.local import roles
from mintportal.local.place import Place
from mintportal.local.postgres import Cluster
from mintportal.local.processes import Interruption
from tests.local.servers import Server


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "state")
    assert place.open()
    yield place
    place.remove()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One provisioned server for all tests of a file."""
    place = Place(tmp_path_factory.mktemp("server") / "state")
    assert place.open()
    cluster = Cluster(place, throwaway=True)
    cluster.initialise()
    child = cluster.start(Interruption())
    running = Server(cluster, child)
    try:
        roles.provision(running.admin_url, running.owner_url, running.app_url)
        yield running
    finally:
        child.stop()
        place.remove()
