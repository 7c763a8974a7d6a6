"""What is asked of the search, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from offers.search.rows import Rows

PAGE_SIZE = 20


@dataclass(frozen=True)
class Question:
    """What is asked, already understood. ``masks`` by facet parameter; a mask of 0 fits nothing.

    ``near`` is (lat, lon) in degrees, ``radius`` km (None: anywhere, but distances are told),
    ``area`` a whole Kreis or Land instead, ``("kreis", AGS)`` or ``("land", ISO)``.
    ``with_others``: where few offers at the place have the words, all others there follow.
    ``grade`` 0–13, ``age`` years, ``group`` learners, ``weekdays`` 0 = Monday.
    """

    words: str = ""
    with_others: bool = False
    near: tuple[float, float] | None = None
    radius: int | None = None
    area: tuple[str, str] | None = None
    masks: Mapping[str, int] = field(default_factory=dict)
    grade: int | None = None
    age: int | None = None
    group: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    weekdays: tuple[int, ...] = ()
    in_holidays: bool | None = None
    by_arrangement: bool = False
    institutions: tuple[int, ...] | None = None
    regions: tuple[int, ...] | None = None
    kreise: tuple[str, ...] | None = None
    laender: tuple[str, ...] | None = None
    sort: str = "passend"
    page: int = 1
    impossible: bool = False


@dataclass(frozen=True)
class Found:
    """``ids`` in order, ``distances`` in km by id, ``counts`` by facet parameter and word.

    ``leaders``: the regions, institutions and Kreise with the most offers, as (value, count).

    ``corrections`` are words as typed and as searched, ``partly`` says how many offers have all
    the words when others with only some of them follow (None: all have them all). ``nearby``:
    how many of them have the words, when all others at the place follow.
    ``suggestions`` are words that nobody has, each with such that look like it.
    """

    ids: list[int]
    total: int
    counts: dict[str, dict[str, int]]
    distances: dict[int, float]
    leaders: dict[str, list[tuple[int, int]]]
    rows: Rows = field(repr=False, compare=False)
    corrections: tuple[tuple[str, str], ...] = ()
    partly: int | None = None
    nearby: int | None = None
    suggestions: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def pages(self) -> int:
        """How many pages the result has, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))
