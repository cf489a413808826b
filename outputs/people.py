"""CSV files that people have edited: decisions in checks.csv, metadata.csv.

Excel saves such a file with a byte order mark, or with semicolons where the comma
is the decimal sign (Vietnam); both are read. Nothing else is guessed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from solieu.errors import UsageError


def read_edited(path: Path, needed: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells (column name -> text, stripped) of each row that is not blank.

    The file must have a column ``needed``. Raises UsageError, naming the file and the
    line, where it cannot be read.
    """
    text = _decoded(path)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if needed not in header:
            raise UsageError(
                f"{path.name}: dòng đầu không có cột “{needed}”.",
                f"{path.name}: the first line has no column “{needed}”.",
            )
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                raise UsageError(
                    f"{path.name}, dòng {reader.line_num}: có {len(cells)} ô, "
                    f"nhiều hơn {len(header)} cột ở dòng đầu.",
                    f"{path.name}, line {reader.line_num}: {len(cells)} cells "
                    f"for the {len(header)} columns of the first line.",
                )
            cells += [""] * (len(header) - len(cells))
            row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
            yield reader.line_num, row
    except csv.Error as error:
        raise UsageError(
            f"{path.name}, dòng {reader.line_num}: không đúng dạng CSV ({error}).",
            f"{path.name}, line {reader.line_num}: not well-formed CSV ({error}).",
        ) from error


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path.name} không phải bảng mã UTF-8; trong Excel hãy lưu lại dạng “CSV UTF-8”.",
            f"{path.name} is not UTF-8; in Excel save it as “CSV UTF-8”.",
        ) from error
    except OSError as error:
        raise UsageError(
            f"Không mở được {path.name}: {error.strerror}.",
            f"Cannot open {path.name}: {error.strerror}.",
        ) from error
