"""Do portal, floor and oracle say the same? A benchmark of different answers means nothing."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bench import oracle
from bench.asked import Answer, Asked, Column
from bench.choice import question
from bench.floor import Floor
from offers.search import search

TOTAL = re.compile(r'data-total="(\d+)"')
CARD = re.compile(r'data-id="(\d+)"')
COUNT = re.compile(r'data-count="(\S+) (\S+) (\d+)"')


def of_portal(asked: Asked) -> Answer:
    """What the portal's search says."""
    found = search(question(asked))
    leaders = {
        name: {str(key): count for key, count in told} for name, told in found.leaders.items()
    }
    return Answer(found.total, tuple(found.ids), _without_zeros(found.counts | leaders))


def of_floor(floor: Floor, asked: Asked, columns: tuple[Column, ...]) -> Answer:
    """What the floor's page says."""
    path, _, query = asked.floor(columns).partition("?")
    told: list[str] = []
    environ = {"PATH_INFO": path, "QUERY_STRING": query}
    body = b"".join(floor(environ, lambda status, _: told.append(status))).decode()
    if told != ["200 OK"]:
        raise AssertionError(f"The floor answers {told} to {asked}.")
    counts: dict[str, dict[str, int]] = {}
    for facet, word, count in COUNT.findall(body):
        counts.setdefault(facet, {})[word] = int(count)
    total = TOTAL.search(body)
    ids = tuple(int(one) for one in CARD.findall(body))
    return Answer(int(total[1]) if total else -1, ids, _without_zeros(counts))


def _without_zeros(counts: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {
        facet: {word: count for word, count in words.items() if count}
        for facet, words in counts.items()
    }


def differences(
    searches: Iterable[Asked], columns: tuple[Column, ...], floor: Floor, cursor: Any
) -> Iterator[str]:
    """A line for each question and each who answers it otherwise than the oracle."""
    for asked in searches:
        right = oracle.answer(cursor, asked)
        for name, said in (
            ("portal", of_portal(asked)),
            ("floor", of_floor(floor, asked, columns)),
        ):
            yield from (f"{asked.portal()}: {name} {one}" for one in _compared(right, said))


def _compared(right: Answer, said: Answer) -> Iterator[str]:
    if said.total != right.total:
        yield f"finds {said.total} offers, not {right.total}"
    if said.ids != right.ids:
        yield f"shows {said.ids}, not {right.ids}"
    for facet in {*said.counts, *right.counts}:
        told, true = said.counts.get(facet, {}), right.counts.get(facet, {})
        wrong = {w: (told.get(w, 0), true.get(w, 0)) for w in {*told, *true}}
        wrong = {word: pair for word, pair in wrong.items() if pair[0] != pair[1]}
        if wrong:
            yield f"counts {facet} otherwise (said, right): {wrong}"
