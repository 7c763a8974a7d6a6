"""Databases made by the owner's role, and the known cast (``world``)."""

import os
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import connections
from django.test import Client
from psycopg2 import sql

from mintportal.local.roles import prepare_database
from mintportal.web.scope import SETTINGS
from regions import sites
from tests import cast
from tests.house.statements import every_statement_names_its_region


def named(url: str, database: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


OWNER_URL = os.environ.get("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])


def run_as_owner(command: str, *names: str) -> None:
    """A statement on the server's maintenance database, as the owner's role."""
    with closing(psycopg2.connect(OWNER_URL)) as owner:
        owner.autocommit = True
        with owner.cursor() as cursor:
            cursor.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


def create_database(name: str) -> None:
    """An empty database in which the app's role may read and write what the owner creates."""
    drop_database(name)
    run_as_owner("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
    app = urlsplit(os.environ["DATABASE_URL"]).username or "postgres"
    prepare_database(named(OWNER_URL, name), app)


def drop_database(name: str) -> None:
    """Gone, even if someone is still connected."""
    run_as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id: str) -> Iterator[None]:
    """A migrated database for this worker; tests run in it as the app's role."""
    name = f"test_mintportal_{os.getpid()}_{worker_id}"
    with django_db_blocker.unblock():
        create_database(name)
        connections["default"].settings_dict["OPTIONS"]["options"] = "-c portal.everything=on"
        for alias in ("default", "owner"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        connections["owner"].close()
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
        connections["owner"].close()
        drop_database(name)


@pytest.fixture(autouse=True)
def watched_statements() -> Iterator[None]:
    """No statement on region-owned tables may leave open whose rows it means."""
    with every_statement_names_its_region():
        yield


@pytest.fixture(autouse=True)
def requests_begin_without_a_scope() -> Iterator[None]:
    """A test itself is the system; a request starts like a new transaction of someone unknown."""
    request_started.connect(forget_scope)
    request_finished.connect(remember_scope)
    yield
    request_started.disconnect(forget_scope)
    request_finished.disconnect(remember_scope)


def forget_scope(**_: object) -> None:
    """As in a new transaction."""
    _set_scope("")


def remember_scope(**_: object) -> None:
    """As at the start of the test."""
    _set_scope("on")


def _set_scope(everything: str) -> None:
    known = connections["default"].connection
    if known is not None and not connections["default"].needs_rollback:
        with known.cursor() as cursor:  # past Django, so that no test counts it
            values = ("", "", "", everything)
            for setting, value in zip(SETTINGS, values, strict=True):
                cursor.execute("SELECT set_config(%s, %s, false)", [setting, value])


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Pages name static files by their manifest, as in production."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture
def world(db: None) -> cast.World:
    """Nord and Süd with everything in every state, so that any leak has something to leak."""
    return cast.build()


@pytest.fixture
def browser_client() -> Client:
    """A visitor without JavaScript."""
    return Client()


@pytest.fixture(autouse=True)
def own_domains_are_asked_anew() -> None:
    """A process remembers them for a moment, the next test has others."""
    sites.forget()
