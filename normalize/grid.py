"""A table to statements: each value cell with its row path, column and unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

import regex

from extract.fold import fold
from extract.lexicon import alternation, either, strings, words
from extract.numerals import Numeral
from extract.passages import Passage
from extract.periods import find_periods, sole_periods
from extract.quantities import find_quantities
from extract.quantity import Quantity, kind_of_unit
from extract.separators import AMBIGUOUS, Vote, decide
from extract.separators import vote as count
from normalize.bases import find_base
from normalize.cues import find_cues
from normalize.grid_cells import Cells, is_absent
from normalize.grid_columns import Column, counted_thing, is_counted
from normalize.grid_header import head_rows, numbering_rows, read_columns, side_by_side, title_rows
from normalize.grid_rows import Row, Rows
from normalize.grid_turned import is_turned, turned
from normalize.ordered import Ordered
from normalize.periods import PeriodContext, resolve
from normalize.prices import may_be_priced, price_named
from normalize.rankings import index_of, with_index
from normalize.sheet_labels import is_name
from normalize.sheet_titles import subject_of
from normalize.statements import Statement
from normalize.unit_text import Unit, bracket_unit, unit_line
from solieu.model import Cell, CompareTo, Mark, Measure, TablePlace

_NEGATIVE = regex.compile(r"\(\s*[\d.,]+\s*%?\s*\)|-\s*\d[\d.,]*\s*%?")
_PERCENT_MEASURES: frozenset[Measure] = frozenset(
    {"pct_of_plan", "index", "share", "change", "rate"}
)
_FEW_LETTERS = 12  # a longer cell may be a sentence
_LETTERS_A_DIGIT = 3  # more letters than this for each digit: the cell talks
_BARE_LABEL = 4  # words; a longer label needs no caption before it
_LONGEST_CAPTION_HEAD = 60  # characters
_CLAUSES_A_BLOCK = 100_000  # more rows than any table has


@dataclass(slots=True)
class CellReading:
    """One cell with its statements, or its words, or the reason its digits are none.

    ``reason`` is a reason of the contract, "" where the digits are quantities.
    """

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
    """Every cell of a table, read; ``clause`` numbers the rows from there on.

    ``text`` is the reader's text, ``marks`` its footnote marks; ``vote`` is the
    document's habit of separators.
    """
    cells = Cells(text, place.table, marks)
    head = place.table.head_rows or head_rows(cells)
    head += numbering_rows(cells, head)
    if is_turned(cells, head):
        return _read_turned(text, place, marks, context, vote, clause)
    readings: list[CellReading] = []
    for i, block in enumerate(side_by_side(cells, head)):
        first = clause + i * _CLAUSES_A_BLOCK
        readings += _read_block(text, place, marks, context, vote, first, block, head)
    return sorted(readings, key=lambda one: (one.cell.row, one.cell.column))


def _read_turned(
    text: str,
    place: TablePlace,
    marks: Sequence[Mark],
    context: PeriodContext,
    vote: Vote,
    clause: int,
) -> list[CellReading]:
    """A table on its side, read on its feet; its rows there are no rows of the document."""
    places = turned(place.table.cells)
    original = {new: old for old, new in places.items()}
    upright = replace(place.table, cells=tuple(places.values()), head_rows=1)
    width = max(cell.column for cell in upright.cells) + 1
    readings = _read_block(
        text, replace(place, table=upright), marks, context, vote, clause, (0, width), 1
    )
    for reading in readings:
        reading.cell = original[reading.cell]
        for statement in reading.statements:
            statement.parent_row = -1
    return sorted(readings, key=lambda one: (one.cell.row, one.cell.column))


def _read_block(
    text: str,
    place: TablePlace,
    marks: Sequence[Mark],
    context: PeriodContext,
    vote: Vote,
    clause: int,
    block: tuple[int, int],
    head: int,
) -> list[CellReading]:
    """The cells of the columns ``block`` (first, end), which make a table of their own."""
    first, end = block
    own = {c: c._replace(column=c.column - first)
           for c in place.table.cells if first <= c.column < end}  # fmt: skip
    original = {moved: cell for cell, moved in own.items()}
    cells = Cells(text, replace(place.table, cells=tuple(own.values())), marks)
    captions = [text[span.start : span.end] for span in place.captions]
    inner = [cells.text(c) for c in cells.ordered if c.row < title_rows(cells)]
    if inner:
        captions = [*captions, *inner]
        named = caption_period(inner, context)
        context = replace(context, heading=named) if named else context
    columns = read_columns(cells, head, context, _compared(captions, context))
    rows = Rows(cells, columns)
    votes = _row_votes(cells, vote)
    title = " ".join(captions)
    naming = _Naming(_caption_head(title), index_of(captions), subject_of(captions))
    values = _Values(vote, votes, _unit_of(captions), naming, price_named(title))
    readings = []
    for cell in cells.ordered:
        column = columns[min(cell.column, len(columns) - 1)]
        reading = CellReading(original[cell], cells.passage(cell))
        if cell.row < head:
            reading.reason = "period" if column.role == "value" else "heading"
        elif column.role == "number":
            reading.reason = "row_number"
        elif column.role != "value":
            reading.reason = "descriptor"
        else:
            values.read(reading, column, rows.row(cell.row), clause + cell.row)
        readings.append(reading)
    _tie(readings, rows)
    return readings


def caption_period(captions: Sequence[str], context: PeriodContext) -> str:
    """The period a table's title names; "" where it names none, several or other figures."""
    folded = fold(" ".join(_caption_number().sub("", caption) for caption in captions))
    mentions = sole_periods(folded)
    named = {resolve(one, context) for one in mentions if one.role != "compare"}
    return next(iter(named)) or "" if len(named) == 1 else ""


