"""Two roles: one owns and migrates, the other reads and writes rows and is held by every policy."""

import os
from contextlib import closing

import psycopg2
import pytest

from mintportal.local import roles
from tests.local.servers import Server, ask

ATTRIBUTES = """SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole
                FROM pg_roles WHERE rolname = '{}'"""


@pytest.fixture
def table(server: Server):
    """A table made by the owner after provisioning, as a migration would."""
    ask(server.owner_url, "CREATE TABLE thing (id serial PRIMARY KEY, name text)")
    yield "thing"
    ask(server.owner_url, "DROP TABLE thing")


@pytest.mark.parametrize(("role", "may_create"), [(roles.OWNER, True), (roles.APP, False)])
def test_neither_role_is_above_the_rules(server: Server, role: str, may_create: bool):
    assert ask(server.admin_url, ATTRIBUTES.format(role)) == [
        (True, False, False, may_create, False)
    ]


def test_the_owner_owns_database_and_schema(server: Server):
    question = """SELECT pg_get_userbyid(datdba), pg_get_userbyid(nspowner)
                  FROM pg_database, pg_namespace
                  WHERE datname = current_database() AND nspname = 'public'"""
    assert ask(server.owner_url, question) == [(roles.OWNER, roles.OWNER)]


def test_the_app_reads_and_writes_rows(server: Server, table: str):
    ask(server.app_url, f"INSERT INTO {table} (name) VALUES ('a'), ('b')")
    ask(server.app_url, f"UPDATE {table} SET name = 'c' WHERE name = 'a'")
    ask(server.app_url, f"DELETE FROM {table} WHERE name = 'b'")
    assert ask(server.app_url, f"SELECT name FROM {table}") == [("c",)]


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE thing",
        "DROP TABLE thing",
        "ALTER TABLE thing ADD COLUMN more text",
        "ALTER TABLE thing DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE other (id int)",
        "CREATE TEMPORARY TABLE other (id int)",
        "CREATE SCHEMA other",
        "CREATE DATABASE other",
        "CREATE ROLE other",
        "SET ROLE mintportal_owner",
        "SELECT pg_read_file('/etc/hostname')",
    ],
)
def test_the_app_may_nothing_else(server: Server, table: str, statement: str):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(server.app_url, statement)


def test_row_level_security_holds_for_the_app(server: Server, table: str):
    ask(server.owner_url, f"INSERT INTO {table} (name) VALUES ('secret')")
    ask(server.owner_url, f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    assert ask(server.app_url, f"SELECT * FROM {table}") == []


def test_strangers_do_not_come_in(server: Server):
    ask(server.admin_url, "CREATE ROLE stranger LOGIN")
    with pytest.raises(psycopg2.OperationalError, match="permission denied for database"):
        ask(server.cluster.url("stranger", roles.DATABASE), "SELECT 1")


def test_the_extensions_are_there(server: Server):
    there = {name for (name,) in ask(server.app_url, "SELECT extname FROM pg_extension")}
    assert there >= set(roles.EXTENSIONS)


def test_provisioning_may_be_repeated_and_repairs(server: Server, table: str):
    ask(server.admin_url, f"ALTER ROLE {roles.APP} SUPERUSER BYPASSRLS")
    roles.provision(server.admin_url, server.owner_url, server.app_url)
    assert ask(server.admin_url, ATTRIBUTES.format(roles.APP))[0][1:3] == (False, False)


def test_the_owner_prepares_a_test_database_alone(server: Server):
    ask(server.owner_url, "CREATE DATABASE test_other")
    owner = server.cluster.url(roles.OWNER, "test_other")
    roles.prepare_database(owner)
    ask(owner, "CREATE TABLE thing (name text)")
    assert ask(server.cluster.url(roles.APP, "test_other"), "SELECT * FROM thing") == []
    ask(server.owner_url, "DROP DATABASE test_other")


def test_odd_names_and_passwords_are_quoted(server: Server):
    socket = server.cluster.socket
    owner = f"postgresql://the%20owner:pa%27ss@/odd%22name?host={socket}"
    app = f"postgresql://the-app:pa%5Css@/odd%22name?host={socket}"
    roles.provision(server.admin_url, owner, app)
    question = """SELECT count(*) FROM pg_authid
                  WHERE rolname IN ('the owner', 'the-app') AND rolpassword IS NOT NULL"""
    assert ask(server.admin_url, question) == [(2,)]
    assert ask(app, "SELECT current_database(), current_user") == [('odd"name', "the-app")]


def test_the_database_of_this_run_has_the_same_roles():
    """Also the server named by DATABASE_URL keeps app and owner apart."""
    if not os.environ.get("DATABASE_OWNER_URL"):
        pytest.skip("Only `make test` names a server.")
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        app = connection.info.user
        with connection.cursor() as cursor:
            cursor.execute(ATTRIBUTES.format(app))
            assert cursor.fetchone() == (True, False, False, False, False)
            cursor.execute("SELECT current_setting('server_version_num')::int")
            assert cursor.fetchone()[0] >= 150000
