"""Views of the series: the newest figures, the first published, those known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from normalize.period_calendar import bounds
from normalize.series import SeriesRow


def latest(rows: Iterable[SeriesRow]) -> tuple[SeriesRow, ...]:
    """The newest vintage of every cell."""
    return tuple(row for row in rows if row.latest)


def first(rows: Iterable[SeriesRow]) -> tuple[SeriesRow, ...]:
    """The first published vintage of every cell."""
    return tuple(row for row in rows if row.revision == 1)


def as_of(rows: Iterable[SeriesRow], day: date) -> tuple[SeriesRow, ...]:
    """The series as they stood at the end of a day, in the same order.

    What was published later is left out, and ``latest`` marks the newest of the rest. A
    report whose date is not known to the day counts from the end of its month or period;
    one without any date is in no such view.
    """
    known = [row for row in rows if row.vintage and bounds(row.vintage).last <= day]
    newest: dict[tuple[str, ...], int] = defaultdict(int)
    for row in known:
        newest[cell(row)] = max(newest[cell(row)], row.revision)
    return tuple(replace(row, latest=row.revision == newest[cell(row)]) for row in known)


def cell(row: SeriesRow) -> tuple[str, ...]:
    """What tells a cell of series.csv from all others: the series and the period."""
    return (*series(row), row.period)


def series(row: SeriesRow) -> tuple[str, ...]:
    """What tells a series of series.csv from all others."""
    return (
        row.area,
        row.indicator_id,
        row.indicator,
        row.measure,
        row.compare_to,
        row.unit,
        row.price_basis,
    )
