"""Writing history."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from mintportal.audit.models import Entry
from mintportal.web.scope import SYSTEM, within

Row = Mapping[str, Any]


def was(thing: models.Model) -> Row:
    """The thing's row as the database has it before the deed, by field."""
    rows = type(thing)._base_manager.filter(pk=thing.pk)
    return rows.values().first() or {}


def record(
    verb: str,
    thing: models.Model,
    *,
    by: Any = None,
    before: Row | None = None,
    fields: Iterable[str] = (),
) -> Entry:
    """Write that ``by`` (a user, or None for the system) did ``verb`` to ``thing``.

    What differs from ``before`` (see `was`) is told with both values, of the model's ``PERSONAL``
    fields and of further ``fields`` the names alone. Runs in the caller's transaction, so the deed
    and its record are one; as the system, since who does something may not read all of it.
    """
    with within(SYSTEM):
        return Entry.objects.create(
            actor_id=getattr(by, "pk", None),
            verb=verb,
            thing=thing._meta.label_lower,
            thing_id=thing.pk,
            region_id=_region(thing),
            changes=dict.fromkeys(fields) | (_changes(thing, before) if before else {}),
        )


def _region(thing: models.Model) -> int | None:
    """The region it belongs to; a region belongs to itself."""
    own = thing.pk if thing._meta.label_lower == "regions.region" else None
    return getattr(thing, "region_id", own)


def _changes(thing: models.Model, before: Row) -> dict[str, list[Any] | None]:
    personal = getattr(thing, "PERSONAL", frozenset())
    after = was(thing)
    return {
        name: None if name in personal else [before[name], value]
        for name, value in after.items()
        if before[name] != value
    }
