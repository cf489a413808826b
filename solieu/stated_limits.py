"""docs/limits.md, written from the limits in the code: ``python -m solieu.stated_limits``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from extract import (
    bombs,
    docx_package,
    docx_tables,
    html,
    images,
    office_checks,
    sheets_cells,
    sheets_package,
    sheets_xls,
    text_tables,
)
from extract import limits as texts
from normalize import quotes
from outputs import file_names
from solieu.archives import Limits as ArchiveLimits
from solieu.batch.settings import MEMORY, TIMEOUT

_HEAD = """\
# Limits / Giới hạn

<!-- Made by `python -m solieu.stated_limits > docs/limits.md`; change that module instead. -->

So that a damaged or hostile file costs only itself, what one file may cost and hold has limits.
Real reports stay far below them. What is beyond a limit gets its row in `documents.csv` with the
reason (`failed`: not read; `partial`: read as far as the table says), and the run goes on.

Để một tệp hỏng hoặc cố ý phá hoại chỉ ảnh hưởng đến chính nó, chi phí và nội dung của mỗi tệp có
giới hạn. Báo cáo thật nằm rất xa dưới các giới hạn này. Tệp vượt giới hạn có một dòng trong
`documents.csv` ghi rõ lý do (`failed`: không đọc; `partial`: đọc đến mức ghi trong bảng), và việc
chạy vẫn tiếp tục.

| what | đối tượng | limit / giới hạn | beyond it | nếu vượt quá |
|---|---|---|---|---|
"""
_FAILED = ("`failed`", "`failed` (không đọc)")
_CUT = ("the rest is left out, `partial`", "bỏ phần còn lại, `partial`")
_MEGA = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stated:
    """One limit: what it is of, the number as written, and what becomes of more."""

    en: str
    vi: str
    limit: str
    beyond: tuple[str, str]


def stated() -> Iterator[Stated]:
    """All limits, with the numbers that the program goes by."""
    yield from _of_a_file()
    yield from _of_archives()
    yield from _of_kinds()
    yield from _of_tables()


def _of_a_file() -> Iterator[Stated]:
    yield Stated(
        "time for one file (`--timeout`)", "thời gian đọc một tệp (`--timeout`)",
        f"{TIMEOUT} s", _FAILED,
    )  # fmt: skip
    yield Stated(
        "memory for one file (`--memory`; not held on Windows)",
        "bộ nhớ để đọc một tệp (`--memory`; Windows không áp dụng)",
        f"{MEMORY} MB", _FAILED,
    )  # fmt: skip
    yield Stated(
        "characters in the text of a document", "số ký tự trong văn bản",
        _count(texts.LONGEST_TEXT), _FAILED,
    )  # fmt: skip
    yield Stated(
        "numbers in it", "số con số trong đó", _count(texts.MOST_NUMBERS), _FAILED,
    )  # fmt: skip


def _of_archives() -> Iterator[Stated]:
    held = ArchiveLimits()
    yield Stated(
        "archives within archives", "tệp nén lồng trong tệp nén", f"{held.depth}",
        ("the inner one is not opened", "không mở tệp nén bên trong"),
    )  # fmt: skip
    yield Stated(
        "files in an archive with all archives in it", "số tệp trong một tệp nén, kể cả lồng nhau",
        _count(held.members), _FAILED,
    )  # fmt: skip
    yield Stated(
        "bytes that it unpacks to", "dung lượng sau khi giải nén", _bytes(held.total), _FAILED
    )
    yield Stated(
        f"unpacked to packed size, from {_bytes(held.small)} on",
        f"tỷ lệ giải nén so với nén, tính từ {_bytes(held.small)}",
        f"{held.ratio}", _FAILED,
    )  # fmt: skip
    yield Stated(
        f"the same for a part of a Word file or workbook, from {_bytes(bombs.SMALL)} on",
        f"như trên, với một phần của tệp Word hay bảng tính, từ {_bytes(bombs.SMALL)}",
        f"{bombs.LARGEST_RATIO}", _FAILED,
    )  # fmt: skip


def _of_kinds() -> Iterator[Stated]:
    for en, vi, size in (
        ("part of a Word file", "một phần của tệp Word", docx_package.LARGEST_PART),
        ("part of a workbook", "một phần của bảng tính", sheets_package.LARGEST_PART),
        ("old workbook (`.xls`)", "bảng tính cũ (`.xls`)", sheets_xls.LARGEST_FILE),
        ("OpenDocument text, unpacked", "văn bản OpenDocument sau khi giải nén",
         office_checks.LARGEST_UNPACKED),
    ):  # fmt: skip
        yield Stated(en, vi, _bytes(size), _FAILED)
    yield Stated(
        "elements within elements in a web page", "số lớp thẻ lồng nhau trong trang web",
        f"{html.DEEPEST}", _FAILED,
    )  # fmt: skip
    yield Stated("pixels of a picture", "số điểm ảnh", _count(images.MOST_PIXELS), _FAILED)
    yield Stated("pages of a TIFF", "số trang của TIFF", _count(images.MOST_PAGES), _FAILED)


def _of_tables() -> Iterator[Stated]:
    yield Stated(
        "columns of a sheet that are read", "số cột đọc của một trang tính",
        _count(sheets_cells.MOST_COLUMNS), _CUT,
    )  # fmt: skip
    yield Stated(
        "cells of a workbook that are read", "số ô đọc của một bảng tính",
        _count(sheets_cells.MOST_CELLS), _CUT,
    )  # fmt: skip
    yield Stated(
        "columns of a table in Word", "số cột của bảng trong Word", f"{docx_tables.MOST_COLUMNS}",
        ("none: Word has no more", "không có: Word chỉ cho đến thế"),
    )  # fmt: skip
    yield Stated(
        "columns of a table in a plain text", "số cột của bảng trong văn bản thuần",
        _count(text_tables.MOST_COLUMNS),
        ("read as text, not as a table", "đọc như văn xuôi, không như bảng"),
    )  # fmt: skip
    yield Stated(
        "characters of a sentence or row in `context`", "số ký tự của câu hay dòng trong `context`",
        _count(quotes.LONGEST),
        (f"{quotes.AROUND} on either side of the figure", f"{quotes.AROUND} ở mỗi bên số liệu"),
    )  # fmt: skip
    yield Stated(
        "bytes of the name of a copy or picture", "số byte của tên bản sao hay hình",
        f"{file_names.LONGEST}", ("it is cut", "tên bị cắt bớt"),
    )  # fmt: skip


def markdown() -> str:
    """The text of docs/limits.md."""
    rows = (f"| {one.en} | {one.vi} | {one.limit} | {' | '.join(one.beyond)} |" for one in stated())
    return _HEAD + "\n".join(rows) + "\n"


def _count(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _bytes(number: int) -> str:
    whole, rest = divmod(number, _MEGA)
    assert not rest
    return f"{whole} MB" if whole < 1024 else f"{whole // 1024} GB"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(markdown())
