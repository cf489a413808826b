"""The columns of every table, in order, in one place.

They are data (``columns.toml``); what is written, the data package, the data frames
and docs/format.md are all made from them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NotRequired, TypedDict

Kind = Literal["text", "decimal", "integer", "ordinal", "boolean"]

#: The order in which the tables are written and described.
TABLES = ("documents", "observations", "numbers", "checks", "series", "indicators")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``values`` is its closed vocabulary, ``refers`` the ``table.column``
    it points to; ``person`` says that people fill it in."""

    name: str
    kind: Kind
    vi: str
    en: str
    example: str
    required: bool
    values: tuple[str, ...]
    refers: str
    person: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns, and the columns that tell rows apart."""

    name: str
    vi: str
    en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """Name of the file in the output folder."""
        return f"{self.name}.csv"

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def person_columns(self) -> tuple[str, ...]:
        """Names of the columns that people fill in."""
        return tuple(column.name for column in self.columns if column.person)


class _ColumnEntry(TypedDict):
    name: str
    type: Kind
    vi: str
    en: str
    example: str
    required: NotRequired[bool]
    values: NotRequired[list[str]]
    refers: NotRequired[str]
    person: NotRequired[bool]


class _TableEntry(TypedDict):
    vi: str
    en: str
    key: list[str]
    columns: list[_ColumnEntry]


@cache
def _entries() -> dict[str, _TableEntry]:
    text = files("outputs").joinpath("columns.toml").read_text(encoding="utf-8")
    entries: dict[str, _TableEntry] = tomllib.loads(text)
    return entries


def _column(entry: _ColumnEntry) -> Column:
    return Column(
        name=entry["name"],
        kind=entry["type"],
        vi=entry["vi"],
        en=entry["en"],
        example=entry["example"],
        required=entry.get("required", False),
        values=tuple(entry.get("values", ())),
        refers=entry.get("refers", ""),
        person=entry.get("person", False),
    )


@cache
def table(name: str) -> Table:
    """The table called ``name``, one of ``TABLES``."""
    entry = _entries()[name]
    return Table(
        name=name,
        vi=entry["vi"],
        en=entry["en"],
        key=tuple(entry["key"]),
        columns=tuple(_column(column) for column in entry["columns"]),
    )
