"""The formats that an output folder can be written in once more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from outputs.columns import TABLES, table
from outputs.export import database, sdmx, stata, texts, xlsx
from outputs.stored import Stored, stored
from solieu.errors import UsageError
from solieu.messages import Lang, Message, message

_TABLES = {table(name).file for name in TABLES} | {"datapackage.json", "manifest.json"}


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be written, and where."""

    stored: Stored
    path: Path
    lang: Lang
    as_of: date | None


@dataclass(frozen=True, slots=True)
class _Format:
    """``name`` is what it is called by default; with a suffix one file, else a folder."""

    name: str
    write: Callable[[_Order], list[Message]]
    dated: bool = False  # whether it can show what was known on a day

    @property
    def one_file(self) -> bool:
        return "." in self.name


_FORMATS: Mapping[str, _Format] = {
    "xlsx": _Format("solieu.xlsx", lambda it: xlsx.write_xlsx(it.stored, it.path, it.lang)),
    "sdmx-csv": _Format("series.sdmx.csv", lambda it: sdmx.write_sdmx(it.stored, it.path)),
    "parquet": _Format("parquet", lambda it: database.write_parquet(it.stored, it.path)),
    "duckdb": _Format("solieu.duckdb", lambda it: database.write_duckdb(it.stored, it.path)),
    "wide": _Format("wide", lambda it: texts.write_wide(it.stored, it.path, it.as_of), dated=True),
    "stata": _Format("stata", lambda it: stata.write_stata(it.stored, it.path, it.lang)),
    "excel-csv": _Format("excel-csv", lambda it: texts.write_excel_csv(it.stored, it.path)),
}

#: Where an export goes if nothing else is said: this folder in the output folder.
_DEFAULT_FOLDER = "export"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: a file, or a folder of files; and what its users must know."""

    path: Path
    notices: tuple[Message, ...]


def export(
    folder: Path, to: str, path: Path | None, lang: Lang, as_of: date | None = None
) -> Exported:
    """Write the output folder ``folder`` in the format ``to``, one of ``FORMATS``.

    ``path`` is a file or a folder as the format needs, by default under
    ``folder/export``. What ``solieu run`` wrote is read only. Raises UsageError where
    ``folder`` is no output folder, ``path`` is not fit, or a library is missing.
    """
    source, form = stored(folder), _FORMATS[to]
    if as_of and not form.dated:
        dated = ", ".join(name for name, one in _FORMATS.items() if one.dated)
        raise _usage("export.as_of", formats=dated)
    target = path or folder / _DEFAULT_FOLDER / form.name
    _check(target, to, form)
    notices = form.write(_Order(source, target, lang, as_of))
    return Exported(target, tuple(notices))


def _check(target: Path, to: str, form: _Format) -> None:
    """Refuse what would overwrite tables of a run, or a file where a folder is meant."""
    folder = target.parent if form.one_file else target
    if (folder / "manifest.json").exists() and (not form.one_file or target.name in _TABLES):
        raise _usage("export.into_tables", path=target)
    if form.one_file and target.is_dir():
        raise _usage("export.is_folder", format=to, path=target)
    if not form.one_file and target.is_file():
        raise _usage("export.is_file", format=to, path=target)


def _usage(key: str, **values: object) -> UsageError:
    said = message(key, **values)
    return UsageError(said.vi, said.en)
