"""Tables as text, columns parted by commas, semicolons or tabs (.csv, .tsv)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace

from extract.cleaning import squeeze
from extract.legacy_text import legacy_text
from extract.text import decode, read_text
from solieu.errors import ReadError
from solieu.model import Reading

# The comma last: it also stands within figures.
_DELIMITERS = ("\t", ";", "|", ",")
_BAR = "|"


def read_csv(data: bytes, source: str, sha256: str) -> Reading:
    """Read a table; lines with one filled cell are titles and notes around it.

    Offsets count in the reader's text, in which the cells stand between bars. Raises
    ReadError for an encoding that cannot be told, binary data and a broken quotation.
    """
    decoded = legacy_text(data, source)
    text, encoding = (decoded.text, decoded.encoding) if decoded else decode(data, source)
    try:
        rows = _rows(text)
    except csv.Error as error:
        raise ReadError(
            f"{source}: tệp CSV bị hỏng ({error})", f"{source}: the CSV file is damaged ({error})"
        ) from error
    reading = read_text(_written(rows).encode(), source, sha256)
    return replace(reading, format="csv", encoding=encoding, origins=())


def _rows(text: str) -> list[list[str]]:
    """The rows by the first delimiter that most lines agree on; else each line is a cell."""
    for delimiter in _DELIMITERS:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        filled = [row for row in rows if any(cell.strip() for cell in row)]
        widths = Counter(len(row) for row in filled)
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        if width > 1 and 2 * count > len(filled):
            return rows
    return [[line] for line in text.splitlines()]


def _written(rows: list[list[str]]) -> str:
    """Rows as lines of a text: titles as they are, the others between bars."""
    lines: list[str] = []
    table = False
    for row in rows:
        cells = [squeeze(cell).replace(_BAR, "¦") for cell in row]
        filled = [cell for cell in cells if cell]
        within = len(filled) > 1 or (len(filled) == 1 and table and len(cells) > 1 and not cells[0])
        if within and not table:
            lines.append("")
        table = within
        lines.append(f"| {' | '.join(cells)} |" if within else f"{''.join(filled)}\n")
    return "\n".join(lines)
