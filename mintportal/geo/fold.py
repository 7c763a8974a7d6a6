"""How two spellings of a place name are brought together: „Göttingen“, „goettingen“, „GOTTINGEN“.

`fold` keeps nothing but a to z, 0 to 9 and single blanks, so whatever else a visitor or attacker
types — NUL, lone surrogates, quotes, SQL — is gone before a table is asked. `fold_bare` drops the
umlauts' dots instead of spelling them out, for keyboards without umlauts.
"""

import re
import unicodedata
from collections.abc import Callable

LONGEST = 120
"""Characters of a query that are looked at. The longest label of a place has 66."""

_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "æ": "ae"}
)
_BARE = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "ł": "l", "ø": "o", "æ": "ae"})
_NOISE = re.compile(r"[^a-z0-9]+")
_SHORT = {
    "am": "a", "an": "a", "auf": "a", "bei": "b", "der": "d", "dem": "d", "die": "d", "im": "i",
    "in": "i", "sankt": "st", "vor": "v", "von": "v", "ob": "o", "hannoversch": "hann",
}  # fmt: skip
CONNECTORS = frozenset({"a", "b", "d", "i", "o", "v", "u", "unter"})
"""Folded little words that join a name to its river or landscape (a. Main, i. d. OPf.)."""

_TITLES = frozenset({
    "stadt", "insel", "lutherstadt", "hansestadt", "ostseebad", "landeshauptstadt", "gemeinde",
    "universitaetsstadt", "universitatsstadt", "markt", "seebad", "nordseebad", "nordseeheilbad",
})  # fmt: skip


def fold(text: str) -> str:
    """Return `text` in small plain letters, umlauts spelled out (ä → ae), little words shortened.

    „Mühldorf a. Inn“ and „MUEHLDORF AM INN“ both give `muehldorf a inn`. Never raises.
    """
    return _fold(text, _SPELLED)


def fold_bare(text: str) -> str:
    """Return `text` like `fold`, with umlauts losing their dots (ä → a)."""
    return _fold(text, _BARE)


def content(key: str) -> str:
    """Return a folded key without its little words: `frankfurt a main` → `frankfurt main`."""
    first, _, rest = key.partition(" ")
    return " ".join([first, *(word for word in rest.split() if word not in CONNECTORS)])


def _fold(text: str, umlauts: dict[int, str]) -> str:
    composed = unicodedata.normalize("NFC", text[:LONGEST]).lower()
    letters = unicodedata.normalize("NFKD", composed.translate(umlauts))
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(_SHORT.get(word, word) for word in _NOISE.sub(" ", plain).split())


def name_keys(name: str, folded: Callable[[str], str] = fold) -> list[str]:
    """Return the keys a place may be asked for by, the full one first.

    „Frankfurt (Oder)“ → `frankfurt oder`, `frankfurt`; „Insel Hiddensee“ also → `hiddensee`;
    the German half of a Sorbian double name alone; „Mühldorf a. Inn“ also → `muehldorf`.
    """
    german, *sorbian = name.split(" - ")
    full = folded(german)
    keys = [folded(name), full, *map(folded, sorbian), content(full)]
    keys.append(_short(folded(german.split("(")[0].split("/")[0])))
    keys.append(untitled(full))
    return list(dict.fromkeys(key for key in keys if key))


def untitled(key: str) -> str:
    """Return a folded name without a title before or after it: `stadt bochum` → `bochum`."""
    words = key.split()
    if len(words) > 1 and words[0] in _TITLES:
        return " ".join(words[1:])
    if len(words) > 1 and words[-1] in _TITLES:
        return " ".join(words[:-1])
    return key


def all_keys(name: str) -> list[str]:
    """Return `name_keys` in both spellings of the umlauts, each once."""
    return list(dict.fromkeys([*name_keys(name), *name_keys(name, fold_bare)]))


def _short(key: str) -> str:
    words = key.split()
    small = [number for number, word in enumerate(words) if number and word in CONNECTORS]
    return " ".join(words[: small[0]]) if small else key
