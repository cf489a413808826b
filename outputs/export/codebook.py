"""The codebook: every column of every table and every code word, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from outputs.codes import code_word
from outputs.columns import TABLES, Column, table

#: Columns that are true or false: their code words are not in columns.toml.
_BOOLEANS = ("true", "false")


class Entry(NamedTuple):
    """One line of the codebook: a table, a column, or a code word of a column."""

    table: str
    column: str
    code: str
    kind: str
    vi: str
    en: str
    example: str


def described(column: Column) -> Column:
    """``column``, or where it is said to be as in observations.csv, the column there.

    >>> from outputs.columns import table
    >>> described(table("series").columns[3]).values[:2]
    ('actual', 'estimate')
    """
    if not column.en.startswith("As in observations.csv"):
        return column
    return next(one for one in table("observations").columns if one.name == column.name)


def codes(column: Column) -> tuple[str, ...]:
    """The code words of ``column``; empty where any text or number may stand."""
    if column.kind == "boolean":
        return _BOOLEANS
    return tuple(code for code in described(column).values if code)


def codebook() -> Iterator[Entry]:
    """Table by table, each followed by its columns, each followed by its code words."""
    for name in TABLES:
        one = table(name)
        yield Entry(name, "", "", "table", one.vi, one.en, "")
        for column in one.columns:
            said = described(column)
            yield Entry(name, column.name, "", column.kind, said.vi, said.en, column.example)
            for code in codes(column):
                vi, en = (code_word(column.name, code, lang) for lang in ("vi", "en"))
                yield Entry(name, column.name, code, "code", vi, en, "")
