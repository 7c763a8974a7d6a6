"""Whose rows a transaction may touch: what the database's own wall goes by.

Under row-level security (rowsecurity.py) everyone sees what is published; the rest is there only
within the *scope* that the transaction names. A scope is made of settings that PostgreSQL forgets
at the end of the transaction (``set_config(…, true)``), so it cannot leak to whoever uses the same
connection next, also behind a pool. This module knows ids only; who has which is told from above.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

SETTINGS = ("portal.user_id", "portal.regions", "portal.institutions", "portal.everything")
ENTER = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)
CURRENT = "SELECT " + ", ".join(f"current_setting('{name}', true)" for name in SETTINGS)


@dataclass(frozen=True)
class Scope:
    """Ids of the rows within reach beside the published ones.

    ``user``: rows of one's own; ``regions``, ``institutions``: all of theirs; ``everything``: all.
    """

    user: int | None = None
    regions: tuple[int, ...] = ()
    institutions: tuple[int, ...] = ()
    everything: bool = False


PUBLISHED = Scope()
"""What is published, and nothing else: what a transaction without a scope has."""
SYSTEM = Scope(everything=True)
"""For what nobody asks for: commands, jobs, mail. Whoever enters it answers for what it shows."""


class OutsideOfTransaction(Exception):
    """A scope would be forgotten at once."""

    def __init__(self) -> None:
        super().__init__(
            "A scope lasts as long as its transaction. Open one, or use within(scope)."
        )


def enter(scope: Scope) -> None:
    """Let the scope hold for the rest of the transaction. Raises OutsideOfTransaction."""
    if not connection.in_atomic_block:
        raise OutsideOfTransaction
    values = [
        "" if scope.user is None else str(scope.user),
        _array(scope.regions),
        _array(scope.institutions),
        "on" if scope.everything else "",
    ]
    _set(values)


@contextmanager
def within(scope: Scope) -> Iterator[None]:
    """The scope for what happens inside, in one transaction; then again the one before.

    An error rolls back to where the transaction was, and its settings with it.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CURRENT)
            before = [value or "" for value in cursor.fetchone()]
        enter(scope)
        yield
        _set(before)


def scope_of(user: Any) -> Scope:
    """What a user may reach; of someone signed out only what is published."""
    if not getattr(user, "is_authenticated", False):
        return PUBLISHED
    resolve: Callable[[Any], Scope] = import_string(settings.SCOPE_OF)
    return resolve(user)


def _set(values: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ENTER, values)


def _array(ids: tuple[int, ...]) -> str:
    return f"{{{','.join(map(str, ids))}}}" if ids else ""
