"""Rows of the tables, made from the frozen types, in a fixed order.

Every function returns tuples of values in the order of ``columns.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from operator import attrgetter

from outputs.cells import Value
from outputs.columns import Column, table
from solieu.model import (
    Box,
    Check,
    DocumentInfo,
    DocumentRecord,
    LedgerEntry,
    Observation,
)

Row = tuple[Value, ...]

#: What people wrote into checks.csv: check_id -> the texts of its person columns.
Decisions = Mapping[str, tuple[str, ...]]


def _value(column: Column, held: object) -> Value:
    """``held``, an attribute of one of our types, as the value of ``column``."""
    match held:
        case None:
            return "" if column.kind == "text" else None
        case bool() | Decimal() | str():
            return held
        case int():
            return None if column.kind == "ordinal" and held == 0 else held
        case tuple():
            return " ".join(str(part) for part in held)
        case Box():
            edges = (held.x0, held.top, held.x1, held.bottom)
            return " ".join(format(edge, ".2f") for edge in edges)
        case _:
            raise TypeError(f"{column.name}: no cell for a {type(held).__name__}")


def plain_rows(name: str, items: Iterable[object]) -> Iterator[Row]:
    """Rows of table ``name`` from objects whose attributes bear the columns' names."""
    columns = table(name).columns
    held = attrgetter(*table(name).header)
    for item in items:
        pairs = zip(columns, held(item), strict=True)
        yield tuple(_value(column, value) for column, value in pairs)


def document_row(record: DocumentRecord) -> Row:
    """One row of documents.csv; counts are empty where nothing was read."""
    found = record.recognition
    info = found.info if found else DocumentInfo()
    reading = found.document.reading if found else None
    return (
        record.sha256[:16],
        record.source,
        record.sha256,
        record.format,
        record.status,
        record.reason,
        info.title,
        info.number,
        info.issuer,
        info.area,
        info.issued,
        info.period,
        (reading.pages or None) if reading else None,
        len(found.observations) if found else None,
        len(found.numbers) if found else None,
        reading.encoding if reading else "",
        reading.ocr if reading else "",
    )


def document_rows(records: Sequence[DocumentRecord]) -> Iterator[Row]:
    """Rows of documents.csv by source."""
    for record in sorted(records, key=attrgetter("source")):
        yield document_row(record)


def observation_rows(observations: Iterable[Observation]) -> Iterator[Row]:
    """Rows of observations.csv, in reading order within each source."""
    ordered = sorted(observations, key=_observation_place)
    return plain_rows("observations", ordered)


def _observation_place(one: Observation) -> tuple[str, int, int, str]:
    return one.source, one.span.start, one.span.end, one.observation_id


def number_rows(entries: Iterable[LedgerEntry]) -> Iterator[Row]:
    """Rows of numbers.csv, in reading order within each source."""
    ordered = sorted(entries, key=_entry_place)
    return plain_rows("numbers", ordered)


def _entry_place(one: LedgerEntry) -> tuple[str, int, int, str]:
    return one.source, one.span.start, one.span.end, one.observation_id


def check_rows(
    checks: Iterable[Check], observations: Iterable[Observation], decisions: Decisions
) -> Iterator[Row]:
    """Rows of checks.csv in the order of the figures they speak of.

    A check stands where its first observation stands; the decisions of people are
    put back by ``check_id``.
    """
    places = {one.observation_id: _observation_place(one)[:2] for one in observations}
    undecided = ("",) * len(table("checks").person_columns)
    for check in sorted(checks, key=lambda check: _check_place(check, places)):
        yield check_row(check) + decisions.get(check.check_id, undecided)


def check_row(check: Check) -> Row:
    """The row of a check without the columns that people fill in, which are the last."""
    own, held = _own_check_columns()
    return tuple(_value(column, value) for column, value in zip(own, held(check), strict=True))


@cache
def _own_check_columns() -> tuple[tuple[Column, ...], Callable[[object], tuple[object, ...]]]:
    own = tuple(column for column in table("checks").columns if not column.person)
    return own, attrgetter(*(column.name for column in own))


def _check_place(
    check: Check, places: Mapping[str, tuple[str, int]]
) -> tuple[tuple[str, int], str]:
    known = [places[name] for name in check.observation_ids if name in places]
    return min(known, default=("", 0)), check.check_id
