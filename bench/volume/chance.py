"""Chance with a memory for its seed: words of which few are used much and many are used rarely."""

import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")
FOLDER = Path(__file__).parent / "words"
HEAD = 4
"""The larger, the less the first words of a list stand out."""


@cache
def words(name: str) -> dict[str, Any]:
    """A file of word lists."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _falling(length: int) -> tuple[float, ...]:
    """Running sums of weights that fall as words do in a language (Zipf's law, flattened)."""
    return tuple(accumulate(1 / (rank + HEAD) for rank in range(length)))


class Chance(Random):
    """Random choices in the words of the generator."""

    def falling(self, values: Sequence[T]) -> T:
        """One of the values, the first ones most often."""
        return self.choices(values, cum_weights=_falling(len(values)))[0]

    def happens(self, share: float) -> bool:
        """True in that share of all cases."""
        return self.random() < share

    def some(self, values: Sequence[T], counts: Sequence[int]) -> list[T]:
        """As many of the values as one of ``counts`` says, in the order of ``values``."""
        chosen = set(self.sample(range(len(values)), self.choice(counts)))
        return [value for place, value in enumerate(values) if place in chosen]