def _row_votes(cells: Cells, document: Vote) -> dict[int, Vote]:
    """The habit of each row: one row is seldom written two ways."""
    texts: dict[int, list[str]] = defaultdict(list)
    for cell in cells.ordered:
        texts[cell.row].append(cells.text(cell))
    own = {row: count(found) for row, found in texts.items()}
    return {row: document if one.vi == one.en else one for row, one in own.items()}


def _compared(captions: Sequence[str], context: PeriodContext) -> CompareTo:
    """The base a caption names: "Tình hình sản xuất so với cùng kỳ năm 2015"."""
    for caption in reversed(captions):
        folded = fold(caption)
        cues, mentions = Ordered(find_cues(folded)), Ordered(find_periods(folded, header=True))
        base = find_base(folded, 0, len(folded), cues, mentions, context)
        if base is not None and base.compare_to in ("yoy", "prev"):
            return base.compare_to
    return ""


def _unit_of(captions: Sequence[str]) -> Unit | None:
    """The unit of the line nearest above the table that states one, or names it in a bracket."""
    for line in reversed(captions):
        if unit := unit_line(line):
            return unit
    for line in reversed(captions):
        ends = line.rstrip(": *").endswith(")")
        unit = bracket_unit(line) if ends else None
        if unit is not None and kind_of_unit(unit.name):
            return unit
    return None


@cache
def _caption_number() -> regex.Pattern[str]:
    found = either("columns", "caption_words")
    return regex.compile(
        rf"^\s*(?:\*\*)?(?:{found})(?: số)?\s*[\dIVXa-z.]*\s*[.:-]?\s*", flags=regex.I
    )


@cache
def _caption_end() -> regex.Pattern[str]:
    ends = alternation(strings(words("columns"), "caption_ends"))
    return regex.compile(rf"\s(?:{ends})(?!\w)|[(,;:]|\d")


@cache
def _caption_start() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{either('columns', 'caption_heads')}) ")


def _caption_head(caption: str) -> str:
    """ "Trị giá xuất khẩu" out of "Biểu 1. Trị giá xuất khẩu một số mặt hàng"."""
    bare = _caption_number().sub("", caption)
    folded = fold(bare)
    if not _caption_start().match(folded):
        return ""
    match = _caption_end().search(folded)
    cut = match.start() if match else len(bare)
    return " ".join(bare[:cut].split()) if 3 < cut <= _LONGEST_CAPTION_HEAD else ""


@dataclass(frozen=True, slots=True)
class _Naming:
    """What a title says of all figures: ``caption`` where it begins with a measured thing,
    ``index`` the index it ranks by, ``subject`` for tables whose rows are places.
    """

    caption: str
    index: str
    subject: str

    def label(self, column: Column, row: Row) -> str:
        """The row's label, with what the column or the caption names before it."""
        content = with_index(column.content, self.index)
        if row.area and (content or self.caption or self.index or self.subject):
            return content or self.caption or self.index or self.subject
        label = row.label
        head = content or (self.caption if len(label.split()) <= _BARE_LABEL else "")
        if head and fold(head) not in fold(label):
            inner = label if is_name(label) else f"{label[:1].lower()}{label[1:]}"
            return f"{head} {inner}".strip() if label else head
        return label


