"""Words that no offer has: what they begin, and what they were probably meant to be."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from offers.search.alternative import Alternative, Why, meant
from offers.search.patience import rows_of
from offers.search.text import normal

SMALL_SLIP, GREAT_SLIP, GREATEST_SLIP = 1.5, 2.0, 3.0
"""Edits between what is typed and what is meant; the greatest only in long words."""
LONG_WORD = 9
SHORTEST_BEGINNING, SHORTEST = 3, 4
MOST_BEGINNINGS = 40
MOST_SLIPS = 3

NEAR = """
    SELECT asked.written, f.written, f.word, f.shown, f.count
    FROM unnest(%s::text[]) AS asked(written) CROSS JOIN LATERAL (
        SELECT f.written, f.word, f.shown, (
            SELECT coalesce(sum(p.count), 0) FROM offers_searchposting p WHERE p.word = f.word
        )::int AS count
        FROM offers_searchform f
        WHERE f.written %% asked.written
            OR length(asked.written) >= 3 AND f.written LIKE '%%' || asked.written || '%%'
        ORDER BY f.written LIKE asked.written || '%%' DESC,
            similarity(f.written, asked.written) DESC, f.written
        LIMIT 100
    ) f"""
"""Typed words hold letters and digits only (offers/search/text.py), so LIKE needs no escapes."""


@dataclass(frozen=True)
class Guess:
    """What is searched instead, the likeliest first; ``similar`` words if that is not clear."""

    alternatives: tuple[Alternative, ...] = ()
    similar: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Form:
    """A word in small letters, its stem, as it is written, and how many offers have it."""

    written: str
    word: str
    shown: str
    count: int


def guesses(unknown: Iterable[str]) -> dict[str, Guess]:
    """For each small-lettered word that hardly an offer has, what it may mean; in one query."""
    near: dict[str, list[_Form]] = {word: [] for word in unknown}
    if near:
        for asked, *form in rows_of(NEAR, [list(near)]):
            near[asked].append(_Form(*form))
    return {word: _guess(word, forms) for word, forms in near.items()}


def _guess(word: str, forms: list[_Form]) -> Guess:
    """Beginnings; else small slips; else words with the typed one inside; else greater slips."""
    begun = [one for one in forms if one.written.startswith(word) and one.written != word]
    if begun:
        return Guess(_beginnings(begun))
    slips = _slips(word, forms, SMALL_SLIP)
    if not slips:
        inside = [one for one in forms if word in one.written and len(word) > SHORTEST]
        most = GREAT_SLIP if len(word) < LONG_WORD else GREATEST_SLIP
        slips = _beginnings(inside) or _slips(word, forms, most)
    return Guess(slips, tuple(one.shown for one in forms[:MOST_SLIPS]))


def _beginnings(forms: list[_Form]) -> tuple[Alternative, ...]:
    stems = list(dict.fromkeys(one.word for one in forms))[:MOST_BEGINNINGS]
    return tuple(meant((stem,), Why.BEGINNING) for stem in stems)


def _slips(word: str, forms: list[_Form], allowed: float) -> tuple[Alternative, ...]:
    if len(word) < SHORTEST:
        return ()
    ranked = sorted(
        (slip_distance(word, one.written), -one.count, one.shown, one.word) for one in forms
    )
    near = [one for one in ranked if one[0] <= allowed]
    best = [one for one in near if one[0] <= near[0][0] + 0.5][:MOST_SLIPS]
    return tuple(
        meant((stem,), Why.SLIP, 1 - number / 8, shown)
        for number, (_, _, shown, stem) in enumerate(best)
    )


_SOUNDS = (
    *(("ph", "f"), ("th", "t"), ("rh", "r"), ("y", "i"), ("ck", "k"), ("tz", "z"), ("ie", "i")),
    *(
        ("dt", "t"),
        ("v", "f"),
        ("\u00df", "s"),
        ("ss", "s"),
        ("qu", "kw"),
        ("eh", "e"),
        ("ih", "i"),
    ),
    *(("ah", "a"), ("oh", "o"), ("uh", "u"), ("\u00e4", "e"), ("ae", "e")),
)


def _sound(word: str) -> str:
    """Roughly how a word sounds: spellings that are easily mixed up made one."""
    text = normal(word)
    for written, heard in _SOUNDS:
        text = text.replace(written, heard)
    return "".join(one for one, after in zip(text, text[1:] + " ", strict=True) if one != after)


def slip_distance(typed: str, meant: str) -> float:
    """Edits from one word to another (optimal string alignment), fewer where they sound alike."""
    spelled, heard = OSA.distance(typed, meant), OSA.distance(_sound(typed), _sound(meant))
    first = 0.5 if typed[:1] != meant[:1] else 0.0
    return min(spelled, 0.5 + heard) + first
