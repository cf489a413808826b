"""Decisions that people made elsewhere, picked up again: decisions.csv, the workbooks.

The review page saves ``decisions.csv``; it is looked for in the output folder and beside
the inputs. The workbooks of ``solieu audit`` are read back where somebody has edited them.
A file is merged once: the manifest keeps its hash, and from then on checks.csv counts,
so that an old export never overwrites a newer decision.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from outputs.columns import table
from outputs.decisions import Decided, read_decided
from outputs.manifest import SideInput
from outputs.people import read_edited
from outputs.pieces import Wrote
from solieu.errors import ReadError, UsageError
from solieu.messages import Message, message

#: What the review page saves.
DECISIONS_FILE = "decisions.csv"

#: The workbooks of ``solieu audit``, by language.
WORKBOOKS = {"vi": "workpapers.vi.xlsx", "en": "workpapers.en.xlsx"}

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class PickedUp:
    """All decisions with the files they are from; ``notices`` tell of those replaced."""

    decided: Decided
    files: tuple[SideInput, ...] = ()
    notices: tuple[Message, ...] = ()


def pick_up(folder: Path, beside: Iterable[Path] = (), wrote: Wrote | None = None) -> PickedUp:
    """The decisions of checks.csv in ``folder`` with those of newer files merged in.

    ``beside`` are the folders of the inputs, ``wrote`` as in ``read_decided``. Where two
    files differ on a check, the one with the later ``reviewed_on`` counts, else the file.
    Raises UsageError where a file cannot be read: going on would lose somebody's work.
    """
    before = read_decided(folder, wrote)
    rows = dict(before.rows)
    merged = _merged_before(folder) if (folder / table("checks").file).exists() else frozenset()
    files: list[SideInput] = []
    notices: list[Message] = []
    for path in _candidates(folder, beside):
        sha256 = hashlib.sha256(_bytes(path)).hexdigest()
        if path.suffix == ".csv":
            files.append(SideInput(path.name, sha256))
        if sha256 in merged:
            continue
        for check_id, new in _decisions(path):
            old = rows.get(check_id)
            kept = _joined(check_id, old, new)
            if kept != old:
                rows[check_id] = kept
            if told := _replaced(path.name, check_id, old, new, kept):
                notices.append(told)
    return PickedUp(Decided(rows), tuple(files), tuple(notices))


def _candidates(folder: Path, beside: Iterable[Path]) -> Iterator[Path]:
    folders = dict.fromkeys(path.resolve() for path in beside)
    folders.pop(folder.resolve(), None)
    names = [path / DECISIONS_FILE for path in sorted(folders)]
    names += [folder / name for name in (*WORKBOOKS.values(), DECISIONS_FILE)]
    return (path for path in names if path.is_file())


def _merged_before(folder: Path) -> frozenset[str]:
    """Hashes of the files that the last run in ``folder`` merged or wrote."""
    try:
        held = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        listed = [*held.get("decisions", ()), *held.get("workpapers", ())]
        return frozenset(one["sha256"] for one in listed)
    except (OSError, ValueError, AttributeError, TypeError, KeyError):
        return frozenset()  # no manifest of ours: nothing is known, all is merged


def _decisions(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    names = table("checks").person_columns
    rows = _of_workbook(path) if path.suffix == ".xlsx" else _of_csv(path)
    for cells in rows:
        texts = tuple(_unquoted(cells.get(name, "")) for name in names)
        if cells.get("check_id") and any(texts):
            yield cells["check_id"], texts


def _of_csv(path: Path) -> Iterator[dict[str, str]]:
    return (cells for _, cells in read_edited(path, "check_id"))


def _of_workbook(path: Path) -> Iterator[dict[str, str]]:
    """The rows below the row of column names, in every sheet that has one."""
    from extract.sheets_fonts import Texts
    from extract.sheets_xlsx import read_xlsx

    try:
        sheets = read_xlsx(_bytes(path), path.name, Texts())
    except ReadError as error:
        raise UsageError(error.vi, error.en) from error
    for sheet in sheets:
        names: Mapping[int, str] = {}
        rows: dict[int, dict[int, str]] = {}
        for cell in sheet.cells:
            rows.setdefault(cell.row, {})[cell.column] = cell.text.strip()
        for _, row in sorted(rows.items()):
            if {"check_id", "decision"} <= set(row.values()):
                names = row
            elif names:
                yield {name: row.get(column, "") for column, name in names.items()}


def _unquoted(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking a text for a formula."""
    return text[1:] if re.match(r"'[=+\-@\t\r]", text) else text


def _joined(check_id: str, old: tuple[str, ...] | None, new: tuple[str, ...]) -> tuple[str, ...]:
    """The row of checks.csv with what people wrote; the later of two decisions."""
    header, people = table("checks").header, table("checks").person_columns
    if old is None:
        blank = ("",) * (len(header) - len(people) - 1)
        return (check_id, *blank, *new)
    own, said = old[: -len(people)], old[-len(people) :]
    day = people.index("reviewed_on")
    dated = _DATE.fullmatch(said[day]) and _DATE.fullmatch(new[day])
    return old if dated and said[day] > new[day] else (*own, *new)


def _replaced(
    file: str,
    check_id: str,
    old: tuple[str, ...] | None,
    new: tuple[str, ...],
    kept: tuple[str, ...],
) -> Message | None:
    """What to tell where two people, or two files, decided differently."""
    people = len(table("checks").person_columns)
    if old is None or old[-people:] == new:
        return None
    won, lost = (new, old[-people:]) if kept[-people:] == new else (old[-people:], new)
    told = {"kept": " · ".join(filter(None, won)), "left": " · ".join(filter(None, lost))}
    return message("decisions.differ", file=file, check=check_id, **told)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"Không mở được {path.name}: {error.strerror}.",
            f"Cannot open {path.name}: {error.strerror}.",
        ) from error
