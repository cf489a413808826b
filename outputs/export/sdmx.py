"""The series as SDMX-CSV 2.0, with the structure they follow as SDMX-ML 2.1 beside it.

https://github.com/sdmx-twg/sdmx-csv. Dimensions are what tells cells and their vintages
apart; REVISION is one of them, so that all vintages fit into one file. A range of time is
written start/duration, as SDMX allows, never start..end.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from normalize.periods import bounds, frequency
from normalize.series import SeriesRow
from outputs.cells import decimal_text
from outputs.export.cells import decimals
from outputs.export.place import staged
from outputs.export.sdmx_structure import ATTRIBUTES, DIMENSIONS, STRUCTURE, structure
from outputs.history import series_rows
from outputs.stored import Stored
from solieu.messages import Message

#: What stands where a dimension does not apply.
_NONE = "_Z"

#: SDMX frequencies; months added up, ranges and "as of" have none of their own.
_FREQUENCIES = {"A", "S", "Q", "M", "D"}
_OTHER = "_O"


def write_sdmx(stored: Stored, path: Path) -> list[Message]:
    """Write the data to ``path`` and the structure to ``NAME.structure.xml`` beside it."""
    with staged(path.with_suffix(".structure.xml")) as temporary:
        temporary.write_bytes(structure())
    with staged(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        names = [*DIMENSIONS, "OBS_VALUE", *ATTRIBUTES]
        writer.writerow(["STRUCTURE", "STRUCTURE_ID", "ACTION", *names])
        for cells in _rows(stored):
            writer.writerow(["dataflow", STRUCTURE, "R", *(cells[name] for name in names)])
    return []


def _rows(stored: Stored) -> Iterator[dict[str, str]]:
    for row in series_rows(stored):
        cells = {
            name: _one_line(str(getattr(row, column))) or _NONE
            for name, column in DIMENSIONS.items()
            if column
        }
        yield (
            cells
            | _time(row)
            | {
                "REVISION": str(row.revision),
                "OBS_VALUE": decimal_text(row.value),
                "OBS_STATUS": row.obs_status,
                "UNIT_MULT": "0",
                "DECIMALS": str(decimals(row.value)),
                "VINTAGE": row.vintage,
                "LATEST": "true" if row.latest else "false",
                "DOCUMENT_ID": row.document_id,
                "OBSERVATION_ID": row.observation_id,
            }
        )


def _one_line(text: str) -> str:
    """Without line breaks, which readers of SDMX-CSV take for the end of a row."""
    return " ".join(text.split())


def _time(row: SeriesRow) -> dict[str, str]:
    kind = row.frequency
    return {
        "FREQ": kind if kind in _FREQUENCIES else _OTHER,
        "TIME_PERIOD": time_period(row.period),
    }


def time_period(period: str) -> str:
    """A period as SDMX writes it; "as of" a day is that day.

    >>> [time_period(one) for one in ("2026-S1", "2026-01..2026-09", "2025-12-16..2026-01-15")]
    ['2026-S1', '2026-01-01/P9M', '2025-12-16/P31D']
    >>> time_period("..2026-01-21")
    '2026-01-21'
    """
    days = bounds(period)
    if days.first is None:
        return days.last.isoformat()
    if frequency(period) in _FREQUENCIES:
        return period
    return f"{days.first.isoformat()}/{_duration(days.first, days.last)}"


def _duration(first: date, last: date) -> str:
    """Whole calendar months as months, all else as days."""
    after = last + timedelta(days=1)
    if first.day == after.day == 1:
        return f"P{(after.year - first.year) * 12 + after.month - first.month}M"
    return f"P{(after - first).days}D"
