"""What came of reading scanned pages, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.wording import counted, listed
from solieu.errors import ReadError
from solieu.model import UNREADABLE, Notice

if TYPE_CHECKING:
    from extract.pdf_page import Page


@dataclass(slots=True)
class Scans:
    """Scanned pages as read; the rest are numbers of pages, from 1.

    ``blank`` have no text in them, ``poor`` were read badly, ``slow`` took too long,
    ``cells`` tells for each page how many cells of its tables hold ink that was read as nothing,
    ``unread`` were not read because of ``lack`` (Vietnamese, English). ``sure`` is the mean
    confidence of each page read, ``programs`` what read them.
    """

    pages: dict[int, Page] = field(default_factory=dict)
    sure: dict[int, int] = field(default_factory=dict)
    blank: list[int] = field(default_factory=list)
    poor: list[int] = field(default_factory=list)
    slow: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    cells: dict[int, int] = field(default_factory=dict)
    lack: tuple[str, str] | None = None
    programs: tuple[str, ...] = ()

    @property
    def how(self) -> str:
        """What stands in the column ``ocr`` of documents.csv."""
        if not self.pages:
            return ""
        mean = round(sum(self.sure.values()) / len(self.sure)) if self.sure else 0
        return f"{' + '.join(self.programs)}; pages {listed(self.pages)}; confidence {mean}"

    def problems(self) -> list[Notice]:
        """What went wrong, each in both languages, for a person."""
        told = (
            (self.poor, "ảnh quét quá mờ, chữ nhận dạng kém tin cậy", "poor scans, read badly"),
            (self.slow, "nhận dạng chữ quá lâu, bỏ qua", "OCR took too long, left out"),
            (self.blank, "ảnh không nhận ra chữ nào", "pictures without readable text"),
        )
        found = [
            Notice(f"trang {listed(numbers)}: {vi}", f"pages {listed(numbers)}: {en}")
            for numbers, vi, en in told
            if numbers
        ]
        for number, count in sorted(self.cells.items()):
            found.append(_cells_without_reading(number, count))
        if self.unread:
            vi, en = self.lack or ("", "")
            own = listed(self.unread)
            found.append(
                Notice(f"trang không có lớp chữ: {own}; {vi}", f"pages without text: {own}; {en}")
            )
        return found

    def refusal(self, source: str) -> ReadError:
        """Why nothing at all was read in a file that is all pictures."""
        if self.lack:
            vi, en = self.lack
        elif self.slow:
            vi, en = "nhận dạng chữ quá lâu", "OCR took too long"
        else:
            vi, en = "không nhận ra chữ nào trong ảnh", "no text can be read in its pictures"
        return ReadError(
            f"{source}: tệp là bản quét (chỉ có ảnh, không có lớp chữ); {vi}",
            f"{source}: the file is a scan (images without a text layer); {en}",
        )


def _cells_without_reading(page: int, count: int) -> Notice:
    return Notice(
        f"trang {page}: {count} ô của bảng có mực nhưng không nhận ra chữ nào, ghi là "
        f"{UNREADABLE} (xem numbers.csv); hãy đối chiếu với ảnh",
        f"page {page}: {counted(count, 'cell')} of a table with ink but no readable text, written "
        f"{UNREADABLE} (see numbers.csv); compare with the picture",
    )
