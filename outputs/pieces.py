"""Tables put together from pieces: new lines, and lines that stand in the table before.

Most lines of a table are those that the last run wrote into the same folder. What a run
wrote is known by a key that hangs on all that it was made from (``Wrote``), so a piece with
the same key has the same bytes and is copied by the system, without being looked at. This
goes only for a file that is still as that run left it (``Seen``).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from solieu.errors import LostError
from solieu.messages import message

_PORTION = 4 * 1024 * 1024


class Seen(NamedTuple):
    """What tells that nobody touched a file since it was seen.

    Who changes a file changes its times, of which ``changed`` cannot be set by a program;
    on Windows that is the time at which the file was made.
    """

    size: int
    modified: int
    changed: int
    inode: int
    device: int

    @classmethod
    def at(cls, path: Path | str | int) -> Self | None:
        """The file at a path, or that is open as a handle; None where there is none."""
        try:
            told = os.stat(path)  # noqa: PTH116 - of handles too
        except OSError:
            return None
        return cls(told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino, told.st_dev)

    def only_moved(self, since: Seen) -> bool:
        """Whether it is the file of ``since``, at most moved: that changes one of its times."""
        return self._replace(changed=since.changed) == since


class Piece(NamedTuple):
    """A stretch of a table, in bytes."""

    start: int
    length: int


class DocumentWrote(NamedTuple):
    """What was written of one document alone; the counts are those of ``DocumentLines``."""

    document: Piece
    observations: Piece
    numbers: Piece
    figures: int
    numbers_by_reason: Mapping[str, int]
    coverage: Mapping[str, int]


class ChecksWrote(NamedTuple):
    """The checks that stand at one document; ``decided`` are its rows with decisions."""

    piece: Piece
    verdicts: Mapping[str, int]
    decided: Mapping[str, tuple[str, ...]]


class SeriesWrote(NamedTuple):
    """A stretch of series.csv."""

    piece: Piece
    rows: int


@dataclass(slots=True)
class Wrote:
    """What a run wrote into the large tables, by key.

    ``tables`` are the files as it left them, ``decided`` the decided rows of checks.csv.
    """

    tables: dict[str, Seen] = field(default_factory=dict)
    documents: dict[str, DocumentWrote] = field(default_factory=dict)
    checks: dict[str, ChecksWrote] = field(default_factory=dict)
    series: dict[str, SeriesWrote] = field(default_factory=dict)
    decided: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def still_in(self, folder: Path) -> Wrote:
        """What of it can still be copied from ``folder``."""
        there = {name: seen for name, seen in self.tables.items() if Seen.at(folder / name) == seen}
        whole = {"documents.csv", "observations.csv", "numbers.csv"} <= there.keys()
        return Wrote(
            there,
            self.documents if whole else {},
            self.checks if "checks.csv" in there else {},
            self.series if "series.csv" in there else {},
            self.decided if "checks.csv" in there else {},
        )


class PiecedTable:
    """A table that is being written, with the one before to copy from."""

    def __init__(self, stream: BinaryIO, before: Path, seen: Seen | None) -> None:
        """``seen`` is how the table ``before`` must be, None where it is not used."""
        self._stream = stream
        self._before = before
        self._seen = seen
        self._from: BinaryIO | None = None
        self._at = 0
        self._waiting = Piece(0, 0)  # to be copied: pieces side by side go in one go

    def write(self, text: str) -> Piece:
        """New lines; where they stand."""
        self._copy_waiting()
        data = text.encode("utf-8")
        self._stream.write(data)
        return self._moved(len(data))

    def copy(self, piece: Piece) -> Piece:
        """Lines of the table before; where they stand now."""
        start, length = self._waiting
        if start + length == piece.start:
            self._waiting = Piece(start, length + piece.length)
        else:
            self._copy_waiting()
            self._waiting = piece
        return self._moved(piece.length)

    @property
    def at(self) -> int:
        """Where the next line will stand."""
        return self._at

    def since(self, start: int) -> Piece:
        """All that was written since that place."""
        return Piece(start, self._at - start)

    def close(self) -> None:
        """Write what is left. Raises LostError where the table before was changed meanwhile."""
        self._copy_waiting()
        if self._from is not None:
            same = Seen.at(self._from.fileno()) == self._seen
            self._from.close()
            if not same:
                raise self._lost()

    def _moved(self, length: int) -> Piece:
        here = Piece(self._at, length)
        self._at += length
        return here

    def _copy_waiting(self) -> None:
        start, length = self._waiting
        self._waiting = Piece(0, 0)
        if not length:
            return
        if self._from is None:
            self._from = self._opened()
        self._stream.flush()
        copied = _copied(self._from, start, length, self._stream)
        if copied < length:
            raise self._lost()

    def _opened(self) -> BinaryIO:
        try:
            return self._before.open("rb")
        except OSError as error:
            raise self._lost() from error

    def _lost(self) -> LostError:
        said = message("error.table_changed", file=self._before.name)
        return LostError(said.vi, said.en)


def _copied(source: BinaryIO, start: int, length: int, target: BinaryIO) -> int:
    """Copy a stretch of a file to the end of another; how much there was.

    Linux does it within the file system, where that can share even without copying.
    """
    done = 0
    if hasattr(os, "copy_file_range"):
        try:
            while done < length and (
                count := os.copy_file_range(
                    source.fileno(), target.fileno(), length - done, offset_src=start + done
                )
            ):
                done += count
        except OSError:
            if done:
                raise
        else:
            return done
    source.seek(start)
    while done < length and (data := source.read(min(_PORTION, length - done))):
        done += target.write(data)
    return done


def add(counts: Counter[str], more: Mapping[str, int]) -> None:
    """Add ``more`` to ``counts``; ``Counter.update`` takes many times as long for a few."""
    for name, count in more.items():
        counts[name] += count
