"""For each word, who has it and where: roaring bitmaps of offer ids in the table SearchPosting.

An offer is in every level in which it has the word. Written only by the projection, in its
transaction and under its lock; read by every search.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import md5

from django.db import connection
from pyroaring import BitMap

from offers.models import SearchForm, SearchPosting
from offers.search.text import Token, tokens

GAP = 20
"""Places between two fields, so that no phrase reaches from one into the next."""
LAST_PLACE = 16_383


class Level(IntEnum):
    """Where a word of an offer stands, the weightiest first; PART: inside of a compound."""

    TITLE = 0
    TITLE_PART = 1
    KEYWORD = 2
    LABEL = 3
    NAME = 4
    SUMMARY = 5
    KEYWORD_PART = 6
    SUMMARY_PART = 7
    NAME_PART = 8
    TEXT = 9
    TEXT_PART = 10


FIELDS = {
    "title": (Level.TITLE, Level.TITLE_PART, "A"),
    "keyword": (Level.KEYWORD, Level.KEYWORD_PART, "B"),
    "label": (Level.LABEL, Level.LABEL, "C"),
    "name": (Level.NAME, Level.NAME_PART, "C"),
    "summary": (Level.SUMMARY, Level.SUMMARY_PART, "B"),
    "text": (Level.TEXT, Level.TEXT_PART, "D"),
}
"""Levels of a field's words and of their parts, and the field's weight in the tsvector."""

Postings = dict[Level, BitMap]


@dataclass
class Analysed:
    """An offer's words: the levels of each, as a tsvector's text, and how they were written."""

    levels: dict[str, set[Level]] = field(default_factory=dict)
    forms: dict[str, tuple[str, str]] = field(default_factory=dict)
    document: str = ""

    @property
    def digest(self) -> str:
        """A fingerprint of the words, where they stand and how they were written."""
        levels = (f"{word}:{sorted(levels)}" for word, levels in self.levels.items())
        text = " ".join((self.document, *levels, *self.forms))
        return md5(text.encode(), usedforsecurity=False).hexdigest()


def analyse(texts: Mapping[str, str]) -> Analysed:
    """The words of an offer's texts by field (keys of FIELDS)."""
    found = Analysed()
    places: dict[str, list[str]] = {}
    start = 0
    for name, (whole, part, weight) in FIELDS.items():
        read = tokens(texts.get(name, ""))
        for token in read:
            at = f"{min(start + token.place, LAST_PLACE)}{weight}"
            if token.is_stop:
                places.setdefault(token.stem, []).append(at)
                continue
            for word, level in _levels(token, whole, part):
                found.levels.setdefault(word, set()).add(level)
                places.setdefault(word, []).append(at)
            shown = found.forms.get(token.written, ("", token.shown))[1]
            # What stands in small letters anywhere is not written big for its meaning.
            shown = token.shown if token.shown.islower() else shown
            found.forms[token.written] = (token.stem, shown)
        start += (read[-1].place if read else 0) + GAP
    found.document = " ".join(f"'{word}':{','.join(at[:255])}" for word, at in places.items())
    return found


def _levels(token: Token, whole: Level, part: Level) -> Iterable[tuple[str, Level]]:
    yield token.stem, whole
    for one in token.parts:
        yield one, part


def read(words: Iterable[str]) -> dict[str, Postings]:
    """The postings of some words, in one query; words that nobody has are missing."""
    found: dict[str, Postings] = {}
    wanted = list(words)
    if not wanted:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, level, offers FROM offers_searchposting WHERE word = ANY(%s)", [wanted]
        )
        for word, level, offers in cursor.fetchall():
            found.setdefault(word, {})[Level(level)] = BitMap.deserialize(bytes(offers))
    return found


def replace(before: Mapping[int, Iterable[str]], after: Mapping[int, Analysed]) -> None:
    """Take offers out of the words they had and put them into those they have now.

    Both by offer id. The forms of a word go with the last offer that has it. The caller holds the
    projection's lock, so nobody else writes.
    """
    gone: dict[str, BitMap] = {}
    for offer, had in before.items():
        for word in had:
            gone.setdefault(word, BitMap()).add(offer)
    new: dict[str, Postings] = {}
    for offer, analysed in after.items():
        add(new, offer, analysed)
    stored = read({*gone, *new})
    rows: list[SearchPosting] = []
    empty: list[tuple[str, int]] = []
    for word in {*gone, *new}:
        old, now = stored.get(word, {}), new.get(word, {})
        for level in {*old, *now}:
            offers = (old.get(level, BitMap()) - gone.get(word, BitMap())) | now.get(
                level, BitMap()
            )
            if not offers:
                empty.append((word, level))
            elif offers != old.get(level):
                rows.append(_row(word, level, offers))
    _store(rows, empty)
    _store_forms(after.values())


def add(postings: dict[str, Postings], offer: int, analysed: Analysed) -> None:
    """Put an offer into the postings of its words."""
    for word, levels in analysed.levels.items():
        known = postings.setdefault(word, {})
        for level in levels:
            known.setdefault(level, BitMap()).add(offer)


def rebuild(postings: Mapping[str, Postings], forms: Mapping[str, tuple[str, str]]) -> None:
    """Replace all postings and forms."""
    SearchPosting.objects.all().delete()
    SearchForm.objects.all().delete()
    SearchPosting.objects.bulk_create(
        (
            _row(word, level, offers)
            for word, levels in postings.items()
            for level, offers in levels.items()
        ),
        batch_size=2000,
    )
    SearchForm.objects.bulk_create(
        (_form(written, *one) for written, one in forms.items()),
        batch_size=5000,
    )


def _row(word: str, level: Level, offers: BitMap) -> SearchPosting:
    offers.run_optimize()
    return SearchPosting(word=word, level=level, count=len(offers), offers=offers.serialize())


def _store(rows: list[SearchPosting], empty: list[tuple[str, int]]) -> None:
    SearchPosting.objects.bulk_create(
        sorted(rows, key=lambda row: (row.word, row.level)),
        update_conflicts=True,
        unique_fields=["word", "level"],
        update_fields=["count", "offers"],
    )
    if empty:
        SearchPosting.objects.filter(pk__in=empty).delete()
        words = {word for word, _ in empty}
        left = SearchPosting.objects.filter(word__in=words).values("word")
        SearchForm.objects.filter(word__in=words).exclude(word__in=left).delete()


def _store_forms(analysed: Iterable[Analysed]) -> None:
    forms = {written: form for one in analysed for written, form in one.forms.items()}
    SearchForm.objects.bulk_create(
        (_form(written, *one) for written, one in sorted(forms.items())),
        ignore_conflicts=True,
    )


def _form(written: str, word: str, shown: str) -> SearchForm:
    return SearchForm(written=written, word=word, shown=shown)
