"""Sorting more than memory holds: sorted stretches on disk, merged as they are read."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from heapq import merge
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Generic, TypeVar

T = TypeVar("T")

_HELD = 20_000  # items in memory; figures take about a kilobyte each
_TOGETHER = 500  # items of a stretch read at a time


class DiskSort(Generic[T]):
    """Takes items in any order and gives them back sorted; equal ones in the order taken."""

    def __init__(self, key: Callable[[T], Any], folder: Path, held: int = _HELD) -> None:
        """``folder`` is for temporary files, which no name leads to."""
        self._key = key
        self._folder = folder
        self._held = held
        self._items: list[T] = []
        self._stretches: list[IO[bytes]] = []

    def add(self, item: T) -> None:
        """Take one item."""
        self._items.append(item)
        if len(self._items) >= self._held:
            self._spill()

    def __iter__(self) -> Iterator[T]:
        """All items, sorted; as often as wanted, one reader at a time."""
        if not self._stretches:
            self._items.sort(key=self._key)
            yield from self._items
            return
        if self._items:
            self._spill()
        yield from merge(*map(_read, self._stretches), key=self._key)

    def _spill(self) -> None:
        self._items.sort(key=self._key)
        file = TemporaryFile(dir=self._folder)  # noqa: SIM115 - lives as long as the sort
        for start in range(0, len(self._items), _TOGETHER):
            pickle.dump(self._items[start : start + _TOGETHER], file, pickle.HIGHEST_PROTOCOL)
        self._stretches.append(file)
        self._items = []


def _read(file: IO[bytes]) -> Iterator[Any]:
    file.seek(0)
    while True:
        try:
            yield from pickle.load(file)
        except EOFError:
            return
