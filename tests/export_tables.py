"""What the tests of exports share: texts that programs spoil, and tables read back."""

from __future__ import annotations

import csv
from pathlib import Path

#: More digits than a double holds, in front of and behind the decimal sign.
LONG = "12345678901234567890.123456789"

#: Beginnings that spreadsheets take for formulas, and what they would make of some texts.
DANGEROUS = [
    "=1+1", "+84 225 123", "-2+3", "- Lâm nghiệp", "@SUM(A1)", "\t=1+1", "\r=1", " =1+1",
    '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "＝1+1",
]  # fmt: skip


def csv_rows(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def bytes_of(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return {file.name: file.read_bytes() for file in files}


def shown(cell: str, kind: str) -> str:
    """What somebody sees of a cell who opens it in a Vietnamese Excel."""
    if cell.startswith('="'):
        return cell[2:-1].replace('""', '"')
    if cell.startswith("'"):
        return cell[1:]
    return cell.replace(",", ".") if kind == "decimal" else cell
