"""Files into the output folder: UTF-8, LF, the same bytes every time, never half a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TextIO

from outputs.cells import cell_text
from outputs.staging import Staging
from outputs.tables import Row

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
