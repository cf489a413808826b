"""Stretches of a text that do not overlap, found by offset in logarithmic time.

A paragraph of twenty thousand figures asks "is this taken?" twenty thousand times; a
list asked from its start each time would make reading quadratic.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator


class Intervals:
    """A growing set of half-open stretches ``[start:end)``, kept sorted and disjoint."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        """Take over ``spans``; those that overlap become one stretch."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            self.add(start, end)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """The stretches in order."""
        return zip(self._starts, self._ends, strict=True)

    def add(self, start: int, end: int) -> None:
        """Add ``[start:end)``; with the stretches it overlaps it becomes one."""
        low = bisect_right(self._ends, start)
        high = bisect_left(self._starts, end)
        if low < high:
            start = min(start, self._starts[low])
            end = max(end, self._ends[high - 1])
        self._starts[low:high] = [start]
        self._ends[low:high] = [end]

    def claim(self, start: int, end: int) -> bool:
        """Add ``[start:end)`` unless a part of it is taken; True where it was free.

        >>> taken = Intervals([(0, 5)])
        >>> taken.claim(5, 9), taken.claim(8, 12)
        (True, False)
        """
        at = bisect_right(self._ends, start)
        if at < len(self._starts) and self._starts[at] < end:
            return False
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True

    def overlap(self, start: int, end: int) -> tuple[int, int] | None:
        """The first stretch that shares a character with ``[start:end)``, if any."""
        at = bisect_right(self._ends, start)
        if at < len(self._starts) and self._starts[at] < end:
            return self._starts[at], self._ends[at]
        return None

    def covers(self, offset: int) -> bool:
        """True where a stretch holds the character at ``offset``."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]
