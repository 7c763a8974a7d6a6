"""German text as words for the search: stems that bring spellings and forms together.

„Mädchen“, „Maedchen“ and „madchen“ have one stem; so have „Brücke“ and „Brücken“. The stems come
from Snowball's German algorithm, in the same release for every PostgreSQL.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import Stemmer

DATA = Path(__file__).resolve().parent.parent / "data"
TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
LONGEST_WORD = 40
SHORTEST_PART, SHORTEST_GUESS, SHORTEST_HEAD = 3, 4, 5
"""Letters of a part that is known, of one that is not, and of the known one beside it."""
ENDINGS = ("", "e", "n", "en", "s", "es", "er", "ern")
_PREFIX = re.compile(
    "(?:zusammen|zurück|herunter|hinunter|hin(?:über|auf|aus|ein)|her(?:über|auf|aus|ein)|vorbei"
    "|vorher|voraus|(?:an|aus)einander|wieder|wider|miss|nieder|durch|unter|hinter|fort|nach|über"
    "|mit|auf|aus|bei|ein|ent|emp|her|hin|los|ver|vor|weg|zer|dar|ab|an|be|er|ge|um|un|zu)(?:zu|ge)?"
)
_FORMED = re.compile(
    "(?:ier(?:en|te?n?|ungen|ung)|teste[nrsm]?|bare?[nrsm]?|ige?[nrsm]?|ische[nrsm])$"
)
"""Ends that are no words of their own: funktion|ieren, leich|teste, rich|tiger, prak|tischer."""

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_BARE = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_ACCENTS = str.maketrans("àáâãåçèéêëìíîïñòóôõøùúûýÿ", "aaaaaceeeeiiiinooooouuuyy")
_STEMMER = Stemmer.Stemmer("german")
_PLURAL = re.compile("(?<=.{3}[aiop])s$")  # Azubis, Kitas, Workshops
_VOWEL = re.compile("[aeiouyäöü]")
_UNG = re.compile("ung(?:en)?$")
_ACTION = re.compile(r"^(?=[^aeiouyäöü]*[aeiouyäöü].*ung)(.{3,})ung(?:s|en)?$")


@dataclass(frozen=True)
class Token:
    """A word of a text: small-lettered, its stem, where it stands (from 1), as it was written."""

    written: str
    stem: str
    place: int
    shown: str = ""
    is_joined: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The stems of its parts, if it is a compound; what hyphens join is there as well."""
        return () if self.is_joined else parts(self.written)

    @property
    def is_stop(self) -> bool:
        """Whether it has no meaning of its own: it only counts inside of a phrase."""
        return self.written in STOP_WORDS


