"""Words that mean the same, from the table that the service office edits."""

from collections.abc import Iterable
from functools import lru_cache

from offers.models import Synonym
from offers.search.alternative import Why
from offers.search.text import tokens

Stems = tuple[str, ...]
Synonyms = dict[Stems, dict[Stems, Why]]
"""For the stems of an entry those that are meant as well, each with the reason."""


def load() -> Synonyms:
    """The table as stems, in one query.

    A word means its equals, what is narrower than any of these, and the equals of that.
    """
    rows = Synonym.objects.order_by("pk").values_list("words", "narrower")
    return _read(tuple((tuple(words), tuple(narrower)) for words, narrower in rows))


@lru_cache(maxsize=2)
def _read(table: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]) -> Synonyms:
    equals: dict[Stems, set[Stems]] = {}
    under: dict[Stems, set[Stems]] = {}
    for words, narrower in table:
        same = set(_stems(words))
        for entry in same:
            if narrower:
                under.setdefault(entry, set()).update(_stems(narrower))
            equals.setdefault(entry, {entry}).update(() if narrower else same)
    return {entry: _meant(entry, same, equals, under) for entry, same in equals.items()}


def _meant(
    entry: Stems,
    same: set[Stems],
    equals: dict[Stems, set[Stems]],
    under: dict[Stems, set[Stems]],
) -> dict[Stems, Why]:
    found = dict.fromkeys(sorted(same), Why.SYNONYM)
    for one in sorted(set().union(*(under.get(one, set()) for one in same))):
        for like in sorted(equals.get(one, {one}) | {one}):
            found.setdefault(like, Why.NARROWER)
    return {one: why for one, why in found.items() if one != entry and not _is_echo(one)}


def _is_echo(stems: Stems) -> bool:
    """Whether it is one word twice: „Lernen lernen“ can be typed, but not told from „lernen“."""
    return len(stems) > 1 and len(set(stems)) == 1


def _stems(entries: Iterable[str]) -> Iterable[Stems]:
    """The stems of each entry; one with hyphens also as the joined word („Kinder-Uni“)."""
    for entry in entries:
        read = tokens(entry)
        stems = tuple(one.stem for one in read if not one.is_joined and not one.is_stop)
        if stems:
            yield stems
        joined = [one.stem for one in read if one.is_joined]
        if len(joined) == 1 and len(entry.split()) == 1:
            yield (joined[0],)
