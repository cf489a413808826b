"""An output folder read back: the rows of its tables, with the types they were written from."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from outputs.cells import Value
from outputs.columns import TABLES, Column, Table, table
from outputs.people import read_edited
from outputs.staging import finish
from outputs.tables import Row
from solieu.errors import UsageError
from solieu.messages import message

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_INTEGER = re.compile(r"-?[0-9]+")
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Stored:
    """A folder that ``solieu run`` wrote, for reading."""

    folder: Path

    def rows(self, name: str) -> Iterator[Row]:
        """Rows of table ``name`` in the order of its file, values typed as in columns.toml.

        Raises UsageError, with the file, line and column, for what does not belong there.
        """
        one = table(name)
        path = self.folder / one.file
        if one.person_columns:  # Excel may have saved it, with other separators
            return _typed(one, _edited(one, path))
        return _typed(one, _written(one, path))


def stored(folder: Path) -> Stored:
    """The output folder ``folder``; raises UsageError where it is none.

    A run that died while its files took their places is finished first.
    """
    finish(folder)
    missing = [table(name).file for name in TABLES if not (folder / table(name).file).is_file()]
    if missing:
        raise _usage("stored.no_folder", folder=folder, files=", ".join(missing))
    return Stored(folder)


def _written(one: Table, path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Lines of a file that only the program writes: its header must be ours."""
    csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)  # a long sentence
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            if tuple(next(reader, ())) != one.header:
                raise _usage("stored.columns", file=path.name)
            for cells in reader:
                yield reader.line_num, cells
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _usage("stored.unreadable", file=path.name, why=error) from error


def _edited(one: Table, path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    for line, row in read_edited(path, one.key[0]):
        if not row.keys() >= set(one.header):
            raise _usage("stored.columns", file=path.name)
        yield line, [row[name] for name in one.header]


def _typed(one: Table, lines: Iterator[tuple[int, Sequence[str]]]) -> Iterator[Row]:
    readers = [_READERS[column.kind] for column in one.columns]
    width = len(readers)
    for line, cells in lines:
        if len(cells) != width:
            raise _usage("stored.cells", file=one.file, line=line, cells=len(cells), columns=width)
        try:
            yield tuple([read(cell) for read, cell in zip(readers, cells, strict=True)])
        except ValueError as error:
            raise _misplaced(one, line, cells) from error


def _misplaced(one: Table, line: int, cells: Sequence[str]) -> UsageError:
    for column, cell in zip(one.columns, cells, strict=True):
        if not _fits(column, cell):
            return _usage("stored.value", file=one.file, line=line, column=column.name, value=cell)
    raise AssertionError("one of the cells was refused")


def _fits(column: Column, cell: str) -> bool:
    try:
        _READERS[column.kind](cell)
    except ValueError:
        return False
    return True


def _decimal(cell: str) -> Value:
    if not cell:
        return None
    if _NUMBER.fullmatch(cell) is None:
        raise ValueError(cell)
    return Decimal(cell)


def _integer(cell: str) -> Value:
    if not cell:
        return None
    if _INTEGER.fullmatch(cell) is None:
        raise ValueError(cell)
    return int(cell)


def _boolean(cell: str) -> Value:
    if not cell:
        return None
    if cell not in _BOOLEANS:
        raise ValueError(cell)
    return _BOOLEANS[cell]


_READERS: dict[str, Callable[[str], Value]] = {
    "text": str,
    "decimal": _decimal,
    "integer": _integer,
    "ordinal": _integer,
    "boolean": _boolean,
}


def _usage(key: str, **values: object) -> UsageError:
    said = message(key, **values)
    return UsageError(said.vi, said.en)
