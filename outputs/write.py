"""Files into the output folder: UTF-8, LF, the same bytes every time, never half a file."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TextIO

from outputs.cells import cell_text
from outputs.tables import Row
from solieu.errors import UsageError

#: Anything that JSON can hold.
Json = str | int | bool | None | list["Json"] | dict[str, "Json"]

#: Writes the content of one file into an open stream.
Content = Callable[[TextIO], None]


def csv_content(header: Iterable[str], rows: Iterable[Row]) -> Content:
    """A CSV file with a header line."""

    def content(stream: TextIO) -> None:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([cell_text(value) for value in row] for row in rows)

    return content


def json_content(value: Json) -> Content:
    """A JSON file, indented for people."""

    def content(stream: TextIO) -> None:
        json.dump(value, stream, ensure_ascii=False, indent=2)
        stream.write("\n")

    return content


def replace_files(folder: Path, contents: Mapping[str, Content | bytes]) -> None:
    """Write all files of ``contents`` (name -> content) into ``folder``, in that order.

    All are first written and flushed to disk under other names; only then does each
    take the place of its predecessor. A failure before that leaves the folder as it
    was.

    Raises UsageError where the folder cannot be written.
    """
    staged = {name: folder / f".{name}.{os.getpid()}.tmp" for name in contents}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for name, content in contents.items():
                _stage(staged[name], content)
            for name, temporary in staged.items():
                temporary.replace(folder / name)
        finally:
            for temporary in staged.values():
                temporary.unlink(missing_ok=True)
        _flush_folder(folder)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _stage(path: Path, content: Content | bytes) -> None:
    if isinstance(content, bytes):
        with path.open("wb") as raw:
            raw.write(content)
            raw.flush()
            os.fsync(raw.fileno())
        return
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        content(stream)
        stream.flush()
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the new names last; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(folder: Path, error: OSError) -> UsageError:
    name = Path(error.filename2 or error.filename or folder).name
    why = error.strerror or str(error)
    return UsageError(
        f"Không ghi được vào thư mục kết quả {folder} ({name}: {why}). "
        "Hãy đóng tệp nếu đang mở bằng chương trình khác, kiểm tra quyền ghi và dung lượng đĩa.",
        f"Cannot write to the output folder {folder} ({name}: {why}). "
        "Close the file if another program has it open; check permissions and free space.",
    )
