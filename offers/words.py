"""What somebody typed, as queries of PostgreSQL's German text search."""

import re
import unicodedata

TOKEN = re.compile(r"[^\W_]+")
MOST_WORDS = 12
LONGEST_WORD = 40
# After a, e and q the letters u and e stand for themselves: Bauer, neue, Quelle.
DIGRAPHS = ((re.compile("ae"), "ä"), (re.compile("oe"), "ö"), (re.compile("(?<![aeäq])ue"), "ü"))


def tokens(text: str) -> list[str]:
    """The words, in lower case and composed form, at most twelve."""
    normal = unicodedata.normalize("NFC", text).lower()
    return [word[:LONGEST_WORD] for word in TOKEN.findall(normal)[:MOST_WORDS]]


def spellings(word: str) -> list[str]:
    """The word as typed and, where it has ae, oe, ue, with umlauts ("maedchen", "mädchen").

    The German stemmer itself folds ä and a, so that is enough for all three spellings.
    """
    found = [word]
    for digraph, umlaut in DIGRAPHS:
        found += [digraph.sub(umlaut, one) for one in found if digraph.search(one)]
    return found


def tsqueries(text: str) -> tuple[str | None, str | None]:
    """(whole words, beginnings of words) for ``to_tsquery``; (None, None) if there is no word.

    All words must occur. Quoted, so that nothing typed can be an operator.
    """
    words = tokens(text)
    if not words:
        return None, None
    alternatives = [spellings(word) for word in words]
    exact = " & ".join("(" + " | ".join(f"'{one}'" for one in each) + ")" for each in alternatives)
    return exact, exact.replace("')", "':*)").replace("' |", "':* |")
