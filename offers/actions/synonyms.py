"""Keeping the words that mean the same: what the service office changes is searched at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mintportal.audit.record import record, was
from offers import projection
from offers.models import Synonym
from offers.search.text import tokens

MOST_WORDS = 12


@transaction.atomic
def add(words: list[str], narrower: list[str] | None = None, *, by: Any = None) -> Synonym:
    """A new entry. Raises ValidationError for words that cannot be searched, or too few."""
    entry = Synonym(words=_tidy(words), narrower=_tidy(narrower or []))
    _check(entry)
    entry.full_clean()
    entry.save()
    record("Synonym angelegt", entry, by=by, fields=["words", "narrower"])
    projection.synonyms_changed()
    return entry


@transaction.atomic
def change(
    entry: Synonym, words: list[str], narrower: list[str] | None = None, *, by: Any = None
) -> Synonym:
    """Other words for an entry. Raises ValidationError as for a new one."""
    before = was(entry)
    entry.words, entry.narrower = _tidy(words), _tidy(narrower or [])
    _check(entry)
    entry.full_clean()
    entry.save()
    record("Synonym geändert", entry, by=by, before=before)
    projection.synonyms_changed()
    return entry


@transaction.atomic
def remove(entry: Synonym, *, by: Any = None) -> None:
    """These words mean the same no longer."""
    record("Synonym entfernt", entry, by=by, fields=["words", "narrower"])
    entry.delete()
    projection.synonyms_changed()


def _tidy(words: list[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))


def _check(entry: Synonym) -> None:
    both = [*entry.words, *entry.narrower]
    if not entry.words or len(both) < 2:
        raise ValidationError(_("Nennen Sie mindestens zwei Wörter."))
    if max(len(entry.words), len(entry.narrower)) > MOST_WORDS:
        raise ValidationError(_("Auf jeder Seite gehen bis zu %s Wörter.") % MOST_WORDS)
    empty = [word for word in both if all(token.is_stop for token in tokens(word))]
    if empty:
        raise ValidationError(_("Danach können wir nicht suchen: %s") % ", ".join(empty))
