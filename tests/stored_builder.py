"""Output folders made by hand: the tables with just the rows that a test needs."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from outputs.columns import TABLES, table

#: Values of the columns that may not be empty, where a test does not care.
_PLAIN = {
    "text": "x",
    "decimal": "1",
    "integer": "1",
    "ordinal": "1",
    "boolean": "true",
}

Given = dict[str, str]


def folder_with(folder: Path, **given: Iterable[Given]) -> Path:
    """Write all tables into ``folder``: ``given`` has the rows by table, others are empty."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        one = table(name)
        with (folder / one.file).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, one.header, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(_whole(name, row) for row in given.get(name, ()))
    return folder


def _whole(name: str, given: Given) -> dict[str, str]:
    plain = {
        column.name: (column.values[0] if column.values else _PLAIN[column.kind])
        for column in table(name).columns
        if column.required
    }
    assert given.keys() <= set(table(name).header)
    return plain | given


def point(period: str, value: str, /, **more: str) -> Given:
    """A row of series.csv: a monthly actual figure unless ``more`` says otherwise."""
    given = {
        "area": "phường Hòa An",
        "indicator_id": "rev_state_area",
        "indicator": "Thu ngân sách",
        "measure": "actual",
        "frequency": "M",
        "period": period,
        "value": value,
        "unit": "VND",
        "obs_status": "A",
        "vintage": "2026-03-01",
        "document_id": "a" * 16,
        "observation_id": f"{'a' * 16}-{period}",
        "revision": "1",
        "latest": "true",
    }
    return given | more
