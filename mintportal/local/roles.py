"""Roles, database and privileges on any PostgreSQL from 15 on.

The owner migrates and owns everything; the app reads and writes rows and owns nothing, so that
row-level security holds for it. Default privileges belong to one database: `prepare_database`
must run once in each, also in each test database, before its first migration.
`python -m mintportal.local.roles` does it all, with DATABASE_ADMIN_URL, DATABASE_OWNER_URL and
DATABASE_URL from the environment.
"""

import os
from contextlib import closing

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor
from psycopg2.extensions import parse_dsn

OWNER = "mintportal_owner"
APP = "mintportal_app"
DATABASE = "mintportal"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin", "btree_gist")


def provision(admin_url: str, owner_url: str, app_url: str) -> None:
    """Make, or put right, both roles and the database, as a superuser; may be repeated."""
    owner, app = parse_dsn(owner_url), parse_dsn(app_url)
    database = app["dbname"]
    with closing(_connect(admin_url)) as admin, admin.cursor() as cursor:
        _role(cursor, owner["user"], "CREATEDB", owner.get("password"))
        _role(cursor, app["user"], "NOCREATEDB", app.get("password"))
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        command = "ALTER DATABASE {} OWNER TO {}"
        if cursor.fetchone() is None:
            command = "CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0"
        _run(cursor, command, database, owner["user"])
    there = psycopg2.extensions.make_dsn(admin_url, dbname=database)
    with closing(_connect(there)) as admin, admin.cursor() as cursor:
        _run(cursor, "ALTER SCHEMA public OWNER TO {}", owner["user"])
    prepare_database(owner_url, app["user"])


def prepare_database(owner_url: str, app_role: str = APP) -> None:
    """As the owner of one database: extensions, and the app's rights on tables yet to come."""
    with closing(_connect(owner_url)) as owner, owner.cursor() as cursor:
        database = owner.info.dbname
        # Two processes may prepare databases at once; the second waits and finds the work done.
        cursor.execute("SELECT pg_advisory_lock(hashtext('mintportal.local.roles'))")
        cursor.execute("SET client_min_messages = warning")
        for extension in EXTENSIONS:
            _run(cursor, "CREATE EXTENSION IF NOT EXISTS {}", extension)
        _run(cursor, "REVOKE ALL ON DATABASE {} FROM PUBLIC", database)
        _run(cursor, "GRANT CONNECT ON DATABASE {} TO {}", database, app_role)
        _run(cursor, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
        _run(cursor, "GRANT USAGE ON SCHEMA public TO {}", app_role)
        future = "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT "
        _run(cursor, future + "SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}", app_role)
        _run(cursor, future + "USAGE, SELECT ON SEQUENCES TO {}", app_role)


def _connect(url: str) -> Connection:
    connection = psycopg2.connect(url, connect_timeout=10)
    connection.autocommit = True
    return connection


def _role(cursor: Cursor, name: str, may_create: str, password: str | None) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    if cursor.fetchone() is None:
        _run(cursor, "CREATE ROLE {}", name)
    limits = f"LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION {may_create}"
    _run(cursor, f"ALTER ROLE {{}} {limits}", name)
    if password:
        command = sql.SQL("ALTER ROLE {} PASSWORD {}")
        cursor.execute(command.format(sql.Identifier(name), sql.Literal(password)))


def _run(cursor: Cursor, command: str, *names: str) -> None:
    cursor.execute(sql.SQL(command).format(*(sql.Identifier(name) for name in names)))


if __name__ == "__main__":
    provision(
        os.environ["DATABASE_ADMIN_URL"],
        os.environ["DATABASE_OWNER_URL"],
        os.environ["DATABASE_URL"],
    )
