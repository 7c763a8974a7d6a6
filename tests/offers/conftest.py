"""The known cast, built once for each file: every test gets a copy and a savepoint of its own."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction

from tests import cast


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker) -> Iterator[cast.World]:
    """Nord and Süd in a transaction around the tests of a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield cast.build()
        transaction.set_rollback(True)


@pytest.fixture
def world(built: cast.World, db: None) -> cast.World:
    """Nord and Süd as the whole project knows them; what a test changes is gone after it."""
    return deepcopy(built)
