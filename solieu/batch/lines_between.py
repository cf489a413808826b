"""The lines of checks between reports, by the document that they stand at.

They are left where they are kept until somebody asks for them: that the lines at a document
are those of the last run is told by their keys alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from outputs.keys import key_of
from outputs.rendered import CheckLine
from outputs.waiting_lines import LinesAt
from solieu.batch.packing import pack, unpack
from solieu.batch.shelves import Shelf
from solieu.batch.store import Store

#: A line with its source, as it is packed: plain tuples are read several times as fast.
LineRow = tuple[str, int, str, str, str]

_AT_HAND = 8  # shelves whose packed lines are kept for the next document


def sections_of_lines(rows: Iterable[LineRow]) -> tuple[bytes, bytes]:
    """Two sections of a shelf: the sources with the keys of their lines, and the lines."""
    by_source: defaultdict[str, list[LineRow]] = defaultdict(list)
    for row in rows:
        by_source[row[0]].append(row)
    index = [
        (source, key_of(*(str(part) for row in held for part in row)))
        for source, held in by_source.items()
    ]
    return pack(index), pack({source: pack(held) for source, held in by_source.items()})


class LinesBetween:
    """The lines on all shelves taken."""

    def __init__(self, store: Store) -> None:
        """``store`` has the shelves."""
        self._store = store
        self._at: defaultdict[str, list[tuple[str, Shelf, int]]] = defaultdict(list)
        self._packed = lru_cache(_AT_HAND)(self._packed_on)

    def take(self, shelf: Shelf, index: int) -> None:
        """Take a shelf; ``index`` is the first of its two sections of lines."""
        for source, key in shelf.section(self._store, index):
            self._at[source].append((key, shelf, index + 1))

    def at(self, source: str) -> LinesAt:
        """The lines at a document."""
        held = self._at.get(source, ())
        return LinesAt(partial(self._lines, source, held), key_of(*(key for key, _, _ in held)))

    def _lines(self, source: str, held: Sequence[tuple[str, Shelf, int]]) -> Iterator[CheckLine]:
        for _, shelf, number in held:
            rows: list[LineRow] = unpack(self._packed(shelf, number)[source])
            for row in rows:
                yield CheckLine(*row[1:])

    def _packed_on(self, shelf: Shelf, number: int) -> Mapping[str, bytes]:
        found: Mapping[str, bytes] = shelf.section(self._store, number)
        return found
