"""series.csv, place by place: the rows of one place stand together in it.

They hang on the documents that state something of this place, and on what all documents
tell of its labels: a further document changes the rows of its own places, and all others
stand in the table of the last run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from normalize.series import Shared
from outputs.keys import key_of
from outputs.series_text import Line, StatedCells, area_order, lines_of, put_together, table_lines
from outputs.waiting_lines import Stretch
from solieu.batch.disk_sort import DiskSort
from solieu.batch.outlines import ReportTold, ShelfOutline, cells_in, cells_on
from solieu.batch.shelves import Shelf
from solieu.batch.store import Store

_AT_HAND = 4  # shelves whose cells are kept for the next place


class Stated(NamedTuple):
    """That a document states something of a place, under the names ``written``."""

    shelf: int
    document: int
    key: str
    written: tuple[str, ...]


class Stretches:
    """The rows of all places, made only where they are asked for."""

    def __init__(self, store: Store, room: Path, shared: Shared) -> None:
        """``room`` is a folder for temporary files; ``shared`` learns of all documents."""
        self._store = store
        self._room = room
        self._shared = shared
        self._shelves: list[Shelf] = []
        self._named: list[Mapping[str, frozenset[str]]] = []
        self._reports: list[tuple[int, int, str, ReportTold]] = []
        self._called = cache(self._called_anew)
        self._cells = lru_cache(_AT_HAND)(self._cells_of)

    def add(self, shelf: Shelf, outline: ShelfOutline, keys: Sequence[str]) -> None:
        """Take the documents of a shelf; ``keys`` are theirs."""
        number = len(self._shelves)
        self._shelves.append(shelf)
        self._named.append(outline.named)
        self._reports += (
            (number, n, key, told)
            for n, (key, told) in enumerate(zip(keys, outline.reports, strict=True))
        )

    def all(self) -> Iterator[Stretch]:
        """The places in the order of the table. Called once ``shared`` knows all documents."""
        found: defaultdict[str, list[Stated]] = defaultdict(list)
        for shelf, n, key, told in self._reports:
            by_area: defaultdict[str, list[str]] = defaultdict(list)
            for written in told.written:
                area = self._shared.area(written, told.vintage, told.territories)
                by_area[area].append(written)
            for area, names in by_area.items():
                found[area].append(Stated(shelf, n, key, tuple(names)))
        for area in sorted(found, key=area_order):
            held = found[area]
            yield Stretch(lambda held=held: self._lines(held), self._key(area, held))  # type: ignore[misc]

    def _key(self, area: str, held: Sequence[Stated]) -> str:
        """The key of the rows of a place: the documents, and what its labels are called."""
        places = {(one.shelf, written) for one in held for written in one.written}
        labels = set[str]().union(*(self._named[shelf][written] for shelf, written in places))
        return key_of(
            area,
            repr(sorted(self._shared.names.titles.items())),
            *(part for one in held for part in (one.key, *one.written, "")),
            *map(self._called, sorted(labels)),
        )

    def _called_anew(self, label: str) -> str:
        """What rows bear for a label that the catalogue does not know."""
        meant = self._shared.names.slips.get(label, label)
        return key_of(label, meant, self._shared.title("", meant))

    def _lines(self, held: Sequence[Stated]) -> Iterator[str]:
        """The rows of a place."""
        series: DiskSort[Line] = DiskSort(attrgetter("key"), self._room)
        for shelf, here in groupby(held, attrgetter("shelf")):
            for stated in self._stated_on(shelf, list(here)):
                for line in lines_of(stated, self._shared):
                    series.add(line)
        return table_lines(series, self._shared)

    def _stated_on(self, shelf: int, held: Sequence[Stated]) -> Iterator[StatedCells]:
        """What the documents of a shelf state of one place, under all its names."""
        cells = self._cells(shelf)
        names = {written for one in held for written in one.written}
        there = {written: dict(cells_in(cells[written])) for written in names}
        for one in held:
            yield put_together([there[written][one.document] for written in one.written])

    def _cells_of(self, shelf: int) -> Mapping[str, bytes]:
        return cells_on(self._shelves[shelf], self._store)
