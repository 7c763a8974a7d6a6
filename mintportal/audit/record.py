"""Writing history."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from mintportal.audit.models import Entry


def record(verb: str, thing: models.Model, *, by: Any = None, fields: Iterable[str] = ()) -> Entry:
    """Write that ``by`` (a user, or None for the system) did ``verb`` to ``thing``.

    ``fields`` are the names of the fields that changed, never their values. Runs in the caller's
    transaction, so the deed and its record are one.
    """
    return Entry.objects.create(
        actor_id=getattr(by, "pk", None),
        verb=verb,
        thing=thing._meta.label_lower,
        thing_id=thing.pk,
        region_id=getattr(thing, "region_id", None),
        fields=sorted(fields),
    )
