"""One report as the page holds it: text, tables, and what became of every number.

Columns instead of rows and numbered strings keep 200,000 figures small enough to open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from outputs.cells import decimal_text
from outputs.review.offsets import browser_offset
from outputs.write import Json
from solieu.model import LedgerEntry, Observation, Recognition, Table


@dataclass(slots=True)
class Strings:
    """Texts by number; 0 is the empty one."""

    known: dict[str, int] = field(default_factory=lambda: {"": 0})

    def number(self, text: str) -> int:
        """The number of ``text``, a new one where it was not met before."""
        return self.known.setdefault(text, len(self.known))

    @property
    def texts(self) -> list[Json]:
        """All texts in the order of their numbers."""
        return list(self.known)


def in_order(observations: Iterable[Observation]) -> list[Observation]:
    """The observations of a document in the order in which the page numbers them."""
    return sorted(observations, key=lambda one: (one.span, one.observation_id))


def document_data(found: Recognition) -> dict[str, Json]:
    """The text, the tables, the figures (``o``) and the other numbers (``x``) of a report."""
    reading, strings = found.document.reading, Strings()
    there = browser_offset(reading.text)
    return {
        "t": reading.text,
        "tables": [_table(table, there) for table in reading.tables],
        "o": _figures(in_order(found.observations), strings, there),
        "x": _others(found.numbers, strings, there),
        "s": strings.texts,
    }


def _table(table: Table, there: Callable[[int], int]) -> Json:
    """Start, end, sheet, and the cells as (start, length, row, column, rows, columns)."""
    cells: list[Json] = []
    for cell in table.cells:
        start = there(cell.span.start)
        cells += [start, there(cell.span.end) - start]
        cells += [cell.row, cell.column, cell.rows, cell.columns]
    return [there(table.span.start), there(table.span.end), table.sheet, cells]


def _figures(
    observations: Sequence[Observation], strings: Strings, there: Callable[[int], int]
) -> dict[str, Json]:
    starts = [there(one.span.start) for one in observations]
    ends = [there(one.span.end) for one in observations]
    columns: dict[str, list[Json]] = {
        name: list(map(strings.number, map(attrgetter(name), observations))) for name in _TEXTS
    }
    columns["flags"] = [strings.number(" ".join(one.flags)) for one in observations]
    for name in _NUMBERS:
        columns[name] = list(map(attrgetter(name), observations))
    return {
        "start": list(starts),
        "length": [end - start for start, end in zip(starts, ends, strict=True)],
        "value": ["" if one.value is None else decimal_text(one.value) for one in observations],
        **_sparse(columns),
    }


_TEXTS = (
    *("indicator", "group", "area", "unit", "period", "measure", "compare_to"),
    *("target_authority", "comparator", "section", "footnote"),
)
_NUMBERS = ("table", "row", "page", "paragraph")


def _sparse(columns: dict[str, list[Json]]) -> dict[str, Json]:
    """Without the columns that hold nothing at all."""
    return {name: column for name, column in columns.items() if any(column)}


def _others(
    numbers: Iterable[LedgerEntry], strings: Strings, there: Callable[[int], int]
) -> dict[str, Json]:
    starts: list[Json] = []
    lengths: list[Json] = []
    reasons: list[Json] = []
    for entry in sorted(numbers, key=lambda entry: entry.span):
        if entry.reason != "observation":
            start = there(entry.span.start)
            starts.append(start)
            lengths.append(there(entry.span.end) - start)
            reasons.append(strings.number(entry.reason))
    return {"start": starts, "length": lengths, "reason": reasons}
