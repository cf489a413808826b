"""Things in the order of the text, found by where they begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """Anything that begins at an offset of a passage."""

    @property
    def start(self) -> int:
        """Its first character."""


Item = TypeVar("Item", bound=Placed)


class Ordered(Generic[Item]):
    """Items sorted by ``start``; asking for a stretch costs what it holds, not all."""

    __slots__ = ("_items", "_starts")

    def __init__(self, items: Iterable[Item]) -> None:
        """Sort ``items``; those that begin together keep their order."""
        self._items = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self._items]

    def within(self, start: int, end: int) -> Sequence[Item]:
        """The items that begin in ``[start:end)``."""
        return self._items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def at(self, start: int) -> Item | None:
        """The first item that begins exactly there, None if there is none."""
        place = bisect_left(self._starts, start)
        if place < len(self._items) and self._starts[place] == start:
            return self._items[place]
        return None

    def __iter__(self) -> Iterator[Item]:
        """All items in order."""
        return iter(self._items)
