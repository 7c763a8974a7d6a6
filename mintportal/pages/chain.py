"""The drawn chain: six links with their counts, Ausbildung and Studium as halves of one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from offers.vocabulary import CHAIN, STAGE_LONG, Stage


@dataclass(frozen=True)
class Half:
    """A stage within a link."""

    stage: Stage
    name: str | Promise
    span: str | Promise
    count: int
    url: str


@dataclass(frozen=True)
class Link:
    """A link of the chain, of one stage or of two halves."""

    halves: tuple[Half, ...]


def links(counts: Mapping[str, int], url: str) -> list[Link]:
    """The chain for offers per stage; ``url`` is a list that takes ``?stufe=``."""
    joint = "&" if "?" in url else "?"
    return [
        Link(
            tuple(
                Half(
                    stage,
                    *STAGE_LONG[stage],
                    counts[stage.value],
                    f"{url}{joint}stufe={stage.value}",
                )
                for stage in stages
            )
        )
        for stages in CHAIN
    ]
