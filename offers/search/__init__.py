"""The search: a question in, the ids of a page, the total and the facet counts out.

`text` turns German into words · `postings` keeps for each word who has it · `rows` keeps what
filters need in the memory of each process · `words` finds what typed words mean · `results` puts
them together · `explain` says why.
"""

from offers.search.question import PAGE_SIZE, Found, Question
from offers.search.results import best, by_region, positions, search, totals
from offers.search.rows import Rows, current

__all__ = [
    "PAGE_SIZE",
    "Found",
    "Question",
    "Rows",
    "best",
    "by_region",
    "current",
    "positions",
    "search",
    "totals",
]
