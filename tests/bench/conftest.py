"""A small database as `fill_volume` makes it, built once for each file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from bench.volume import fill

OFFERS = 500


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker) -> Iterator[list[str]]:
    """500 offers in a transaction around the tests of a file; gives what the filling told."""
    told: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        fill(OFFERS, seed="test", say=told.append)
        yield told
        transaction.set_rollback(True)


def pytest_collection_modifyitems(items: list) -> None:
    """What measures is left to the long run."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.long)
