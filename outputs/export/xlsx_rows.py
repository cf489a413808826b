"""Rows of a large table, written into a sheet of xlsxwriter as the XML they become.

xlsxwriter takes some 20 microseconds a cell: an object, a dozen calls, five searches. A
table of ours has six kinds of cells and nothing else, so a row is one string. What is
written is what xlsxwriter would write (a test compares the bytes), but for a text that
looks like its own rich text, which it would let through as XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from outputs.cells import Value, decimal_text
from outputs.export.cells import decimals, like_a_formula, stored_float
from outputs.tables import Row

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: The longest text that a cell of a spreadsheet can hold, in units of UTF-16.
LONGEST = 32_767

_CUT = " […]"
_KEPT = 50_000  # texts remembered as XML: sources, units, labels come again and again
_LONGEST_KEPT = 200

# What cannot stand in XML, or not as it is; "_x0041_" would be taken for a letter.
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LIKE_CONTROL = re.compile(r"(_x[0-9a-fA-F]{4}_)")


class Styles:
    """The formats that cells of a table have, by their numbers in the workbook."""

    def __init__(
        self,
        text: Format,
        guarded: Format,
        long: Format,
        number: Callable[[int], Format],
    ) -> None:
        """``number`` gives the format for so many decimals."""
        self.text, self.guarded, self.long = (one._get_xf_index() for one in (text, guarded, long))
        self._number = number
        self._numbers: dict[int, int] = {}

    def number(self, places: int) -> int:
        """The format of a number with so many decimals."""
        if places not in self._numbers:
            self._numbers[places] = self._number(places)._get_xf_index()
        return self._numbers[places]


class Cells:
    """Values to the XML of their cells, without the reference that each begins with."""

    def __init__(self, styles: Styles) -> None:
        """Nothing was long and nothing cut yet."""
        self.styles = styles
        self.long = self.cut = 0
        self._texts: dict[str, str] = {}

    def xml(self, value: Value) -> str:
        """Behind ``<c r="A1``; "" for an empty cell."""
        if isinstance(value, str):
            return self._texts.get(value) or self._text(value)
        if value is None:
            return ""
        if isinstance(value, bool):
            return f'" t="b"><v>{value:d}</v></c>'
        if isinstance(value, Decimal):
            return self._decimal(value)
        return f'"><v>{value:.16G}</v></c>'

    def _decimal(self, value: Decimal) -> str:
        held = stored_float(value)
        if held is None:
            self.long += 1
            return f'" s="{self.styles.long}"{_inline(decimal_text(value))}'
        written = f"{held:.16G}"
        if float(written) != held:  # as Excel itself writes a double that needs it
            written = f"{held:.17G}"
        return f'" s="{self.styles.number(decimals(value))}"><v>{written}</v></c>'

    def _text(self, text: str) -> str:
        if not text:
            return ""
        whole = text
        if len(text) > LONGEST // 2 and _length(text) > LONGEST:
            self.cut += 1
            text = _begun(text, LONGEST - len(_CUT)) + _CUT
        plain = text[0].isalnum() or not like_a_formula(text)
        made = f'" s="{self.styles.text if plain else self.styles.guarded}"{_inline(text)}'
        if len(whole) <= _LONGEST_KEPT:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            self._texts[whole] = made
        return made


def _length(text: str) -> int:
    """As Excel counts: in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _begun(text: str, units: int) -> str:
    """The beginning of a text, at most so many units of UTF-16 and no half of a sign."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")


def _inline(text: str) -> str:
    """A text in the cell itself, as Excel escapes it."""
    space = ""
    if _SPECIAL.search(text):
        text = _LIKE_CONTROL.sub(r"_x005F\1", text)
        text = _CONTROL.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)
        space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' t="inlineStr"><is><t{space}>{text}</t></is></c>'


class SheetRows:
    """The rows of one sheet, from its second on; the first is written by xlsxwriter."""

    def __init__(self, sheet: Worksheet, cells: Cells, width: int) -> None:
        """``width`` is the number of columns; the workbook is in constant memory."""
        self.sheet, self.cells = sheet, cells
        self._names = [f'<c r="{xl_col_to_name(at)}' for at in range(width)]

    def write(self, at: int, row: Row) -> None:
        """Write the row ``at`` (the first is 0), below the one written last."""
        sheet, number, xml = self.sheet, at + 1, self.cells.xml
        sheet._write_single_row(at)  # what xlsxwriter still holds of the rows above
        made = [
            f"{name}{number}{cell}"
            for name, value in zip(self._names, row, strict=True)
            if (cell := xml(value))
        ]
        if made:
            sheet._check_dimensions(at, len(row) - 1)
            sheet.row_data_fh.write(f'<row r="{number}">{"".join(made)}</row>')
