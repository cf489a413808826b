"""A table to statements: each value cell with its row path, column and unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import regex

from extract.fold import fold
from extract.lexicon import strings, words
from extract.masks import Mask
from extract.passages import Passage, make_passage
from extract.quantities import find_quantities
from extract.quantity import Quantity
from extract.separators import Vote
from normalize.grid_columns import Column, plain_role, read_column, with_periods
from normalize.periods import PeriodContext
from normalize.statements import Statement
from normalize.unit_text import Unit, bracket_unit, parse_unit, unit_line
from solieu.model import Cell, Mark, Span, Table, TablePlace

_VALUE = regex.compile(r"\s*[<>≥≤=~(+-]*\s*\d[\d.,\s]*\s*(?:%|‰)?\s*\)?\s*")
_ABSENT = frozenset({"", "-", "--", "...", "..", ".", "x", "/", "–", "—", "…", "…."})
_NUMBERING = regex.compile(
    r"^\s*(?:[-+*•]\s*|(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*|[a-zđA-Z])\s*[.)/]\s+)+"
)


@dataclass(slots=True)
class CellReading:
    """One cell with its statements, or its words, or the reason its digits are none."""

    cell: Cell
    passage: Passage
    statements: list[Statement] = field(default_factory=list)
    words: Statement | None = None
    reason: str = ""


def read_grid(
    text: str,
    place: TablePlace,
    marks: Sequence[Mark],
    context: PeriodContext,
    vote: Vote,
    clause: int,
) -> list[CellReading]:
    """Every cell of a table, read; ``clause`` numbers the rows from there on."""
    table = place.table
    passages = {
        (cell.row, cell.column): make_passage(text, [cell.span], marks) for cell in table.cells
    }
    head = table.head_rows or _head_rows(table, passages)
    columns = _columns(table, passages, head, context)
    caption = " ".join(text[span.start : span.end] for span in place.captions)
    default = next(
        (u for span in reversed(place.captions) if (u := unit_line(text[span.start : span.end]))),
        None,
    )
    rows = _Rows(columns, default, _caption_head(caption))
    readings = []
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        passage = passages[cell.row, cell.column]
        column = columns[min(cell.column, len(columns) - 1)]
        reading = CellReading(cell, passage)
        if cell.row < head:
            reading.reason = "period" if column.role == "value" else "heading"
        elif column.role == "number":
            reading.reason = "row_number"
        elif column.role in ("label", "unit", "note"):
            reading.reason = "descriptor"
        else:
            rows.enter(table, passages, cell.row)
            rows.read(reading, column, vote, clause + cell.row)
        readings.append(reading)
    rows.tie(readings)
    return readings


def _head_rows(table: Table, passages: dict[tuple[int, int], Passage]) -> int:
    """Rows before the first that holds a value; at least one."""
    last = max((cell.row for cell in table.cells), default=0)
    for row in range(last + 1):
        texts = [
            passages[c.row, c.column].text.strip()
            for c in table.cells
            if c.row == row and c.column > 0
        ]
        values = [
            t
            for t in texts
            if t and _VALUE.fullmatch(t) and not regex.fullmatch(r"(?:19|20)\d\d", t)
        ]
        numbered = [t for t in values if regex.fullmatch(r"\(?\d{1,2}\)?(?:=.*)?", t)]
        if values and not (len(numbered) == len(values) > 1 and _consecutive(numbered)):
            return max(row, 1)
    return 1


def _consecutive(texts: Sequence[str]) -> bool:
    numbers = [int(regex.sub(r"\D", "", t.split("=")[0])) for t in texts]
    return all(b - a == 1 for a, b in zip(numbers, numbers[1:], strict=False))


def _columns(
    table: Table,
    passages: dict[tuple[int, int], Passage],
    head: int,
    context: PeriodContext,
) -> tuple[Column, ...]:
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    headers = ["" for _ in range(width)]
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        if cell.row >= head:
            continue
        words_of = " ".join(passages[cell.row, cell.column].text.replace("*", " ").split())
        if regex.fullmatch(r"\(?[\dA-Z]{1,2}\)?(?:\s*=.*)?", words_of):
            continue  # a row of column numbers
        for column in range(cell.column, min(width, cell.column + cell.columns)):
            if words_of and words_of not in headers[column]:
                headers[column] = f"{headers[column]} {words_of}".strip()
    found: list[Column] = []
    labelled = False
    for index, header in enumerate(headers):
        role = plain_role(header)
        if role == "label" and labelled:
            role = None
        if role is None:
            role = _role_by_cells(table, passages, head, index, labelled)
        labelled = labelled or role == "label"
        if role == "value":
            found.append(read_column(index, header, context))
        else:
            found.append(Column(index, role, header))
    return with_periods(found, context)


def _role_by_cells(
    table: Table,
    passages: dict[tuple[int, int], Passage],
    head: int,
    index: int,
    labelled: bool,
) -> str:  # type: ignore[return]
    texts = [
        passages[c.row, c.column].text.strip()
        for c in table.cells
        if c.column == index and c.row >= head and c.columns == 1
    ]
    filled = [t for t in texts if t not in _ABSENT]
    values = sum(_VALUE.fullmatch(t) is not None for t in filled)
    if not labelled:
        counting = sum(
            regex.fullmatch(r"(?:\d{1,3}|[IVX]+|[a-z]|\d+\.\d+)[.)]?", t) is not None
            for t in filled
        )
        if (
            index == 0
            and filled
            and counting >= len(filled) * 0.7
            and not _looks_like_years(filled)
        ):
            return "number"
        if values * 2 < max(len(filled), 1) or index == 0:
            return "label"
    return "value"


def _looks_like_years(texts: Sequence[str]) -> bool:
    return all(regex.fullmatch(r"(?:19|20)\d\d", t) for t in texts)


def _caption_head(caption: str) -> str:
    """ "Trị giá xuất khẩu" out of "Biểu 1. Trị giá xuất khẩu một số mặt hàng"."""
    bare = regex.sub(
        r"^\s*(?:\*\*)?(?:bảng|biểu|phụ lục|phụ biểu)(?: số)?\s*[\dIVXa-z.]*\s*[.:-]?\s*",
        "",
        caption,
        flags=regex.I,
    )
    folded = fold(bare)
    heads = strings(words("columns"), "caption_heads")
    if not folded.startswith(tuple(f"{head} " for head in heads)):
        return ""
    ends = "|".join(strings(words("columns"), "caption_ends"))
    match = regex.search(rf"\s(?:{ends})(?!\w)|[(,;:]|\d", folded)
    cut = match.start() if match else len(bare)
    return " ".join(bare[:cut].split()) if 3 < cut <= 60 else ""


class _Rows:
    """Walks the rows of one table: labels, units, levels."""

    def __init__(self, columns: Sequence[Column], default: Unit | None, caption: str) -> None:
        self.columns = columns
        self.default = default
        self.caption = caption
        self.row = -1
        self.label = ""
        self.unit: Unit | None = None
        self.level = 0
        self.parents: list[tuple[int, str, int]] = []  # level, label, row
        self.parent_of: dict[int, int] = {}
        self.labels: dict[int, str] = {}

    def enter(self, table: Table, passages: dict[tuple[int, int], Passage], row: int) -> None:
        """Read label, unit and level of a row, once."""
        if row == self.row:
            return
        self.row = row
        number = self._text(table, passages, row, "number")
        raw = self._text(table, passages, row, "label")
        self.label = _clean_label(raw)
        if not self.label and self.labels:
            self.label = self.labels[max(self.labels)]
        unit_text = self._text(table, passages, row, "unit")
        self.unit = parse_unit(unit_text) if unit_text else bracket_unit(raw)
        self.level = _level(number, raw)
        while self.parents and self.parents[-1][0] >= self.level:
            self.parents.pop()
        if self.parents and self.level < 90:
            self.parent_of[row] = self.parents[-1][2]
        self.parents.append((self.level, self.label, row))
        self.labels[row] = self.label

    def _text(
        self, table: Table, passages: dict[tuple[int, int], Passage], row: int, role: str
    ) -> str:
        indices = [c.index for c in self.columns if c.role == role]
        for cell in table.cells:
            if cell.row <= row < cell.row + cell.rows and any(
                cell.column <= i < cell.column + cell.columns for i in indices
            ):
                return " ".join(passages[cell.row, cell.column].text.replace("*", " ").split())
        return ""

    def read(self, reading: CellReading, column: Column, vote: Vote, clause: int) -> None:
        """Statements of one value cell."""
        text = reading.passage.text
        bare = text.replace("*", "").strip()
        if bare in _ABSENT:
            return
        if not any(char.isdigit() for char in text) or _is_words(bare):
            reading.words = self._statement(_no_quantity(reading.passage), column, clause)
            reading.reason = "descriptor"
            return
        quantities = find_quantities(text, reading.passage.folded, (), vote)
        for i, quantity in enumerate(quantities):
            if regex.fullmatch(r"\(\s*[\d.,]+\s*%?\s*\)|-\s*\d[\d.,]*\s*%?", bare):
                quantity = replace(quantity, signed=-1)
            statement = self._statement(quantity, column, clause)
            if quantity.link == "pair" and i:
                statement.measure = "denominator"
                statement.fraction_of = i - 1
            reading.statements.append(statement)

    def _statement(self, quantity: Quantity, column: Column, clause: int) -> Statement:
        unit = self._unit(quantity, column)
        statement = Statement(
            quantity,
            measure=column.measure,
            compare_to=column.compare_to,
            authority=column.authority,
            period=column.period,
            period_basis="heading" if column.period else "",
            status=column.status,
            clause=clause,
            rules=["table column"],
        )
        if unit is not None and not quantity.unit:
            statement.unit = unit.name
            if unit.scale and quantity.value is not None and quantity.scale is None:
                statement.flags.append(f"scale:{unit.scale}")
        else:
            statement.unit = quantity.unit
        if statement.unit == "%" and statement.measure == "actual":
            statement.measure = "rate"
        statement.label = self._label(column)
        if quantity.signed < 0:
            statement.sign = -1
        return statement

    def _unit(self, quantity: Quantity, column: Column) -> Unit | None:
        if column.percent and column.measure in ("pct_of_plan", "index", "share", "change", "rate"):
            return Unit("%")
        if column.unit is not None:
            return column.unit
        return self.unit or self.default

    def _label(self, column: Column) -> str:
        label = self.label
        head = column.content or (self.caption if len(label.split()) <= 4 else "")
        if head and fold(head) not in fold(label):
            label = f"{head} {label[:1].lower()}{label[1:]}".strip() if label else head
        return label

    def tie(self, readings: Sequence[CellReading]) -> None:
        """Groups: a row below a parent row is part of it, column by column."""
        valued = {r.cell.row for r in readings if r.statements}
        for reading in readings:
            parent = self.parent_of.get(reading.cell.row, -1)
            while parent >= 0 and parent not in valued:
                parent = self.parent_of.get(parent, -1)
            if parent < 0:
                continue
            for statement in reading.statements:
                statement.group = self.labels[parent]
                statement.listing = "open"
                statement.rules.append(f"parent row {parent}")


def _is_words(text: str) -> bool:
    """A cell that talks ("Thuộc top 30 của thành phố") holds no figure of its own."""
    letters = sum(char.isalpha() for char in text)
    digits = sum(char.isdigit() for char in text)
    return (
        letters > 12
        and letters > 3 * digits
        and not text[:1].isdigit()
        and text[:1] not in "<>≥≤+-("
    )


def _no_quantity(passage: Passage) -> Quantity:
    from extract.numerals import Numeral

    start = len(passage.text) - len(passage.text.lstrip())
    end = len(passage.text.rstrip())
    return Quantity(
        start, end, start, end, Numeral(passage.text), None, None, None, "", "", "=", 0, "", ()
    )


def _clean_label(raw: str) -> str:
    bare = _NUMBERING.sub("", raw.replace("*", " "))
    bare = regex.sub(r"^\s*(?:trong đó|trđ|chia ra)\s*:?\s*-?\s*", "", bare, flags=regex.I)
    unit = bracket_unit(bare)
    if unit is not None:
        bare = regex.sub(r"\(([^()]{1,25})\)\s*$", "", bare)
    return " ".join(bare.split()).strip(" :;.-+")


def _level(number: str, label: str) -> int:
    """How deep a row stands: I, 1, 1.1, a, -, +."""
    bare = number.strip(" .)")
    lead = label.lstrip()
    if lead.startswith("+"):
        return 60
    if lead.startswith(("-", "–", "•", "*")) or bare in ("-", "+"):
        return 50
    if not bare:
        match = _NUMBERING.match(label)
        bare = match.group().strip(" .)") if match else ""
    if not bare:
        return 90  # no numbering: says nothing of its place
    if regex.fullmatch(r"[IVXLC]+", bare):
        return 10
    if regex.fullmatch(r"[A-Z]", bare):
        return 5
    if regex.fullmatch(r"\d+(?:\.\d+)+", bare):
        return 20 + bare.count(".")
    if bare.isdigit():
        return 20
    return 40


__all__ = ["CellReading", "Decimal", "Mask", "Span", "read_grid"]
