"""Row-level security: operations for migrations that put policies on a table.

``FORCE`` makes the policies hold for the table's owner as well. The functions in the conditions
read the transaction's scope (scope.py); ``(SELECT …)`` lets PostgreSQL call each once a statement.
A setting that was set in an earlier transaction of the connection is ``''`` and not NULL.
"""

from django.db.migrations.operations import RunSQL

FUNCTION = """
CREATE FUNCTION {name}() RETURNS {returns} LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(nullif(current_setting('{setting}', true), '')::{returns}, {nothing}) $$
"""
FUNCTIONS = (
    ("scope_user", "bigint", "portal.user_id", "NULL"),
    ("scope_regions", "bigint[]", "portal.regions", "'{}'"),
    ("scope_institutions", "bigint[]", "portal.institutions", "'{}'"),
    ("scope_everything", "boolean", "portal.everything", "false"),
)
EVERYONE = "true"
EVERYTHING = "(SELECT scope_everything())"


def own(column: str = "user_id") -> str:
    """The row is the user's own."""
    return f"{column} = (SELECT scope_user())"


def in_regions(column: str = "region_id") -> str:
    """The row's region is one of the scope's."""
    return f"{column} = ANY ((SELECT scope_regions())::bigint[])"


def in_institutions(column: str = "institution_id") -> str:
    """The row's institution is one of the scope's."""
    return f"{column} = ANY ((SELECT scope_institutions())::bigint[])"


def any_of(*conditions: str) -> str:
    """One of the conditions, or the scope of everything."""
    return " OR ".join((EVERYTHING, *conditions))


def functions() -> RunSQL:
    """The functions that read the scope."""
    return RunSQL(
        [
            FUNCTION.format(name=name, returns=returns, setting=setting, nothing=nothing)
            for name, returns, setting, nothing in FUNCTIONS
        ],
        [f"DROP FUNCTION {name}()" for name, *_ in FUNCTIONS],
    )


def protect(table: str, *, see: str, add: str, change: str = "", remove: str = "") -> RunSQL:
    """Who sees, adds, changes and removes rows of a table; all are conditions in SQL.

    ``change`` is ``add`` unless it is named, ``remove`` is ``change``; "false" forbids it to all.
    """
    change = change or add
    remove = remove or change
    return RunSQL(
        [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY see ON "{table}" FOR SELECT USING ({see})',
            f'CREATE POLICY add ON "{table}" FOR INSERT WITH CHECK ({add})',
            f'CREATE POLICY change ON "{table}" FOR UPDATE USING ({change}) WITH CHECK ({change})',
            f'CREATE POLICY remove ON "{table}" FOR DELETE USING ({remove})',
        ],
        [
            *(f'DROP POLICY {name} ON "{table}"' for name in ("see", "add", "change", "remove")),
            f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY',
        ],
    )
