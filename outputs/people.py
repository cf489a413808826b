"""CSV files that people have edited: decisions in checks.csv, metadata.csv.

Excel saves such a file with a byte order mark, or with semicolons where the comma
is the decimal sign (Vietnam); both are read. Nothing else is guessed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from solieu.errors import UsageError


def read_edited(
    path: Path, needed: str, filled: Collection[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells (column name -> text, stripped) of each row that is not blank.

    The file must have a column ``needed``. With ``filled`` only the rows that have a text in
    one of these columns. Raises UsageError, naming the file and the line, where it cannot be
    read.
    """
    with _opened(path) as lines:
        first = next(lines, "")
        delimiter = max(",;\t", key=first.count)
        reader = csv.reader(chain((first,), lines), delimiter=delimiter, strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            if needed not in header:
                raise UsageError(
                    f"{path.name}: dòng đầu không có cột “{needed}”.",
                    f"{path.name}: the first line has no column “{needed}”.",
                )
            wanted = [header.index(name) for name in filled if name in header]
            for cells in reader:
                if filled and not any(n < len(cells) and cells[n] for n in wanted):
                    continue  # nearly all rows of a long table
                texts = list(map(_plain, cells))
                if not any(texts):
                    continue
                if len(cells) > len(header):
                    raise UsageError(
                        f"{path.name}, dòng {reader.line_num}: có {len(cells)} ô, "
                        f"nhiều hơn {len(header)} cột ở dòng đầu.",
                        f"{path.name}, line {reader.line_num}: {len(cells)} cells "
                        f"for the {len(header)} columns of the first line.",
                    )
                texts += [""] * (len(header) - len(cells))
                row = dict(zip(header, texts, strict=True))
                if not filled or any(row.get(name) for name in filled):
                    yield reader.line_num, row
        except csv.Error as error:
            raise UsageError(
                f"{path.name}, dòng {reader.line_num}: không đúng dạng CSV ({error}).",
                f"{path.name}, line {reader.line_num}: not well-formed CSV ({error}).",
            ) from error


def edited_cells(line: str) -> tuple[str, ...]:
    """The cells of one line of our own as ``read_edited`` gives them."""
    (cells,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    return tuple(map(_plain, cells))


def _plain(cell: str) -> str:
    return cell.replace("\r\n", "\n").strip()


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[str]]:
    """The lines of a file, each with its end, one at a time."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield stream
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
