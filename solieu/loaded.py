"""An output folder as pandas DataFrames: ``solieu.load(OUT)``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import pandas as pd

from normalize.periods import bounds
from normalize.series import SeriesRow
from outputs.choice import rows_of
from outputs.columns import table
from outputs.history import LINE, series_rows
from outputs.stored import Stored
from solieu.errors import UsageError
from solieu.frames import frame
from solieu.messages import message

#: The frequency of pandas for periods of each kind. Months added up stand at their last
#: month, "as of" at its day; a range of days has no frequency.
_PANDAS = {"A": "Y", "S": "2Q", "Q": "Q", "M": "M", "D": "D", "cumulative": "M", "as_of": "D"}

#: What tells the columns of a pivot apart, if several.
_HEADS = tuple(name for name in LINE if name not in {"indicator_id", "frequency"})


@dataclass(frozen=True, eq=False)
class Tables:
    """The tables of an output folder. Each is read when it is first asked for.

    Values are exact ``Decimal``, or with ``floats`` doubles.
    """

    stored: Stored
    floats: bool = False

    @cached_property
    def documents(self) -> pd.DataFrame:
        """documents.csv: the input files."""
        return self._frame("documents")

    @cached_property
    def observations(self) -> pd.DataFrame:
        """observations.csv: every quantity found."""
        return self._frame("observations")

    @cached_property
    def numbers(self) -> pd.DataFrame:
        """numbers.csv: what became of every number."""
        return self._frame("numbers")

    @cached_property
    def checks(self) -> pd.DataFrame:
        """checks.csv: the audit, with what people decided."""
        return self._frame("checks")

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """indicators.csv: every label and what it was matched to."""
        return self._frame("indicators")

    @cached_property
    def _series(self) -> pd.DataFrame:
        return self._frame("series")

    def series(
        self,
        indicator: str | None = None,
        *,
        measure: str | None = None,
        frequency: str | None = None,
        as_of: date | str | None = None,
    ) -> pd.DataFrame:
        """One indicator over time; without ``indicator`` the whole of series.csv.

        ``indicator`` is an id or a name, or a part of one name. The rows are periods
        (a PeriodIndex; plain names for ranges of days), the columns what tells its
        series apart: always the measure, and the area, unit ... where there are
        several. Values are the newest, or the newest published by the day ``as_of``.
        Missing periods between the first and the last stand as empty rows.

        Raises ``solieu.errors.UsageError`` where nothing or too much fits; where the
        indicator has several frequencies, one must be named.
        """
        if indicator is None:
            return self._series
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        rows = rows_of(series_rows(self.stored, day), indicator)
        rows = [row for row in rows if measure in (None, row.measure)]
        return self._pivot(_one_frequency(rows, indicator, frequency))

    def _frame(self, name: str) -> pd.DataFrame:
        held = frame(name, self.stored.rows(name))
        if self.floats:
            for column in table(name).columns:
                if column.kind == "decimal":
                    held[column.name] = held[column.name].astype("float64")
        return held

    def _pivot(self, rows: list[SeriesRow]) -> pd.DataFrame:
        told = [
            name
            for name in _HEADS
            if name == "measure" or len({getattr(row, name) for row in rows}) > 1
        ]
        newest = {(row.period, *(getattr(row, name) for name in told)): row.value for row in rows}
        columns: dict[tuple[str, ...], dict[str, Decimal]] = {}
        for (period, *heads), value in newest.items():
            columns.setdefault(tuple(heads), {})[period] = value
        periods = sorted({row.period for row in rows}, key=lambda one: (bounds(one).last, one))
        data = [[values.get(period) for period in periods] for values in columns.values()]
        held = pd.DataFrame(list(zip(*data, strict=True)), dtype="object")
        held.columns = pd.MultiIndex.from_tuples(list(columns), names=told)
        if len(told) == 1:
            held.columns = held.columns.get_level_values(0)
        held.index = _index(periods, rows[0].frequency)
        held = _with_gaps(held)
        return held.astype("float64") if self.floats else held


def _one_frequency(rows: list[SeriesRow], indicator: str, frequency: str | None) -> list[SeriesRow]:
    found = sorted({row.frequency for row in rows})
    chosen = frequency or (found[0] if len(found) == 1 else None)
    kept = [row for row in rows if row.frequency == chosen]
    if not kept:
        said = message("series.frequency", indicator=indicator, found=", ".join(found) or "-")
        raise UsageError(said.vi, said.en)
    return kept


def _index(periods: list[str], frequency: str) -> pd.Index:
    known = _PANDAS.get(frequency)
    if known is None:
        return pd.Index(periods, name="period")
    ends = [bounds(period) for period in periods]
    # A half year is named by its first quarter, months added up by their last month.
    days = [(one.first if known == "2Q" else one.last) for one in ends]
    return pd.PeriodIndex([pd.Period(day, freq=known) for day in days], name="period")


def _with_gaps(held: pd.DataFrame) -> pd.DataFrame:
    """Empty rows for missing periods, where the periods follow each other."""
    index = held.index
    if not isinstance(index, pd.PeriodIndex) or index.freqstr == "D":
        return held
    whole = held.reindex(pd.period_range(index[0], index[-1], freq=index.freq, name="period"))
    return whole.where(whole.notna(), None)
