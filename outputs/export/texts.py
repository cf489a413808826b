"""CSV files for one purpose each: wide tables, and files for a Vietnamese Excel."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import get_args

from normalize.periods import Frequency, bounds
from normalize.series import SeriesRow
from outputs.cells import Value, cell_text, decimal_text
from outputs.columns import TABLES, table
from outputs.export.cells import exact_float, like_a_formula, misread
from outputs.export.place import staged
from outputs.history import LINE, lines, series_rows
from outputs.stored import Stored
from outputs.write import csv_content
from solieu.messages import Message, message

#: The columns that name a row of a wide table; its file is named after the frequency.
_ROW = tuple(name for name in LINE if name != "frequency")

#: What is added to the series of a spreadsheet: periods as days, which it understands.
_DAYS = ("period_start", "period_end")


def write_wide(stored: Stored, folder: Path, as_of: date | None) -> list[Message]:
    """Write a table for each frequency: a row for each series, a column for each period.

    A cell holds the newest value, or with ``as_of`` the newest that was published by
    that day; it is empty where no report gives one.
    """
    by_frequency: dict[str, list[SeriesRow]] = defaultdict(list)
    for row in series_rows(stored, as_of):
        by_frequency[row.frequency].append(row)
    for frequency in sorted(by_frequency):
        rows = by_frequency[frequency]
        periods = sorted({row.period for row in rows}, key=lambda one: (bounds(one).last, one))
        body = _wide_rows(rows, periods)
        _write(folder / f"wide_{frequency}.csv", [*_ROW, *periods], body)
    for frequency in set(get_args(Frequency)) - set(by_frequency):  # left by an earlier export
        (folder / f"wide_{frequency}.csv").unlink(missing_ok=True)
    return [] if by_frequency else [message("export.no_series")]


def _wide_rows(rows: Iterable[SeriesRow], periods: Sequence[str]) -> Iterator[list[str]]:
    name_of = attrgetter(*_ROW)
    for line in lines(rows):
        values = {point.latest.period: decimal_text(point.value) for point in line.points}
        yield [*map(cell_text, name_of(line.cell)), *(values.get(one, "") for one in periods)]


def write_excel_csv(stored: Stored, folder: Path) -> list[Message]:
    """Write all tables as a Vietnamese Excel opens them: BOM, ``;``, decimal comma, CRLF.

    A text that Excel would run as a formula gets an apostrophe before it (what OWASP
    advises); one that it would turn into a date or number (``2026-01``, ``00004``), and
    a number that it would round, stands as ``="..."``, which shows as it is.
    """
    for name in TABLES:
        header = [*table(name).header, *(_DAYS if name == "series" else ())]
        period = table(name).header.index("period") if name == "series" else None
        rows = ([*row, *_days(row, period)] for row in stored.rows(name))
        body = ([_excel_cell(value) for value in row] for row in rows)
        _write(folder / f"{name}.csv", header, body, excel=True)
    return []


def _days(row: Sequence[Value], period: int | None) -> tuple[Value, ...]:
    if period is None:
        return ()
    named = row[period]
    days = bounds(named) if isinstance(named, str) and named else None
    return (days.first, days.last) if days else (None, None)  # type: ignore[return-value]


def _excel_cell(value: object) -> str:
    match value:
        case Decimal():
            text = decimal_text(value).replace(".", ",")
            return text if exact_float(value) is not None else _as_shown(text)
        case str() if like_a_formula(value):
            return "'" + value
        case str() if misread(value):
            return _as_shown(value)
        case date():
            return value.isoformat()
        case _:
            return cell_text(value)  # type: ignore[arg-type]  # the rest are plain values


def _as_shown(text: str) -> str:
    return '="' + text.replace('"', '""') + '"'


def _write(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], *, excel: bool = False
) -> None:
    encoding = "utf-8-sig" if excel else "utf-8"
    with staged(path) as temporary, temporary.open("w", encoding=encoding, newline="") as stream:
        if excel:
            writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
            writer.writerow(header)
            writer.writerows(rows)
        else:
            csv_content(header, rows)(stream)
