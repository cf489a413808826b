"""Files into the output folder: UTF-8, LF, the same bytes every time, never half a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from outputs.cells import Value, cell_text
from outputs.staging import Staging

#: Anything that JSON can hold.
Json = str | int | bool | None | list["Json"] | dict[str, "Json"]

#: Writes the content of one file into an open stream.
Content = Callable[[TextIO], None]


def csv_content(header: Iterable[str], rows: Iterable[Sequence[Value]]) -> Content:
    """A CSV file with a header line."""

    def content(stream: TextIO) -> None:
        writer = csv.writer(stream, lineterminator="\n")
        quoting = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        for row in rows:
            cells = [cell_text(value) for value in row]
            # Some versions of Python leave a bare \r unquoted, which readers take for a line end.
            (quoting if any("\r" in cell for cell in cells) else writer).writerow(cells)

    return content


def json_content(value: Json) -> Content:
    """A JSON file, indented for people."""

    def content(stream: TextIO) -> None:
        json.dump(value, stream, ensure_ascii=False, indent=2)
        stream.write("\n")

    return content


def replace_files(folder: Path, contents: Mapping[str, Content | bytes]) -> None:
    """Write all files of ``contents`` (name -> content) into ``folder``, in that order.

    They take the place of their predecessors together, see ``outputs.staging``. Raises
    UsageError where the folder cannot be written.
    """
    with Staging(folder) as staging:
        for name, content in contents.items():
            if isinstance(content, bytes):
                staging.put(name, content)
            else:
                with staging.open(name) as stream:
                    content(stream)
        staging.commit()
