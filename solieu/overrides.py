"""metadata.csv beside the inputs: what a person knows better than the report's head.

Columns: ``file`` and any of ``number, issued, issuer, area, period, title``. A cell
that is empty overrides nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import reduce
from pathlib import Path

from outputs.people import read_edited
from solieu.errors import UsageError
from solieu.inputs import METADATA_FILE, folders_of, name_of
from solieu.messages import Message, message
from solieu.model import DocumentInfo

_FIELDS = tuple(one.name for one in fields(DocumentInfo))
_DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_DATE = re.compile(_DAY)
_PERIOD = re.compile(rf"{_DAY}|\d{{4}}-(Q[1-4]|S[12])|({_DAY})?\.\.{_DAY}")


@dataclass(frozen=True, slots=True)
class MetadataFile:
    """One metadata.csv: its rows by file name, and what is odd about it.

    ``source`` is its name in the results, as for a report.
    """

    source: str
    sha256: str
    rows: Mapping[str, DocumentInfo]
    notices: tuple[Message, ...]


def read_metadata(path: Path, source: str) -> MetadataFile:
    """The rows of ``path`` by NFC file name, folders written with ``/``.

    ``source`` is the name it goes by.

    Raises UsageError where the file is not well formed: a wrong override would go
    unseen into every figure of a report.
    """
    rows: dict[str, DocumentInfo] = {}
    unused: list[str] = []
    for line, cells in read_edited(path, "file"):
        unused = unused or [name for name in cells if name not in ("file", *_FIELDS)]
        name = unicodedata.normalize("NFC", cells["file"].replace("\\", "/"))
        if not name:
            raise _refused("no_file", source, line)
        if name in rows:
            raise _refused("twice", source, line, name=name)
        given = {column: cells.get(column, "") for column in _FIELDS}
        if given["issued"] and not _DATE.fullmatch(given["issued"]):
            raise _refused("date", source, line, value=given["issued"])
        if given["period"] and not _PERIOD.fullmatch(given["period"]):
            raise _refused("period", source, line, value=given["period"])
        rows[name] = DocumentInfo(**given)
    notices = tuple(message("metadata.column", file=source, name=name) for name in unused)
    return MetadataFile(source, hashlib.sha256(path.read_bytes()).hexdigest(), rows, notices)


def overridden(info: DocumentInfo, override: DocumentInfo) -> DocumentInfo:
    """``info`` with every field that ``override`` fills in."""
    given = {name: getattr(override, name) for name in _FIELDS if getattr(override, name)}
    return replace(info, **given)


@dataclass(slots=True)
class Overrides:
    """The metadata.csv files of the folders that inputs lie in, each read once.

    ``held`` tells where those lie that came in archives.
    """

    held: Mapping[Path, Path] = field(default_factory=dict)
    _files: dict[Path, MetadataFile | None] = field(default_factory=dict)
    _met: set[tuple[Path, str]] = field(default_factory=set)

    def of(self, path: Path, root: Path) -> DocumentInfo:
        """What is said of ``path`` by the metadata.csv beside it and in the folders
        above it, up to ``root``; the nearest one wins, field by field."""
        within = folders_of(path, root)
        said = (self._said(path, folder, root) for folder in reversed(within))
        return reduce(overridden, said, DocumentInfo())

    def _said(self, path: Path, folder: Path, root: Path) -> DocumentInfo:
        if folder not in self._files:
            file = folder / METADATA_FILE
            source = name_of(file.relative_to(root))
            there = self.held.get(file, file)
            self._files[folder] = read_metadata(there, source) if there.is_file() else None
        held = self._files[folder]
        name = name_of(path.relative_to(folder))
        if held is None or name not in held.rows:
            return DocumentInfo()
        self._met.add((folder, name))
        return held.rows[name]

    @property
    def files(self) -> tuple[MetadataFile, ...]:
        """The files read so far."""
        return tuple(held for held in self._files.values() if held)

    def notices(self) -> tuple[Message, ...]:
        """Columns that are not used and rows that no input matched."""
        told: list[Message] = []
        for folder, held in sorted(self._files.items()):
            if held is None:
                continue
            told += held.notices
            told += (
                message("metadata.unmet", file=held.source, name=name)
                for name in held.rows
                if (folder, name) not in self._met
            )
        return tuple(told)


def _refused(key: str, source: str, line: int, **values: object) -> UsageError:
    said = message(f"metadata.{key}", file=source, line=line, **values)
    return UsageError(said.vi, said.en)
