"""Migrations match the models and reverse; the app's role may touch rows and nothing else."""

import os
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from psycopg2 import errors

from tests.conftest import create_database, drop_database, named


@pytest.fixture
def scratch(django_db_blocker: Any, worker_id: str) -> Iterator[Any]:
    """The owner's connection, to an empty database of its own."""
    owner, name = connections["owner"], f"scratch_mintportal_{os.getpid()}_{worker_id}"
    with django_db_blocker.unblock():
        owner.close()
        before, owner.settings_dict["NAME"] = owner.settings_dict["NAME"], name
        create_database(name)
        yield owner
        owner.close()
        owner.settings_dict["NAME"] = before
        drop_database(name)


def built(owner: Any) -> list[tuple[str, str, str]]:
    """Columns, constraints and indexes as the database knows them; not the record of migrations."""
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type || is_nullable"
            " FROM information_schema.columns WHERE table_schema = 'public'"
            " AND table_name <> 'django_migrations'"
            " UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
            " AND conrelid::regclass::text <> 'django_migrations'"
            " UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes"
            " WHERE schemaname = 'public' AND tablename <> 'django_migrations' ORDER BY 1, 2, 3"
        )
        return cursor.fetchall()


@pytest.mark.django_db(databases=["default", "owner"])
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_reverses_step_by_step(scratch: Any) -> None:
    """After each step back the database is what it was before the step forward."""
    executor = MigrationExecutor(scratch)
    plan = [one for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    states = [built(scratch)]
    for one in plan:
        executor.loader.build_graph()
        executor.migrate([(one.app_label, one.name)])
        states.append(built(scratch))
    assert states[0] == []
    assert ("offers_offer", "title") in {row[:2] for row in states[-1]}
    for place, one in reversed(list(enumerate(plan))):
        before = [other.name for other in plan[:place] if other.app_label == one.app_label]
        executor.loader.build_graph()
        executor.migrate([(one.app_label, before[-1] if before else None)])
        assert built(scratch) == states[place], one
    executor.loader.build_graph()
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert built(scratch) == states[-1]


# --- the app's role ------------------------------------------------------------


@pytest.fixture
def app(db: None) -> Iterator[Any]:
    """A cursor of the app's role in the test database, each statement a transaction of its own."""
    url = named(os.environ["DATABASE_URL"], connections["default"].settings_dict["NAME"])
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor


def test_the_app_is_neither_superuser_nor_above_row_policies(app: Any) -> None:
    app.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
        " FROM pg_roles WHERE rolname = current_user"
    )
    assert app.fetchone() == (False, False, False, False, False)


def test_the_app_is_member_of_no_other_role(app: Any) -> None:
    app.execute("SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole")
    assert app.fetchone() == (0,)


def test_the_app_owns_nothing(app: Any) -> None:
    app.execute(
        "SELECT relname FROM pg_class WHERE relowner = current_user::regrole UNION ALL"
        " SELECT datname FROM pg_database WHERE datdba = current_user::regrole UNION ALL"
        " SELECT nspname FROM pg_namespace WHERE nspowner = current_user::regrole UNION ALL"
        " SELECT proname FROM pg_proc WHERE proowner = current_user::regrole"
    )
    assert app.fetchall() == []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "CREATE INDEX mine ON offers_offer (title)",
        "CREATE POLICY mine ON offers_offer USING (TRUE)",
        "ALTER TABLE offers_offer DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE offers_offer DROP CONSTRAINT offers_offer_id_region",
        "ALTER TABLE offers_offer DISABLE TRIGGER ALL",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
        "DROP TABLE offers_offer",
        "TRUNCATE offers_offer CASCADE",
        "SET ROLE mintportal_owner",
        "SET session_replication_role = replica",
    ],
)
def test_the_app_may_not(app: Any, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute(statement)


def test_the_app_may_read_and_write_rows_of_every_table(app: Any) -> None:
    app.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = 'public'::regnamespace AND NOT has_table_privilege(oid, 'SELECT')"
    )
    assert app.fetchall() == []
    app.execute("SELECT 1 FROM offers_offer LIMIT 1")
