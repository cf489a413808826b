"""Things in a row kept together by some thirty, so that a run opens few entries.

Where a row is cut hangs on the names of the things alone: a further thing changes the shelf
that it comes to stand on, and all others are known by their keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from outputs.keys import key_of
from solieu.batch.packing import unpack
from solieu.batch.store import Store

# A run opens all shelves, and fills those that changed from entries of single things: of a
# thousand things each is cheapest at about the root of it.
_MEAN = 32


@dataclass(frozen=True, slots=True)
class Thing:
    """What stands on a shelf: its name, and the key of what is kept of it."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """One shelf: the places of its things in the row, and the key of its entry."""

    places: range
    key: str

    def section(self, store: Store, number: int) -> Any:
        """One section of its entry."""
        return unpack(store.section("joined", self.key, number))


def shelved(
    store: Store,
    kind: str,
    things: Sequence[Thing],
    filled: Callable[[range], Sequence[bytes]],
) -> Iterator[Shelf]:
    """The shelves for ``things``; ``filled`` makes the entry of one that is not kept yet.

    What it makes may hang on nothing but ``kind`` and the keys of the things.
    """
    for places in _cut(things):
        shelf = Shelf(places, key_of(kind, *(things[n].key for n in places)))
        if not store.has("joined", shelf.key):
            store.put("joined", shelf.key, filled(places))
        yield shelf


def _cut(things: Sequence[Thing]) -> Iterator[range]:
    start = 0
    for n, one in enumerate(things, start=1):
        if n == len(things) or crc32(one.name.encode("utf-8", "surrogatepass")) % _MEAN == 0:
            yield range(start, n)
            start = n
