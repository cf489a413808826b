"""docs/format.md, written from the columns and beside.md: ``python -m outputs.describe``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from outputs.columns import TABLES, Column, Table, table

_HEAD = """\
# What solieu writes / Các tệp kết quả

<!-- Made by `python -m outputs.describe > docs/format.md`; change outputs/columns.toml instead. -->

`solieu run PATH... -o OUT` writes these files into `OUT`:
`solieu run PATH... -o OUT` ghi các tệp sau vào thư mục `OUT`:
"""

_COMMON = """
- `datapackage.json`: schema, types, keys of all tables (Frictionless Data Package v2).
  Lược đồ, kiểu dữ liệu và khóa của mọi bảng.
- `manifest.json`: program version, settings, inputs with SHA-256, counts.
  Phiên bản chương trình, thiết lập, mã SHA-256 của tệp đầu vào, các số đếm.
- `checks-gone.csv`: only where a decision was written into checks.csv and the check is no longer
  made: the decided rows, so that nobody's work is lost.
  Chỉ có khi một dòng đã ghi ý kiến trong checks.csv nay không còn được kiểm tra nữa.

All CSV files are UTF-8 with a comma between cells and LF at the end of lines.
Values are exact: a dot before the decimals, nothing between thousands, no exponent, no rounding.
Empty means: not stated, or not applicable.
The same input gives the same bytes, whatever the order of the files or the number of workers.

Mọi tệp CSV dùng UTF-8, ngăn cách bằng dấu phẩy, xuống dòng bằng LF.
Giá trị là chính xác: dấu chấm trước phần lẻ, không ngăn hàng nghìn, không dạng mũ, không làm tròn.
Ô trống nghĩa là không nêu hoặc không áp dụng.
Cùng đầu vào thì cho kết quả giống nhau đến từng byte.

| type | meaning | nghĩa |
|---|---|---|
| text | characters | chữ |
| decimal | exact number | số chính xác |
| integer | whole number | số nguyên |
| ordinal | whole number from 1; empty where none applies | số thứ tự từ 1; trống nếu không có |
| boolean | `true` or `false` | `true` (đúng) hoặc `false` (sai) |
"""


def markdown() -> str:
    """The text of docs/format.md."""
    tables = [table(name) for name in TABLES]
    listed = "\n".join(f"- `{one.file}`: {one.en}\n  {one.vi}" for one in tables)
    described = "".join(line for one in tables for line in _described(one))
    beside = Path(__file__).with_name("beside.md").read_text("utf-8")
    return f"{_HEAD}\n{listed}{_COMMON}{described}{beside}"


def _described(one: Table) -> Iterator[str]:
    yield f"\n## {one.file}\n\n{one.en}\n{one.vi}\n\n"
    key = ", ".join(f"`{name}`" for name in one.key)
    yield f"Key / khóa: {key}.\n\n"
    yield "| column | type | meaning | nghĩa | example |\n|---|---|---|---|---|\n"
    for column in one.columns:
        yield _row(column)


def _row(column: Column) -> str:
    kind = column.kind + ("" if not column.required else ", required")
    pointed = f" Refers to `{column.refers}`." if column.refers else ""
    example = f"`{column.example}`" if column.example else ""
    cells = (f"`{column.name}`", kind, column.en + pointed, column.vi, example)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(markdown())
