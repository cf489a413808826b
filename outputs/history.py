"""The rows of series.csv as lines over time, for pictures and charts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from operator import attrgetter

from normalize.periods import bounds
from normalize.series import SeriesRow
from outputs.stored import Stored

#: The columns of series.csv that tell nothing apart: what a cell holds, and when it was said.
_CONTENTS = frozenset(
    {"value", "obs_status", "vintage", "document_id", "observation_id", "revision", "latest"}
)

#: The columns that make a cell of a series, ``period`` among them.
CELL = tuple(field.name for field in fields(SeriesRow) if field.name not in _CONTENTS)

#: The columns that make a line: a cell without its period.
LINE = tuple(name for name in CELL if name != "period")

_line_of = attrgetter(*LINE)


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a line: what each report said of it, the oldest first."""

    vintages: tuple[SeriesRow, ...]

    @property
    def latest(self) -> SeriesRow:
        """What the newest report says."""
        return self.vintages[-1]

    @property
    def value(self) -> Decimal:
        """The newest value."""
        return self.latest.value

    @property
    def first_day(self) -> date | None:
        """Where the period begins; None for "as of"."""
        return bounds(self.latest.period).first

    @property
    def last_day(self) -> date:
        """Where the period ends."""
        return bounds(self.latest.period).last


@dataclass(frozen=True, slots=True)
class Line:
    """One series: the same area, indicator, measure, unit ... over time, in time's order."""

    points: tuple[Point, ...]

    @property
    def cell(self) -> SeriesRow:
        """Any of its rows, for what all have in common."""
        return self.points[0].latest


def series_rows(stored: Stored, as_of: date | None = None) -> Iterator[SeriesRow]:
    """The rows of series.csv; with ``as_of`` only what was published by that day.

    A vintage that is a month or a year counts as its last day. What has no vintage was
    published nobody knows when, and is left out of an as-of view.
    """
    for row in stored.rows("series"):
        one = SeriesRow(*row)  # type: ignore[arg-type]  # a test holds columns and fields together
        if as_of is None or (one.vintage and bounds(one.vintage).last <= as_of):
            yield one


def lines(rows: Iterable[SeriesRow]) -> tuple[Line, ...]:
    """All lines, in the order in which their first rows come."""
    found: dict[tuple[object, ...], dict[str, list[SeriesRow]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in rows:
        found[_line_of(row)][row.period].append(row)
    return tuple(
        Line(
            tuple(
                Point(tuple(sorted(periods[period], key=attrgetter("revision"))))
                for period in sorted(periods, key=_in_time)
            )
        )
        for periods in found.values()
    )


def _in_time(period: str) -> tuple[date, str]:
    return bounds(period).last, period
