"""Statements that a visitor's words could make slow: they get three seconds, not more."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

LONGEST = 3000
"""Milliseconds."""
LIMITS = "SET LOCAL statement_timeout = %s; SET LOCAL jit = off"
"""To compile such a statement takes longer than to run it; without statistics PostgreSQL would."""


def rows_of(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement; raises OperationalError when it takes longer than we wait.

    The limits hold for the rest of the transaction, in PgBouncer's pools as well.
    """
    with connection.cursor() as cursor:
        if connection.in_atomic_block:
            cursor.execute(LIMITS, [LONGEST])
        cursor.execute(sql, values)
        return cursor.fetchall()
