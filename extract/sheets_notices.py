"""What a reader notices of a sheet beside its cells, in words for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.sheets_cells import MOST_CELLS, MOST_COLUMNS, Budget, SheetCell, named
from extract.wholes import whole
from extract.wording import counted, listed
from solieu.model import Notice

_MOST_NAMED = 20  # rows


@dataclass(slots=True)
class Seen:
    """Counts taken while a sheet is read."""

    errors: int = 0
    unsolved: int = 0  # formulas without a stored result
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)  # counted from 0
    _full: bool = False
    _wide: bool = False

    def hide_columns(self, first: str, last: str) -> None:
        """Note hidden columns, counted from 1 as the file gives them."""
        low, high = whole(first, 0), whole(last, 0)
        if low and high:
            self.hidden_columns.append((low - 1, high - 1))

    def cut(self, budget: Budget) -> None:
        """Note what the limits left out; the width is asked of each sheet anew."""
        self._full = budget.cells < 0
        self._wide, budget.wide = budget.wide, False

    def said(self, name: str, cells: Sequence[SheetCell], hidden: bool) -> tuple[Notice, ...]:
        """The notices of a sheet with these cells, each in both languages."""
        sheet = named(name)
        found = []
        if hidden and cells:
            found.append(
                Notice(f"trang tính ẩn {sheet} cũng được đọc", f"hidden sheet {sheet} is read too")
            )
        columns = {cell.column for cell in cells}
        covered = sum(any(a <= c <= b for a, b in self.hidden_columns) for c in columns)
        if covered:
            found.append(
                Notice(
                    f"trang {sheet}: {covered} cột ẩn cũng được đọc",
                    f"sheet {sheet}: {counted(covered, 'hidden column')} read too",
                )
            )
        if rows := self.hidden_rows & {cell.row for cell in cells}:
            found.append(_hidden_rows(sheet, sorted(rows)))
        if self.errors:
            found.append(
                Notice(
                    f"trang {sheet}: {self.errors} ô báo lỗi công thức",
                    f"sheet {sheet}: formula errors in {counted(self.errors, 'cell')}",
                )
            )
        if self.unsolved:
            found.append(
                Notice(
                    f"trang {sheet}: {self.unsolved} công thức chưa có kết quả lưu trong tệp",
                    f"sheet {sheet}: {counted(self.unsolved, 'formula')} without a stored result",
                )
            )
        if self._wide:
            found.append(
                Notice(
                    f"trang {sheet}: chỉ đọc {MOST_COLUMNS} cột đầu",
                    f"sheet {sheet}: only the first {MOST_COLUMNS} columns are read",
                )
            )
        if self._full:
            found.append(
                Notice(
                    f"trang {sheet}: bảng tính quá lớn, chỉ đọc {MOST_CELLS} ô đầu",
                    f"sheet {sheet}: the workbook is too large, only its first {MOST_CELLS} cells "
                    "are read",
                )
            )
        return tuple(found)


def _hidden_rows(sheet: str, rows: Sequence[int]) -> Notice:
    """Told with their numbers as the program shows them; of many only how many there are."""
    places = f" ({listed(row + 1 for row in rows)})" if len(rows) <= _MOST_NAMED else ""
    return Notice(
        f"trang {sheet}: {len(rows)} dòng ẩn{places} cũng được đọc",
        f"sheet {sheet}: {counted(len(rows), 'hidden row')}{places} read too",
    )
