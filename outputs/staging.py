"""A set of files that takes the place of the set before, wholly or not at all.

All are written into a hidden folder first and flushed to disk. Then a list of their names
is put beside them: from that moment the new set counts, and each file takes its place. A
program that dies before leaves the old set, one that dies after leaves a list that whoever
comes next carries out (``finish``).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TextIO

from outputs.pieces import PiecedTable, Seen
from solieu.errors import UsageError

#: The hidden folder in the output folder; it is gone when no run is on.
HIDDEN = ".solieu"


class Staging:
    """Files on their way into ``folder``; a context manager.

    Leaving it without ``commit`` leaves the folder as it was. Raises UsageError where
    the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` need not be there yet."""
        self._folder = folder
        self._hidden = folder / HIDDEN
        self._next = self._hidden / "next"
        self._names: list[str] = []
        self.left: dict[str, Seen] = {}  # the tables as they were when they were whole

    def __enter__(self) -> Self:
        """Begin with nothing; a set that was left half done is done first."""
        finish(self._folder)
        with writable(self._folder):
            shutil.rmtree(self._next, ignore_errors=True)
            self._next.mkdir(parents=True)
        return self

    @contextmanager
    def open(self, name: str) -> Iterator[TextIO]:
        """A text stream for the file ``name``: UTF-8, LF, flushed to disk at the end."""
        self._names.append(name)
        with (
            writable(self._folder),
            (self._next / name).open("w", encoding="utf-8", newline="\n") as stream,
        ):
            yield stream
            stream.flush()
            os.fsync(stream.fileno())

    @contextmanager
    def table(self, name: str, seen: Seen | None) -> Iterator[PiecedTable]:
        """As ``open``, for a table of pieces; ``seen`` is how its predecessor must be."""
        with self._bytes(name) as stream:
            table = PiecedTable(stream, self._folder / name, seen)
            yield table
            table.close()
            stream.flush()
            if seen_now := Seen.at(stream.fileno()):
                self.left[name] = seen_now

    def put(self, name: str, data: bytes) -> None:
        """The file ``name`` with the content ``data``, flushed to disk.

        Folders in the name, parted by ``/``, are made.
        """
        with writable(self._folder):
            (self._next / name).parent.mkdir(parents=True, exist_ok=True)
        with self._bytes(name) as stream:
            stream.write(data)

    @contextmanager
    def _bytes(self, name: str) -> Iterator[BinaryIO]:
        self._names.append(name)
        with writable(self._folder), (self._next / name).open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())

    def commit(self) -> None:
        """Let the new set count."""
        with writable(self._folder):
            note = self._next / ".names"
            with note.open("w", encoding="utf-8") as stream:
                json.dump(self._names, stream)
                stream.flush()
                os.fsync(stream.fileno())
            flush_folder(self._next)
            note.replace(_list_of(self._folder))
            flush_folder(self._hidden)
        finish(self._folder)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take away what was not committed."""
        if not _list_of(self._folder).exists():
            shutil.rmtree(self._next, ignore_errors=True)
            with suppress(OSError):  # not empty: a run keeps its work there
                self._hidden.rmdir()


def finish(folder: Path) -> None:
    """Carry out what an earlier program committed and did not live to do.

    Raises UsageError where the folder cannot be written.
    """
    names = _list_of(folder)
    if not names.exists():
        return
    waiting = folder / HIDDEN / "next"
    with writable(folder):
        for name in json.loads(names.read_text(encoding="utf-8")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # it has its place already
                (waiting / name).replace(folder / name)
        flush_folder(folder)
        names.unlink()
        shutil.rmtree(waiting, ignore_errors=True)
        with suppress(OSError):
            (folder / HIDDEN).rmdir()


def _list_of(folder: Path) -> Path:
    """The list of names; that it is there is what commits."""
    return folder / HIDDEN / "commit.json"


def flush_folder(folder: Path) -> None:
    """Make new names last; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Say of an OSError what it means for the person who chose ``folder``."""
    try:
        yield
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> UsageError:
    name = Path(error.filename2 or error.filename or folder).name
    why = error.strerror or str(error)
    return UsageError(
        f"Không ghi được vào thư mục kết quả {folder} ({name}: {why}). "
        "Hãy đóng tệp nếu đang mở bằng chương trình khác, kiểm tra quyền ghi và dung lượng đĩa.",
        f"Cannot write to the output folder {folder} ({name}: {why}). "
        "Close the file if another program has it open; check permissions and free space.",
    )
