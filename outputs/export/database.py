"""A DuckDB file, and Parquet files, with exact decimals: never doubles.

What is empty in the CSV is NULL. The series get the days of their periods and vintages,
which the views of the newest, first and as-of figures rest on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from normalize.periods import bounds
from outputs.columns import TABLES, Column, Kind, Table, table
from outputs.export.place import staged
from outputs.history import CELL
from outputs.stored import Stored
from outputs.write import csv_content
from solieu.extras import needed
from solieu.messages import Message, message

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "ordinal": "BIGINT",
    "boolean": "BOOLEAN",
}
_WIDEST = 38  # digits of a DECIMAL

#: Columns beside those of series.csv, from what its periods and vintages stand for.
_DAYS = {
    "period_start": "First day of the period. / Ngày đầu của kỳ.",
    "period_end": "Last day of the period. / Ngày cuối của kỳ.",
    "published": "Last day of the vintage. / Ngày cuối của lần công bố.",
}

_VIEWS = """
CREATE VIEW series_latest AS SELECT * FROM series WHERE latest;
CREATE VIEW series_first AS SELECT * FROM series WHERE revision = 1;
CREATE MACRO series_asof(day) AS TABLE
    SELECT * FROM series WHERE published <= CAST(day AS DATE)
    QUALIFY row_number() OVER (PARTITION BY {cell} ORDER BY revision DESC) = 1;
"""


def write_duckdb(stored: Stored, path: Path) -> list[Message]:
    """Write the database ``path``; gives what a user of it must know.

    Raises UsageError where it cannot be written or a table holds what it must not.
    """
    with staged(path) as temporary, _opened(temporary) as database:
        told = _load(database, stored)
        database.execute(_VIEWS.format(cell=", ".join(map(_quoted, CELL))))
        _comment(database)
    return told


def write_parquet(stored: Stored, folder: Path) -> list[Message]:
    """Write a file for each table into ``folder``; gives what a user must know."""
    with _opened(None) as database:
        told = _load(database, stored)
        for name in TABLES:
            with staged(folder / f"{name}.parquet") as temporary:
                database.execute(
                    f"COPY {name} TO {_text(temporary)} (FORMAT parquet, COMPRESSION zstd)"
                )
    return told


@contextmanager
def _opened(path: Path | None) -> Iterator[DuckDBPyConnection]:
    with needed("sql"):
        import duckdb
    # One thread: rows keep their order and files their bytes. Nothing is fetched, and
    # nothing is drawn on a standard output that belongs to the command.
    settings = {"threads": 1, "autoinstall_known_extensions": False}
    database = duckdb.connect(str(path or ":memory:"), config=settings)  # type: ignore[arg-type]
    try:
        database.execute("SET enable_progress_bar = false")
        yield database
    finally:
        database.close()


def _load(database: DuckDBPyConnection, stored: Stored) -> list[Message]:
    told: list[Message] = []
    with TemporaryDirectory() as folder:
        for name in TABLES:
            one = table(name)
            path = Path(folder) / one.file  # checked and, where people edited it, as it was
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv_content(one.header, stored.rows(name))(stream)
            told += _create(database, one, path)
            path.unlink()
    _add_days(database)
    return told


def _create(database: DuckDBPyConnection, one: Table, path: Path) -> list[Message]:
    texts = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in one.header)
    database.execute(
        f"CREATE TEMP TABLE raw AS SELECT * FROM read_csv({_text(path)}, columns = {{{texts}}}, "
        "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', "
        "nullstr = '', max_line_size = 100000000, parallel = false)"
    )
    types = {column.name: _type(database, column) for column in one.columns}
    casts = ", ".join(
        f"CAST({_quoted(name)} AS {kind}) AS {_quoted(name)}" for name, kind in types.items()
    )
    database.execute(f"CREATE TABLE {one.name} AS SELECT {casts} FROM raw")
    database.execute("DROP TABLE raw")
    return [
        message("export.wide_decimals", table=one.name, column=column.name)
        for column in one.columns
        if column.kind == "decimal" and types[column.name] == "VARCHAR"
    ]


def _type(database: DuckDBPyConnection, column: Column) -> str:
    """DECIMAL as wide as the column needs; text where no DECIMAL is wide enough."""
    if column.kind != "decimal":
        return _TYPES[column.kind]
    name = _quoted(column.name)
    found = database.execute(
        f"SELECT max(length(ltrim(split_part({name}, '.', 1), '-'))), "
        f"max(length(split_part({name}, '.', 2))) FROM raw"
    ).fetchone()
    assert found is not None  # an aggregate always gives a row
    whole, places = found[0] or 1, found[1] or 0
    return f"DECIMAL({_WIDEST}, {places})" if whole + places <= _WIDEST else "VARCHAR"


def _add_days(database: DuckDBPyConnection) -> None:
    """The days of periods and vintages, which SQL could not tell from their names."""
    days: dict[str, Callable[[str], object]] = {
        "period_start": lambda period: bounds(period).first,
        "period_end": lambda period: bounds(period).last,
        "published": lambda vintage: bounds(vintage).last,
    }
    sources = {"period_start": "period", "period_end": "period", "published": "vintage"}
    database.execute("CREATE TEMP TABLE said (name VARCHAR, day DATE)")
    for column, day in days.items():
        source = sources[column]
        names = database.execute(
            f"SELECT DISTINCT {source} FROM series WHERE {source} IS NOT NULL ORDER BY ALL"
        ).fetchall()
        database.execute("DELETE FROM said")
        _insert(database, ((name, day(name)) for (name,) in names))
        database.execute(f"ALTER TABLE series ADD COLUMN {column} DATE")
        database.execute(
            f"UPDATE series SET {column} = said.day FROM said WHERE said.name = series.{source}"
        )
    database.execute("DROP TABLE said")


def _insert(database: DuckDBPyConnection, rows: Iterable[tuple[str, object]]) -> None:
    several = list(rows)
    if several:
        database.executemany("INSERT INTO said VALUES (?, ?)", several)


def _comment(database: DuckDBPyConnection) -> None:
    """What each table and column means, where a database shows it."""
    for name in TABLES:
        one = table(name)
        database.execute(f"COMMENT ON TABLE {name} IS {_text(f'{one.en} / {one.vi}')}")
        for column in one.columns:
            said = _text(f"{column.en} / {column.vi}")
            database.execute(f"COMMENT ON COLUMN {name}.{_quoted(column.name)} IS {said}")
    for column_name, said in _DAYS.items():
        database.execute(f"COMMENT ON COLUMN series.{column_name} IS {_text(said)}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
