"""The floor's pages, put together by string formatting.

Both are filled up to the size of the portal's page, so that neither server sends less.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Any

from bench.asked import Column

PAGE = """<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>%s</title>
<link rel="stylesheet" href="/static/css/base.css"></head>
<body><header><a href="/">MINT-Regionen</a></header><main>%s</main><footer>%s</footer></body></html>
"""
HEAD = '<h1 data-total="%d">%d Angebote</h1>'
GROUP = "<fieldset><legend>%s</legend>%s</fieldset>"
OPTION = (
    '<label class="check"><input type="checkbox" name="%s" value="%s">'
    '<span>%s</span><span class="count" data-count="%s %s %s">%s</span></label>'
)
CARD = (
    '<article class="card" data-id="%d"><h3><a href="/angebot/%d">%s</a></h3><p>%s</p>'
    '<ul class="facts"><li>%s</li><li>%s</li><li>%s</li><li>%s</li></ul></article>'
)
DATE = "<li>%s</li>"
DETAIL = (
    "<h1>%s</h1><p>%s</p><div>%s</div><ol>%s</ol><dl><dt>Dauer</dt><dd>%s</dd><dt>Ort</dt>"
    "<dd>%s, %s %s</dd><dt>Kosten</dt><dd>%s %s</dd><dt>Gruppe</dt><dd>%s bis %s</dd>"
    '<dt>Netzwerk</dt><dd><a href="%s">%s</a></dd>'
    '<dt>Anbieter</dt><dd><a href="%s">%s</a></dd></dl><ul>%s</ul>'
)
FURNITURE = '<a class="link" href="/hilfe/"><svg class="icon"><use href="#i"/></svg>Hilfe</a>\n'


def page(title: str, body: str, size: int) -> bytes:
    """A whole page of about ``size`` bytes."""
    plain = (PAGE % (title, body, "")).encode()
    missing = max(0, size - len(plain))
    furniture = FURNITURE * (missing // len(FURNITURE))
    return (PAGE % (title, body, furniture)).encode() if furniture else plain


def search_body(columns: Sequence[Column], rows: Sequence[tuple[Any, ...]]) -> str:
    """Total, facets with their counts, and the cards of a search."""
    total, counts, others = rows[0][:3]
    left = iter(counts)
    groups = "".join(
        GROUP % (column.parameter, "".join(_options(column, left))) for column in columns
    )
    groups += "".join(
        GROUP % (facet, "".join(_option(*one) for one in told))
        for facet, told in groupby(others, key=itemgetter(0))
    )
    cards = "".join(_card(row) for row in rows if row[3] is not None)
    return HEAD % (total, total) + groups + cards


def _options(column: Column, counts: Iterator[int]) -> Iterator[str]:
    for word, label in zip(column.words, column.labels, strict=True):
        yield _option(column.parameter, word, label, next(counts))


def _option(facet: str, word: str, label: str, count: int | str) -> str:
    return OPTION % (facet, word, escape(label), facet, word, count, count)


def _card(row: tuple[Any, ...]) -> str:
    offer, title, summary, home, region, town, start = row[3:]
    when = f"{start:%d.%m.%Y, %H:%M} Uhr" if start else "nach Vereinbarung"
    told = (escape(title), escape(summary), escape(home), escape(region), escape(town), when)
    return CARD % (offer, offer, *told)


def detail_body(row: tuple[Any, ...]) -> str:
    """All that is told of an offer."""
    title, summary, description, flow, *facts, dates = row
    duration, town, plz, street, cost, amount, low, high, *homes = facts
    region, region_site, home, home_site = (escape(one or "") for one in homes)
    return DETAIL % (
        *(escape(title), escape(summary), escape(description)),
        "".join(DATE % escape(line) for line in flow),
        *(escape(duration), escape(street), escape(plz), escape(town), cost, amount or ""),
        *(low or "", high or "", region_site, region, home_site, home),
        "".join(DATE % one for one in dates),
    )
