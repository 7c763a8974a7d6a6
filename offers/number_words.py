"""How German says a class, an age, a stage: patterns over small letters, with what they mean."""

import re
from collections.abc import Callable

ORDINALS = (
    *("erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte"),
    *("neunte", "zehnte", "elfte", "zwölfte", "dreizehnte"),
)
CARDINALS = (
    *("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf"),
    *("zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn"),
)
_BEGINNINGS = tuple(one.removesuffix("e") for one in ORDINALS)

_GRADE = r"(1[0-3]|[1-9])"
_TO = r"(?:\s*(?:-|–|bis|und|oder|/)\s*\d{1,2})?"
_CLASS = r"(?:klassen?|kl\.?|jahrgang(?:sstufe)?|jahrgangsstufen?|klassenstufen?|jg\.?|schuljahr)"
_OUR = r"(?:die|der|meiner?|unserer?|einer?)"
_FOR = r"(?:(?:für|mit|in|von|aus)\s+)?"
_FOR_OUR = rf"{_FOR}(?:{_OUR}\s+)?"
_WILL = r"(?:soll|will|möchte|braucht|macht|darf|kann|hat|schreibt|geht|fährt)"
_UNITS = (
    *("d", "jahr", "uhr", "tag", "stund", "woch", "minut", "euro", "€", "km", "jähr", "jaehr"),
    *("mal", "jan", "feb", "märz", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"),
    *("monat", "kind", "töcht", "toecht", "söhn", "soehn", "mädchen", "jungen", "person", "leut"),
    *("grupp", "schüler", "schueler", "lernend", "klassen"),
)
_NO_UNIT = rf"(?!\s*-?(?:{'|'.join(_UNITS)}))"
_YEARS = r"(?:jahren?|j\.|j(?:ä|ae)hrige[nr]?|j(?:ä|ae)hrig)"
_SINCE = r"(?<!seit )(?<!vor )(?<!nach )(?:(?:ab|für|von|bis)\s+)?"
_YOUNG = ("kinder", "kindern", "jugendliche", "jugendlichen", "mädchen", "jungen", "teenager")
_OF_YOUNG = rf"(?:{'|'.join(f'(?<={who} )' for who in _YOUNG)})"
_CHILD = r"(?:sohn|tochter|kind|enkel|enkelin|neffe|nichte)"
_COMES = r"(?:kommt|kommen|besucht|besuchen)"
_HOUSE = r"(?:schule|kita|klasse|grundschule|einrichtung)"


def _either(words: tuple[str, ...]) -> str:
    return f"({'|'.join(words)})"


def _place_in(words: tuple[str, ...]) -> Callable[[str], str]:
    return lambda found: str(words.index(found) + 1)


def _always(value: str) -> Callable[[str], str]:
    return lambda _: value


def _bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


Reading = tuple[str, re.Pattern[str], Callable[[str], str]]

_GRADES = (
    (rf"{_FOR_OUR}{_CLASS}\s*{_GRADE}[a-e]?{_TO}", str),
    (rf"{_FOR_OUR}{_GRADE}(?:\.|te[nr]?|[a-c])?{_TO}\.?\s*-?{_CLASS}", str),
    (rf"{_FOR_OUR}{_either(ORDINALS)}[nrs]?\s+{_CLASS}", _place_in(ORDINALS)),
    (rf"{_FOR}{_GRADE}\.?-?\s?kl(?:ä|ae)ssler(?:innen|in|n)?", str),
    (rf"{_FOR}{_either(_BEGINNINGS)}kl(?:ä|ae)ssler(?:innen|in|n)?", _place_in(_BEGINNINGS)),
    (rf"(?:für|mit|in|von)\s+{_OUR}\s+{_GRADE}(?:\.|[a-c])?+{_NO_UNIT}", str),
    (rf"{_OUR}\s+{_GRADE}(?:\.|[a-c])?+(?=\s+{_WILL}|\s*[,.?!]|\s*$)", str),
    (rf"{_FOR}{_OUR}\s+{_either(ORDINALS)}[nrs]?\s*$", _place_in(ORDINALS)),
    (rf"{_FOR}{_GRADE}[a-c]", str),
)
_AGES = (
    (rf"{_SINCE}(\d{{1,2}}){_TO}\s*-?\s*{_YEARS}", str),
    (rf"{_SINCE}{_either(CARDINALS)}\s*{_YEARS}", _place_in(CARDINALS)),
    (rf"{_OF_YOUNG}(?:ab|von)\s+(\d{{1,2}}){_TO}+{_NO_UNIT}", str),
    (rf"{_CHILD}\s*(?:\(|,|ist|von)?\s*(\d{{1,2}})\)?", str),
)
_SEK2 = r"((?:gymnasiale\s+)?oberstufe|sek\.?\s*(?:ii|2)|sekundarstufe\s*(?:ii|2)|kursstufe)"
_SEK1 = r"(mittelstufe|unterstufe|sek\.?\s*(?:i|1)|sekundarstufe\s*(?:i|1))"
_VISIT = (
    rf"((?:wer\s+)?{_COMES}\s+(?:zu\s+)?(?:uns|mir)|zu\s+uns\s+{_COMES}"
    rf"|{_COMES}\s+in\s+(?:die|unsere|meine)\s+{_HOUSE})"
)
READINGS: tuple[Reading, ...] = (
    *(("klasse", _bounded(pattern), read) for pattern, read in _GRADES),
    *(("alter", _bounded(pattern), read) for pattern, read in _AGES),
    ("stufe", _bounded(_SEK2), _always("sek2")),
    ("stufe", _bounded(_SEK1), _always("sek1")),
    ("durchfuehrung", _bounded(_VISIT), _always("mobil")),
)
"""(parameter, pattern whose first group says the value, how to read it); the first that fits."""
