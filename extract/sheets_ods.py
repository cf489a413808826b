"""OpenDocument spreadsheets (.ods) to sheets; ISO/IEC 26300-1, 9."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from lxml import etree

from extract.sheets_cells import INDENT_STEP, Budget, Run, Sheet, SheetCell
from extract.sheets_fonts import Texts
from extract.sheets_format import show
from extract.sheets_merges import clipped, merge
from extract.sheets_notices import Seen
from extract.sheets_package import Package, local, protected
from extract.wholes import whole

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0}
_STEP_POINTS = 10  # what LibreOffice writes for one step of indentation
_DIGITS = re.compile(r"\d[\d.,\s]*\d|\d")
_NUMBERS = frozenset(("float", "percentage", "currency"))
_MOST_BLANKS = 99
# Of ten: no program that writes sheets holds more than a double does.
_LARGEST_POWER = 308
_WIDE = Context(prec=2 * _LARGEST_POWER + 100)


@dataclass(frozen=True, slots=True)
class _Style:
    font: str = ""
    indent: int = 0
    shift: str = ""
    hidden: bool = False


def read_ods(data: bytes, source: str, texts: Texts) -> tuple[Sheet, ...]:
    """Every sheet in the workbook's order. Raises ReadError."""
    package = Package.open(data, source)
    if (
        package.holds("META-INF/manifest.xml")
        and next(package.part("META-INF/manifest.xml").iter("{*}encryption-data"), None) is not None
    ):
        raise protected(source)
    root = package.part("content.xml")
    styles = _styles(root)
    if package.holds("styles.xml"):
        styles = _styles(package.part("styles.xml")) | styles
    budget = Budget()
    tables = root.iter(_TABLE + "table")
    return tuple(_Reader(styles, budget, texts, table).sheet() for table in tables)


