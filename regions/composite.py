"""Composite foreign keys: a child can never point into another region, whatever code did.

They stand beside the ORM's plain ones and are written by RunSQL operations in migrations.
"""

from django.db.migrations.operations import RunSQL


def unique_with_region(table: str) -> RunSQL:
    """``UNIQUE (id, region_id)``, which composite foreign keys point at."""
    name = f"{table}_id_region"
    return RunSQL(
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" UNIQUE (id, region_id)',
        f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"',
    )


def same_region(table: str, column: str, parent: str) -> RunSQL:
    """``(column, region_id)`` of ``table`` must be ``(id, region_id)`` of ``parent``."""
    return reference(table, (column, "region_id"), parent, ("id", "region_id"))


def reference(
    table: str, columns: tuple[str, str], parent: str, parent_columns: tuple[str, str]
) -> RunSQL:
    """A deferrable foreign key over two columns; a NULL in either leaves the row unchecked."""
    name = f"{table}_{columns[0]}_same_region"
    here, there = (", ".join(f'"{one}"' for one in pair) for pair in (columns, parent_columns))
    return RunSQL(
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY ({here}) '
        f'REFERENCES "{parent}" ({there}) DEFERRABLE INITIALLY DEFERRED',
        f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"',
    )