def _read(name: str) -> frozenset[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _spellings(read: frozenset[str]) -> frozenset[str]:
    """The words, also with their umlauts spelled out („fuer“) or bare („fur“)."""
    return read | {word.translate(table) for word in read for table in (_SPELLED, _BARE)}


def plain(text: str) -> str:
    """Composed, plain letters („CO₂“ is „CO2“), without soft hyphens."""
    return unicodedata.normalize("NFKC", text.replace("\u00ad", ""))


def normal(text: str) -> str:
    """The same in small letters."""
    return plain(text).lower()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a small-lettered word: plain letters, forms and spellings brought together."""
    word = word[:LONGEST_WORD].translate(_ACCENTS)
    if word in OWN_STEMS:
        return OWN_STEMS[word]
    if word.isdecimal() or len(word) < 3:
        return word
    found: str = _STEMMER.stemWord(_ACTION.sub(r"\1", word))
    if len(found) > 5 and found.endswith("i"):
        found = found[:-1]  # experimentieren, studiert
    return _PLURAL.sub("", found).replace("ß", "ss")


def words(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of a text, small-lettered, each with its pieces if hyphens join them.

    „Lego-Roboter-AG“ → ``("legoroboterag", ("lego", "roboter", "ag"))``.
    """
    for match in TOKEN.finditer(normal(text)):
        pieces = match.group().split("-")
        joined = "".join(pieces)[:LONGEST_WORD]
        yield joined, tuple(piece[:LONGEST_WORD] for piece in pieces) if len(pieces) > 1 else ()


def tokens(text: str) -> list[Token]:
    """The words of a text, with their places.

    Pieces that hyphens join follow each other, the joined word stands where the first does.
    """
    found: list[Token] = []
    place = 0
    for match in TOKEN.finditer(plain(text)):
        pieces = match.group().split("-")
        if len(pieces) > 1:
            found.append(_token("".join(pieces), match.group(), place + 1, is_joined=True))
        for piece in pieces:
            place += 1
            found.append(_token(piece, piece, place))
    return found


def _token(text: str, shown: str, place: int, *, is_joined: bool = False) -> Token:
    word = text.lower()[:LONGEST_WORD]
    return Token(word, stem(word), place, shown[:LONGEST_WORD], is_joined)


@lru_cache(maxsize=200_000)
def parts(word: str) -> tuple[str, ...]:
    """The stems of a compound's parts; () for a plain word.

    Known parts all the way („roboter|wettbewerb“), else a known last part behind a rest that is
    long enough („plankton|netz“); of several readings the one with the fewest parts.
    """
    if stem(word) in WHOLE:
        return ()
    found = _split(word, 3) or _guessed(word)
    return tuple(dict.fromkeys(found)) if len(found) > 1 else ()


def _split(word: str, most: int) -> list[str]:
    """The stems of the fewest known parts that make up the word; [] if it is none or one.

    Of equals the one with the longest last part: „schnee|sturm“, not „schnees|turm“.
    """
    best: list[str] = []
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first = _first_part(word[:cut])
        if not first:
            continue
        last = _last_part(word[cut:])
        rest = [last] if last else _split(word[cut:], most - 1) if most > 2 else []
        if rest and (not best or len(rest) + 1 < len(best)):
            best = [first, *rest]
    return best


def _guessed(word: str) -> list[str]:
    """The stems of a part that is not known and of a known one: „plankton|netz“."""
    if word in WRITTEN_PARTS or _FORMED.search(word):
        return []
    for cut in range(SHORTEST_GUESS, len(word) - SHORTEST_HEAD + 1):
        if _is_head(word[cut:]) and _may_stand_first(word[:cut]):
            return [stem(word[:cut]), stem(word[cut:])]
    return []


def _is_head(written: str) -> bool:
    """Whether it is a known word in one of its forms; not „ung“ behind another („bestel|lung“)."""
    for ending in ENDINGS:
        base = written[: len(written) - len(ending)]
        if written.endswith(ending) and len(base) >= SHORTEST_GUESS:
            for one in {base, base.translate(_BARE) if ending[:1] == "e" else base}:
                if one in WRITTEN_PARTS and ("ung" in one[-3:] or not _UNG.search(written)):
                    return not _VOWEL.match(written)
    return False


def _may_stand_first(written: str) -> bool:
    """Whether a word may end here: not behind „ver“ and a letter or two („verp|acken“)."""
    prefix = _PREFIX.match(written)
    rest = written[prefix.end() :] if prefix else written
    if len(rest) < SHORTEST_GUESS or written in STOP_WORDS:
        return False
    return bool(_VOWEL.search(written)) and written[-1] not in "aiuyäöü"


def _first_part(written: str) -> str:
    """The stem of a known part before another: with a joint („forschung|s“), or cut („schul|e“)."""
    for joint in ("", "s", "es", "n", "en", "er", "e"):
        bare = written[: len(written) - len(joint)]
        if written.endswith(joint) and len(bare) >= SHORTEST_PART and bare in WRITTEN_PARTS:
            return stem(bare)
    cuts = [("e", 3), ("en", 4), *([("n", 4)] if written[-1] in "lr" else [])]
    for cut, least in cuts:
        if len(written) >= least and written + cut in WRITTEN_PARTS:
            return stem(written + cut)
    return ""


def _last_part(written: str) -> str:
    """The stem of a known part at the end, in any of its forms."""
    if written in WRITTEN_PARTS:
        return stem(written)
    found = stem(written)
    return found if len(written) > SHORTEST_GUESS and found in PARTS else ""


OWN_STEMS = {
    form: own.strip()
    for line in _read("own_stems.txt")
    for own, _, forms in [line.partition(":")]
    for form in forms.split()
}
STOP_WORDS = _spellings(_read("stop_words.txt"))
NOISE = _spellings(_read("noise_words.txt"))
"""Words that a query may do without: „suche“, „Angebote“, „meine Klasse“."""
WEAK = frozenset(stem(word) for word in _read("weak_words.txt"))
"""Stems that say little; an offer without them may still be meant."""
LITTLE = WEAK | {stem(word) for word in NOISE}
"""Stems that are no topic: what a compound says must be more than that."""
WRITTEN_PARTS = frozenset(
    spelled for part in _read("word_parts.txt") for spelled in (part, part.translate(_SPELLED))
)
PARTS = frozenset(stem(part) for part in WRITTEN_PARTS)
WHOLE = frozenset(stem(word) for word in _read("whole_words.txt"))
