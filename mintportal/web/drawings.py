"""Pieces of pages that are drawn once for each state of what they show."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Piece = TypeVar("Piece")


class Drawings(Generic[Piece]):
    """Pieces in the memory of this process, at most so many; the oldest goes first.

    A key names everything that the piece depends on, so that a new state is a new key. What
    differs from visitor to visitor has no place in a piece, unless the key names it.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._known: dict[Hashable, Piece] = {}

    def get(self, key: Hashable) -> Piece | None:
        """The piece, if it has been drawn."""
        return self._known.get(key)

    def keep(self, key: Hashable, piece: Piece) -> Piece:
        """Remember a piece, and hand it back."""
        while len(self._known) >= self.most:
            self._known.pop(next(iter(self._known)), None)
        self._known[key] = piece
        return piece

    def once(self, key: Hashable, draw: Callable[[], Piece]) -> Piece:
        """The piece, drawn now if nobody has asked for it before."""
        known = self._known.get(key)
        return self.keep(key, draw()) if known is None else known

    def forget(self) -> None:
        """Forget all of them."""
        self._known.clear()
