"""mapping.csv beside the inputs: what a person decided about labels and indicators.

Columns: ``label`` and ``indicator_id``, and any of ``group, unit, issuer, years`` as
witnesses (empty: any) and ``indicator``, the name of an id that the catalogue does not
have. ``-`` for an id says that the label is no indicator of the catalogue; a row without
an id decides nothing yet. Further columns are for people.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from extract.fold import fold
from outputs.people import read_edited
from solieu.errors import UsageError
from solieu.inputs import MAPPING_FILE, Input, folders_of, name_of
from solieu.messages import Message, message

if TYPE_CHECKING:  # normalize loads word lists, and most runs have no mapping.csv
    from normalize.corrections import Correction

_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")


@dataclass(frozen=True, slots=True)
class MappingFile:
    """One mapping.csv; ``source`` is its name in the results, ``titles`` name own ids."""

    source: str
    sha256: str
    rows: tuple[Correction, ...]
    titles: tuple[tuple[str, str], ...]


def read_mapping(path: Path, source: str) -> MappingFile:
    """The decisions of a file. Raises UsageError where it is not well formed."""
    rows: list[Correction] = []
    titles: dict[str, str] = {}
    for line, cells in read_edited(path, "label"):
        given = {name: cells.get(name, "") for name in _COLUMNS}
        if not given["label"]:
            raise _refused("no_label", source, line)
        if not given["indicator_id"]:
            continue
        rows.append(_correction(given, source, line))
        if given["indicator"] and not _known(given["indicator_id"]):
            titles.setdefault(given["indicator_id"], given["indicator"])
    for row in rows:
        if row.indicator_id and not _known(row.indicator_id) and row.indicator_id not in titles:
            raise _unknown(row, source)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return MappingFile(source, sha256, tuple(rows), tuple(titles.items()))


_COLUMNS = ("label", "indicator_id", "group", "unit", "issuer", "years", "indicator")


def _correction(given: Mapping[str, str], source: str, line: int) -> Correction:
    from normalize.corrections import NO_INDICATOR, Correction
    from normalize.scope import Validity, years

    try:
        first, last = years(given["years"])
    except ValueError as error:
        raise _refused("years", source, line, value=given["years"]) from error
    meant = given["indicator_id"]
    if meant != NO_INDICATOR and not _ID.fullmatch(meant):
        raise _refused("id", source, line, value=meant)
    issuers = tuple(fold(word.strip()) for word in given["issuer"].split("|") if word.strip())
    return Correction(
        label=given["label"],
        group=given["group"] or None,
        unit=given["unit"] or None,
        validity=Validity(issuers, first, last),
        indicator_id="" if meant == NO_INDICATOR else meant,
    )


def _known(indicator_id: str) -> bool:
    from normalize.catalogue import catalogue

    return indicator_id in catalogue().by_id


class Mappings:
    """The mapping.csv of the folders that inputs lie in, and the one given by name.

    Of two decisions on one label the nearer is meant: that of the file given, then that
    in the report's own folder, then those of the folders above it.
    """

    def __init__(self, inputs: Iterable[Input], given: Path | None = None) -> None:
        """Reads the files; raises UsageError for one that is not well formed."""
        self._files: dict[Path, MappingFile | None] = {}
        self._given = read_mapping(given, name_of(Path(given.name))) if given else None
        self._above = {one.source: self._found(one) for one in inputs if not one.refusal}

    def rows_of(self, source: str) -> tuple[Correction, ...]:
        """What holds for the report of this name, the nearer decisions last."""
        return tuple(row for held in self._above.get(source, ()) for row in held.rows)

    def _found(self, one: Input) -> tuple[MappingFile, ...]:
        """The files for an input, the farthest first."""
        within = folders_of(one.path, one.root)
        found = [self._in(folder, one.root) for folder in reversed(within)]
        return tuple(held for held in (*found, self._given) if held)

    def _in(self, folder: Path, root: Path) -> MappingFile | None:
        if folder not in self._files:
            file = folder / MAPPING_FILE
            there = file.is_file()
            source = name_of(file.relative_to(root))
            self._files[folder] = read_mapping(file, source) if there else None
        return self._files[folder]

    @property
    def files(self) -> tuple[MappingFile, ...]:
        """The files read."""
        return tuple(held for held in (*self._files.values(), self._given) if held)

    @property
    def titles(self) -> dict[str, str]:
        """Names of the ids that people gave."""
        return {name: title for held in self.files for name, title in held.titles}

    def notices(self, labels: Iterable[str]) -> tuple[Message, ...]:
        """Decisions on labels that no report has; ``labels`` are all that were met."""
        if not self.files:
            return ()
        from normalize.labels import normal

        met = {normal(label) for label in labels}
        return tuple(
            message("mapping.unmet", file=held.source, label=row.label)
            for held in self.files
            for row in held.rows
            if normal(row.label) not in met
        )


def _unknown(row: Correction, source: str) -> UsageError:
    from normalize.catalogue import catalogue

    near = get_close_matches(row.indicator_id, catalogue().by_id, n=3, cutoff=0.6)
    meant = ", ".join(near) or "-"
    said = message(
        "mapping.unknown", file=source, label=row.label, value=row.indicator_id, near=meant
    )
    return UsageError(said.vi, said.en)


def _refused(key: str, source: str, line: int, **values: object) -> UsageError:
    said = message(f"mapping.{key}", file=source, line=line, **values)
    return UsageError(said.vi, said.en)
