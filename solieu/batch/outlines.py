"""What must be known of every document before anything that joins them is written.

A run goes through it from shelf to shelf (``solieu.batch.shelves``): on each, what its
documents have in common is put together already, and what they state for series.csv is
parted by place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import NamedTuple

from audit.vintages import Part
from normalize.indicators import IndicatorRow
from normalize.series import First, Shared
from normalize.territories import Doubt
from outputs.series_text import StatedCells, parted
from solieu.batch.kept import Kept
from solieu.batch.labels import Labels
from solieu.batch.packing import pack, unpack
from solieu.batch.shelves import Shelf, Thing, shelved
from solieu.batch.store import Store

# Sections of the entry of a shelf.
_OUTLINE, _CELLS = range(2)


class ReportTold(NamedTuple):
    """One document; the fields are those of ``Outline`` and ``StatedCells``.

    ``written`` are the places that it states something of for series.csv.
    """

    document_id: str
    when: tuple[str, str, str]
    parts: tuple[Part, ...]
    vintage: str
    territories: Mapping[str, str]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShelfOutline:
    """The documents of a shelf, in their order, and what they have in common.

    ``areas``, ``first`` and ``places`` are as in ``Outline`` and ``Shared.hear_all``;
    ``labels`` are the rows of indicators.csv, those that agree put together; ``named`` tells
    the labels without an entry in the catalogue, by the place as it is written.
    """

    reports: tuple[ReportTold, ...]
    areas: frozenset[str]
    first: Mapping[str, First]
    labels: tuple[IndicatorRow, ...]
    places: frozenset[tuple[str, Doubt | None]]
    named: Mapping[str, frozenset[str]]


def outlined(kept: Sequence[Kept], store: Store) -> Iterator[tuple[Shelf, ShelfOutline]]:
    """The shelves of the documents that were read; ``kept`` are only such."""

    def filled(places: range) -> Sequence[bytes]:
        return _filled([kept[n] for n in places], store)

    for shelf in shelved(store, "outlines", [Thing(one.key, one.key) for one in kept], filled):
        yield shelf, shelf.section(store, _OUTLINE)


def cells_on(shelf: Shelf, store: Store) -> Mapping[str, bytes]:
    """What the documents of a shelf state, by place as it is written, for ``cells_in``."""
    found: Mapping[str, bytes] = shelf.section(store, _CELLS)
    return found


def cells_in(packed: bytes) -> list[tuple[int, StatedCells]]:
    """What documents state of one place, each with its place on the shelf."""
    found: list[tuple[int, StatedCells]] = unpack(packed)
    return found


def _filled(kept: Sequence[Kept], store: Store) -> Sequence[bytes]:
    labels, shared = Labels(Path(gettempdir())), Shared()
    reports: list[ReportTold] = []
    places: set[tuple[str, Doubt | None]] = set()
    named: defaultdict[str, set[str]] = defaultdict(set)
    cells: defaultdict[str, list[tuple[int, StatedCells]]] = defaultdict(list)
    for n, one in enumerate(kept):
        outline, stated = one.outline(store), one.cells(store)
        assert outline is not None  # what has an entry was read
        labels.add(outline.labels)
        shared.hear(outline.areas, outline.published, outline.words)
        places.update(outline.places)
        for area, own in parted(stated).items():
            cells[area].append((n, own))
        for subject in stated.subjects:
            named[subject.area].update(filter(None, (subject.label,)))
        reports.append(
            ReportTold(
                document_id=outline.document_id,
                when=outline.when,
                parts=outline.parts,
                vintage=stated.vintage,
                territories=stated.territories,
                written=tuple(sorted({one.area for one in stated.subjects})),
            )
        )
    areas, first = shared.heard
    outline_of_all = ShelfOutline(
        reports=tuple(reports),
        areas=areas,
        first=first,
        labels=tuple(labels),
        places=frozenset(places),
        named={area: frozenset(held) for area, held in named.items()},
    )
    return pack(outline_of_all), pack({area: pack(held) for area, held in cells.items()})
