"""The rows of indicators.csv of many documents, put together as they come.

Reports of one kind have the same labels, so rows about one thing are joined at once; only
where an archive has more labels than memory should hold are they sorted on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from normalize.indicators import IndicatorRow, one_row, row_order
from solieu.batch.disk_sort import DiskSort

_HELD = 20_000  # different labels in memory


class Labels:
    """Takes the rows of one document after the other, gives them sorted and fewer.

    ``merged`` makes the same table of what it gives as of what it took.
    """

    def __init__(self, room: Path, held: int = _HELD) -> None:
        """``room`` is a folder for temporary files."""
        self._held = held
        self._rows: dict[tuple[str, str, str, str], IndicatorRow] = {}
        self._counts: dict[tuple[str, str, str, str], list[int]] = {}
        self._sorted: DiskSort[IndicatorRow] = DiskSort(row_order, room)
        self.keys: set[tuple[str, str]] = set()  # series and unit of labels without an entry

    def add(self, rows: Iterable[IndicatorRow]) -> None:
        """Take the rows of one document."""
        for row in rows:
            name = one_row(row)
            known = self._rows.get(name)
            if known is None:
                self._rows[name] = row
                self._counts[name] = [row.observations, row.documents]
                if row.series:
                    self.keys.add((row.series, row.unit))
                continue
            counts = self._counts[name]
            counts[0] += row.observations
            counts[1] += row.documents
            if _ground(row) != _ground(known):
                self._rows[name] = min(known, row, key=row_order)
        if len(self._rows) >= self._held:
            self._spill()

    def __iter__(self) -> Iterator[IndicatorRow]:
        """All rows, in the order of ``row_order``."""
        self._spill()
        return iter(self._sorted)

    def _spill(self) -> None:
        for name, row in self._rows.items():
            observations, documents = self._counts[name]
            self._sorted.add(row._replace(observations=observations, documents=documents))
        self._rows.clear()
        self._counts.clear()


def _ground(row: IndicatorRow) -> tuple[object, ...]:
    return row.score, row.how, row.why, row.nearest_id