def read_fods(data: bytes, source: str, texts: Texts) -> tuple[Sheet, ...]:
    """The same for a workbook in one XML file (ODF 1.2 part 1, 2.2.1). Raises ReadError."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("content.xml", data)
    return read_ods(packed.getvalue(), source, texts)


class _Reader:
    """Walks one table."""

    def __init__(
        self, styles: dict[str, _Style], budget: Budget, texts: Texts, table: etree._Element
    ) -> None:
        self.styles = styles
        self.budget = budget
        self.texts = texts
        self.table = table
        self.cells: dict[tuple[int, int], SheetCell] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.seen = Seen()

    def sheet(self) -> Sheet:
        name = self.table.get(_TABLE + "name", "")
        column = row = 0
        for element in self.table.iter(_TABLE + "table-column", _TABLE + "table-row"):
            if element.tag == _TABLE + "table-column":
                count = _count(element, "number-columns-repeated")
                if element.get(_TABLE + "visibility") == "collapse":
                    self.seen.hide_columns(str(column + 1), str(column + count))
                column += count
                continue
            count = _count(element, "number-rows-repeated")
            unseen = element.get(_TABLE + "visibility") in ("collapse", "filter")
            for again in range(count):
                if unseen:
                    self.seen.hidden_rows.add(row + again)
                if not self._row(element, row + again):
                    break  # an empty row, however often it is repeated
            row += count
        for area in self.merges:
            merge(self.cells, *area)
        self.cells = clipped(self.cells)
        self.seen.cut(self.budget)
        found = tuple(self.cells[place] for place in sorted(self.cells))
        style = self.styles.get(self.table.get(_TABLE + "style-name", ""), _Style())
        said = self.seen.said(name, found, style.hidden)
        return Sheet(name, found, style.hidden, said, self.texts.decoded())

    def _row(self, element: etree._Element, row: int) -> bool:
        """Read one row; False where nothing is in it or nothing more may be read."""
        column = 0
        filled = False
        for child in element:
            if child.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                continue
            count = _count(child, "number-columns-repeated")
            if child.tag == _TABLE + "table-cell":
                cell = self._cell(child, row, column)
                for place in range(column, column + (count if cell and cell.text else 0)):
                    filled = True
                    if not self.budget.admits(place):
                        break
                    assert cell is not None
                    self.cells[row, place] = SheetCell(
                        row, place, cell.text, cell.stored, indent=cell.indent
                    )
                self._note_merge(child, row, column)
            column += count
        return filled and self.budget.cells >= 0

    def _note_merge(self, element: etree._Element, row: int, column: int) -> None:
        rows = _count(element, "number-rows-spanned")
        columns = _count(element, "number-columns-spanned")
        if rows * columns > 1:
            self.merges.append((row, column, rows, columns))

    def _cell(self, element: etree._Element, row: int, column: int) -> SheetCell | None:
        style = self.styles.get(element.get(_TABLE + "style-name", ""), _Style())
        lines = list(element.iterchildren(_TEXT + "p"))
        if not lines:
            return None
        runs: list[Run] = []
        for line in lines:
            runs += [Run(" ", style.font)] if runs else []
            self._runs(line, style, runs)
        text, blanks = self.texts.read(runs)
        stored = None
        kind = element.get(_OFFICE + "value-type", "")
        if kind in _NUMBERS:
            stored = _value(element.get(_OFFICE + "value", ""))
            if stored is not None:
                stored = stored * 100 if kind == "percentage" else stored
                text = localised(text, stored)
        return SheetCell(row, column, text, stored, indent=style.indent + blanks)

    def _runs(self, element: etree._Element, style: _Style, runs: list[Run]) -> None:
        if element.text:
            runs.append(Run(element.text, style.font, style.shift))
        for child in element:
            name = local(child)
            if name == "s":
                count = min(whole(child.get(_TEXT + "c"), 1), _MOST_BLANKS)
                runs.append(Run(" " * count, style.font))
            elif name in ("tab", "line-break"):
                runs.append(Run(" ", style.font))
            elif name in ("span", "a"):
                own = self.styles.get(child.get(_TEXT + "style-name", ""), _Style())
                self._runs(child, _Style(own.font or style.font, 0, own.shift), runs)
            if child.tail:
                runs.append(Run(child.tail, style.font, style.shift))


def localised(text: str, stored: Decimal) -> str:
    """A displayed number with Vietnamese separators, whatever those of the writer's computer.

    The number behind it tells which sign is the decimal one; unchanged where neither fits.

    >>> localised("1,193.5", Decimal("1193.48")), localised("8,18%", Decimal("8.18"))
    ('1.193,5', '8,18%')
    """
    match = _DIGITS.search(text)
    if not match:
        return text
    written = match.group()
    signs = [i for i, char in enumerate(written) if char in ".,"]
    digits = re.sub(r"\D", "", written)
    for decimals in {len(re.sub(r"\D", "", written[signs[-1] :])) if signs else 0, 0}:
        rounded = stored.copy_abs().quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
        if re.sub(r"\D", "", f"{rounded:f}").lstrip("0") == digits.lstrip("0"):
            grouped = len(signs) > bool(decimals) or (bool(signs) and not decimals)
            code = ("#,##0" if grouped else "0") + (f".{'0' * decimals}" if decimals else "")
            return text[: match.start()] + show_exact(rounded, code) + text[match.end() :]
    return text


def show_exact(value: Decimal, code: str) -> str:
    """A rounded number by a plain format code."""
    return show(value, code).text


def _value(written: str) -> Decimal | None:
    try:
        value = Decimal(written)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= _LARGEST_POWER else None


def _styles(root: etree._Element) -> dict[str, _Style]:
    found = {}
    for style in root.iter(_STYLE + "style"):
        text = style.find(_STYLE + "text-properties")
        paragraph = style.find(_STYLE + "paragraph-properties")
        table = style.find(_STYLE + "table-properties")
        font = position = ""
        if text is not None:
            font = text.get(_STYLE + "font-name", "") or text.get(_FO + "font-family", "")
            position = text.get(_STYLE + "text-position", "")
        margin = "" if paragraph is None else paragraph.get(_FO + "margin-left", "")
        found[style.get(_STYLE + "name", "")] = _Style(
            font.strip("'"),
            _indent(margin),
            _shift(position),
            table is not None and table.get(_TABLE + "display") == "false",
        )
    return found


def _shift(position: str) -> str:
    word = position.split(" ")[0]
    if word.startswith("-") or word == "sub":
        return "subscript"
    raised = word == "super" or (word[:1].isdigit() and not word.startswith("0"))
    return "superscript" if raised else ""


def _indent(margin: str) -> int:
    match = _LENGTH.fullmatch(margin)
    if not match:
        return 0
    return INDENT_STEP * round(float(match[1]) * _POINTS[match[2]] / _STEP_POINTS)


def _count(element: etree._Element, name: str) -> int:
    return max(1, whole(element.get(_TABLE + name), 1))