class _Values:
    """Reads value cells; ``default`` is the table's unit, ``naming`` what its title says,
    ``price`` the price basis that the title names.

    ``votes`` are the habits of separators row by row, each that of the whole document
    where the row proves none.
    """

    def __init__(
        self,
        vote: Vote,
        votes: Mapping[int, Vote],
        default: Unit | None,
        naming: _Naming,
        price: str,
    ) -> None:
        self.vote = vote
        self.votes = votes
        self.default = default
        self.naming = naming
        self.price = price

    def read(self, reading: CellReading, column: Column, row: Row, clause: int) -> None:
        """Statements, or words, of one value cell."""
        passage = reading.passage
        bare = passage.text.replace("*", "").strip()
        if is_absent(bare):
            return
        if not any(map(str.isdigit, passage.text)) or _is_words(bare):
            reading.words = self._statement(_no_quantity(passage), column, row, clause)
            reading.reason = "descriptor"
            return
        negative = _NEGATIVE.fullmatch(bare) is not None
        unit = self._unit(column, row)
        for i, quantity in enumerate(find_quantities(passage.text, passage.folded, (), self.vote)):
            if unit is not None and not quantity.unit and quantity.scale is None:
                quantity = self._decided(quantity, unit, reading.cell.row)
            if negative:
                quantity = replace(quantity, signed=-1)
            statement = self._statement(quantity, column, row, clause)
            if quantity.link == "pair" and i:
                statement.measure = "denominator"
                statement.fraction_of = i - 1
            reading.statements.append(statement)

    def _decided(self, quantity: Quantity, unit: Unit, row: int) -> Quantity:
        """A figure whose separator its unit, which stands elsewhere, or its row decides."""
        if quantity.numeral.certain is not None or quantity.value is None:
            return quantity
        decision = decide(quantity.numeral, unit.name, unit.scale or None, self.votes[row])
        if decision.reading is None:
            return quantity
        kept = tuple(flag for flag in quantity.flags if flag != AMBIGUOUS)
        return replace(
            quantity,
            value=decision.reading.value,
            step=Decimal(1).scaleb(-decision.reading.decimals),
            alternative=None if decision.other is None else decision.other.value,
            settled_by=decision.by,
            flags=(*decision.flags, *kept),
        )

    def _statement(self, quantity: Quantity, column: Column, row: Row, clause: int) -> Statement:
        statement = Statement(
            quantity,
            measure=column.measure,
            compare_to=column.compare_to,
            base=column.base,
            authority=column.authority,
            label=self.naming.label(column, row),
            area=row.area,
            unit=quantity.unit,
            sign=-1 if quantity.signed < 0 else 1,
            period=column.period,
            period_basis="heading" if column.period else "",
            status=column.status,
            clause=clause,
        )
        unit = self._unit(column, row)
        if unit is not None and not quantity.unit:
            statement.unit = unit.name
            if quantity.value is not None and quantity.scale is None:
                statement.scale = unit.scale
        if statement.unit == "%" and statement.measure == "actual":
            statement.measure = "rate"
        if may_be_priced(statement):
            stated = column.price or ("" if statement.measure == "rate" else self.price)
            statement.price_basis = row.price or stated
        return statement

    def _unit(self, column: Column, row: Row) -> Unit | None:
        if column.percent and column.measure in _PERCENT_MEASURES:
            return Unit("%")
        unit = column.unit or row.unit or self.default
        if unit is not None and self.default is not None and is_counted(column, self.default):
            unit = self.default  # "Số khách" of a table of "lượt khách"
        if unit is None and not row.area and column.measure in ("actual", "estimate", "plan"):
            return counted_thing(row.label)
        return unit


def _tie(readings: Sequence[CellReading], rows: Rows) -> None:
    """Groups: a row below a parent row that has values is part of it, column by column."""
    valued = {reading.cell.row for reading in readings if reading.statements}
    for reading in readings:
        if not reading.statements:
            continue
        parent = rows.row(reading.cell.row).parent
        while parent >= 0 and parent not in valued:
            parent = rows.row(parent).parent
        if parent < 0:
            continue
        for statement in reading.statements:
            statement.group = rows.row(parent).label
            statement.listing = "open"
            statement.parent_row = parent


def _is_words(text: str) -> bool:
    """A cell that talks ("Thuộc top 30 của thành phố") holds no figure of its own."""
    if text[:1].isdigit() or text[:1] in "<>≥≤+-(":
        return False
    letters = sum(map(str.isalpha, text))
    digits = sum(map(str.isdigit, text))
    return letters > _FEW_LETTERS and letters > _LETTERS_A_DIGIT * digits


def _no_quantity(passage: Passage) -> Quantity:
    """The place of a cell's words, with no figure in it."""
    start = len(passage.text) - len(passage.text.lstrip())
    end = len(passage.text.rstrip())
    return Quantity(start, end, start, end, Numeral(passage.text))
