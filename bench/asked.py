"""What is asked of portal, floor and oracle alike: words, two facets, and single offers."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlencode

ALONE = ("5 %", "74 %")
"""Searches that are also measured by themselves."""
SERVERS = ("portal", "floor")
NEW = 8
"""Addresses of each offer that make a page new: more in all than a worker remembers pages."""


@dataclass(frozen=True)
class Column:
    """A facet as the floor sees it: a column of bit masks, bit i for word i."""

    name: str
    parameter: str
    words: tuple[str, ...]
    labels: tuple[str, ...]

    def mask(self, words: tuple[str, ...]) -> int:
        """Some of the words as bits."""
        return sum(1 << self.words.index(word) for word in words)


@dataclass(frozen=True)
class Asked:
    """A search: typed words, the same as PostgreSQL writes them, and chosen words by facet."""

    words: str
    tsquery: str
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def portal(self) -> str:
        """The address at the portal, the next dates first."""
        chosen = [(name, word) for name, words in self.facets.items() for word in words]
        return "/angebote/?" + urlencode([("q", self.words), *chosen, ("sort", "datum")])

    def floor(self, columns: tuple[Column, ...]) -> str:
        """The address at the floor, which is told the masks."""
        masks = [
            (column.name, column.mask(self.facets[column.parameter]))
            for column in columns
            if column.parameter in self.facets
        ]
        return "/angebote/?" + urlencode([("t", self.tsquery), *masks])


@dataclass(frozen=True)
class Answer:
    """A page of ids in order, the total, and counts by facet parameter and word."""

    total: int
    ids: tuple[int, ...]
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Plan:
    """All that is asked in a run: ``searches`` by how many offers have their words.

    ``details`` are pairs of addresses, the portal's first.
    """

    columns: tuple[Column, ...]
    searches: Mapping[str, tuple[Asked, ...]]
    details: tuple[tuple[str, str], ...]

    def all_searches(self) -> list[Asked]:
        """The searches of all kinds, well mixed, the same each time."""
        found = [asked for several in self.searches.values() for asked in several]
        Random(len(found)).shuffle(found)  # noqa: S311 - no secret
        return found

    def addresses(self) -> dict[str, list[tuple[str, str]]]:
        """By what is measured: pairs of addresses, the portal's first."""
        kinds = {"search": self.all_searches()}
        kinds |= {f"search {name}": list(self.searches[name]) for name in ALONE}
        found = {
            kind: [(asked.portal(), asked.floor(self.columns)) for asked in searches]
            for kind, searches in kinds.items()
        }
        return {kind: pairs for kind, pairs in found.items() if pairs} | {
            "detail": list(self.details),
            "detail, new": [
                (f"{portal}?lernende={learners}", floor)
                for learners in range(1, NEW + 1)
                for portal, floor in self.details
            ],
        }

    def write(self, path: Path) -> None:
        """Keep it as JSON, for the other programs of the run."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")


def read_plan(path: Path) -> Plan:
    """The plan that `Plan.write` kept."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return Plan(
        tuple(read_columns(told["columns"])),
        {
            kind: tuple(
                Asked(one["words"], one["tsquery"], {k: tuple(v) for k, v in one["facets"].items()})
                for one in searches
            )
            for kind, searches in told["searches"].items()
        },
        tuple((portal, floor) for portal, floor in told["details"]),
    )


def read_columns(told: list[dict[str, str | list[str]]]) -> list[Column]:
    """Columns as JSON tells them."""
    return [
        Column(str(one["name"]), str(one["parameter"]), tuple(one["words"]), tuple(one["labels"]))
        for one in told
    ]


def addresses(folder: Path, kind: str) -> dict[str, Path]:
    """By server the file with the addresses of one kind of load, one a line."""
    name = "-".join("".join(c if c.isalnum() else " " for c in kind).split())
    return {server: folder / f"{server}-{name}.txt" for server in SERVERS}
