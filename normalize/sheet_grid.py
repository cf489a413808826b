"""A table of a workbook to statements: the number stored, under its header and its label."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.fold import fold
from extract.passages import make_passage
from extract.periods import find_periods
from extract.quantities import find_quantities
from extract.quantity import Quantity
from extract.separators import Vote
from extract.sheets_rows import is_unit
from normalize.base_names import base_in_header
from normalize.grid import CellReading
from normalize.grid_columns import Column, read_column
from normalize.periods import PeriodContext, resolve
from normalize.prices import price_named
from normalize.sheet_columns import Columns, Filled
from normalize.sheet_figures import additive, of_several, stored_quantity, wordy_quantity
from normalize.sheet_labels import Row, Tree, area_of, make_row, unit_cell
from normalize.sheet_names import Names, quiet
from normalize.sheet_titles import (
    caption_units,
    season_of,
    subject_of,
    thing_of,
)
from normalize.statements import Statement
from normalize.unit_text import Unit
from solieu.model import Mark, Table, TablePlace

_ABSENT = frozenset({"", "-", "--", "...", "..", ".", "x", "/", "–", "—", "…", "…."})
_NOT_NAMED = regex.compile(r"(?:ước tính|sơ bộ|ước|thực hiện|năm|\W)+")
_DATE = regex.compile(
    r"\d{1,2}[-/]\d{1,2}[-/]\d{4}(?: \d{1,2}:\d{2})?|\d{1,2}[-/]\d{4}|\d{1,2}:\d{2}"
)


def read_sheet(
    text: str,
    place: TablePlace,
    marks: Sequence[Mark],
    context: PeriodContext,
    vote: Vote,
    clause: int,
) -> list[CellReading]:
    """Every cell of a workbook's table, read; ``clause`` numbers the rows from there on."""
    captions = [text[span.start : span.end] for span in place.captions]
    notes = [text[span.start : span.end] for span in place.notes]
    sheet = _Sheet(text, place.table, captions, marks, context, vote)
    sheet.starred = caption_units([note for note in notes if note.startswith("(*")])
    return sheet.read(clause)


class _Sheet:
    def __init__(
        self,
        text: str,
        table: Table,
        captions: Sequence[str],
        marks: Sequence[Mark],
        context: PeriodContext,
        vote: Vote,
    ) -> None:
        near = [m for m in marks if table.span.start <= m.span.start < table.span.end]
        self.cells = [
            Filled(cell, make_passage(text, [cell.span], near))
            for cell in sorted(table.cells, key=lambda c: (c.row, c.column))
        ]
        self.head = table.head_rows
        self.context = context
        self.vote = vote
        self.subject = subject_of(captions)
        self.thing = thing_of(captions)
        self.season = season_of(captions)
        self.price = price_named(" ".join(captions))
        self.units = caption_units(captions)
        self.starred: list[Unit] = []  # what a note "(*) Chiếc; triệu USD" gives marked rows
        self.body: dict[int, list[Filled]] = {}
        for one in self.cells:
            for row in range(one.cell.row, one.cell.row + one.cell.rows):
                if row >= self.head:
                    self.body.setdefault(row, []).append(one)
        head = [one for one in self.cells if one.cell.row < self.head]
        self.columns = Columns(head, self.body, context)
        self.title = " ".join(captions)
        self.compared = read_column(0, self.title, context).compare_to or "other"
        self.tree = Tree()
        self.slack = self.columns.slack()
        self.periods: dict[str, str] = {}  # of the labels that rows bear
        self.said: list[tuple[Statement, Column, Row | None]] = []

    # --- rows -----------------------------------------------------------------------

    def read(self, clause: int) -> list[CellReading]:
        readings = [
            CellReading(one.cell, one.passage, reason=self._head_reason(one))
            for one in self.cells
            if one.cell.row < self.head
        ]
        ditto: Unit | None = None
        for index in sorted(self.body):
            here = self.body[index]
            ditto = self._row(index, here, ditto)
            row = self.tree.rows.get(index)
            for one in here:
                if one.cell.row == index:
                    readings.append(self._cell(one, row, clause + index))
        names = Names(self.subject, self.thing, self.tree, self.season)
        for statement, column, told_by in self.said:
            statement.label = names.of(column, told_by)
        self._tie(readings)
        return readings

    def _head_reason(self, one: Filled) -> str:
        column = self.columns[one.cell.column]
        return "period" if column.role == "value" else "heading"

    def _row(self, index: int, here: Sequence[Filled], ditto: Unit | None) -> Unit | None:
        """Hang the row in the tree; the unit of its unit cell, for ditto marks."""
        by_role: dict[str, list[Filled]] = {}
        for one in here:
            by_role.setdefault(self.columns[one.cell.column].role, []).append(one)
        labels = by_role.get("label", [])
        values = by_role.get("value", [])
        if values and not any(one.cell.stored is not None for one in values):
            self.columns.say_more(values, labelled=bool(labels))
        if not labels:
            return ditto
        number = " ".join(one.words for one in by_role.get("number", []))
        units = by_role.get("unit", [])
        unit = unit_cell(units[0].words, ditto) if units else None
        for depth, one in enumerate(labels):
            own = depth == len(labels) - 1
            at = one.cell.row if not own else index
            if not own and at in self.tree.rows and at != index:
                continue  # a label merged over several rows is known from the first of them
            row = make_row(
                at if own or at != index else -index - 1,
                one.words,
                number if own else "",
                (one.cell.column, one.cell.indent // self.slack),
                valued=any(value.cell.stored is not None for value in values),
            )
            if own and unit is not None:
                row.unit = unit
            self.tree.add(row)
        return unit or ditto

    # --- cells ------------------------------------------------------------------------

    def _cell(self, one: Filled, row: Row | None, clause: int) -> CellReading:
        column = self.columns[one.cell.column]
        reading = CellReading(one.cell, one.passage)
        if column.role == "number":
            reading.reason = "row_number"
        elif column.role != "value" or one.words in _ABSENT:
            reading.reason = "descriptor"
        elif one.cell.stored is not None:
            reading.statements.append(
                self._statement(stored_quantity(one.passage, one.cell.stored), column, row, clause)
            )
        elif _DATE.fullmatch(one.words):
            reading.reason = "date"
        elif is_unit(one.words):
            reading.reason = "descriptor"
        else:
            self._in_words(one, reading, column, row, clause)
        return reading

    def _in_words(
        self, one: Filled, reading: CellReading, column: Column, row: Row | None, clause: int
    ) -> None:
        text = one.passage.text
        found = find_quantities(text, one.passage.folded, (), self.vote)
        letters = sum(char.isalpha() for char in text)
        talks = letters > 12 and letters > 3 * sum(char.isdigit() for char in text)
        if not found or (talks and not text.lstrip()[:1].isdigit()):
            if row is not None:
                quantity = wordy_quantity(one.passage)
                reading.words = self._statement(quantity, column, row, clause)
            reading.reason = "descriptor"
            return
        for quantity in found:
            reading.statements.append(self._statement(quantity, column, row, clause))

    def _statement(
        self, quantity: Quantity, column: Column, row: Row | None, clause: int
    ) -> Statement:
        period = self._row_period(row) or column.period
        statement = Statement(
            quantity,
            measure=column.measure,
            compare_to=column.compare_to,
            base=column.base,
            authority=column.authority,
            period=period,
            period_basis="heading" if period else "",
            status=column.status,
            clause=clause,
            price_basis=self.columns.prices.get(column.index) or self.price,
        )
        unit = self._unit(column, row)
        statement.unit = quantity.unit
        if unit is not None and not quantity.unit:
            statement.unit = unit.name
            if unit.scale and quantity.value is not None and quantity.scale is None:
                statement.scale = unit.scale
        if statement.unit == "%" and statement.measure == "actual":
            statement.measure = "rate"
            if fold(self.subject).startswith("chỉ số"):
                statement.measure, statement.compare_to = "index", self.compared
                statement.base = base_in_header(self.title, period, self.context)
        if row is not None and self._row_period(row):  # the rows are periods: named above
            row = self.tree.rows.get(row.parent)
        self.said.append((statement, column, row))
        statement.area = area_of(column.content) or self._area(row)
        if quantity.signed < 0 and quantity.value is not None and quantity.value > 0:
            statement.sign = -1
        return statement

    def _row_period(self, row: Row | None) -> str:
        """The period where the rows are periods: "Quý I năm 2020"."""
        if row is None:
            return ""
        if row.label not in self.periods:
            self.periods[row.label] = self._period_named(row)
        return self.periods[row.label]

    def _period_named(self, row: Row) -> str:
        mentions = find_periods(fold(row.label), header=True)
        if len(mentions) != 1:
            return ""
        rest = row.label[: mentions[0].start] + row.label[mentions[0].end :]
        bare = _NOT_NAMED.sub("", fold(rest))
        return (resolve(mentions[0], self.context) or "") if not bare else ""

    def _unit(self, column: Column, row: Row | None) -> Unit | None:
        if column.percent and column.measure in (
            "pct_of_plan", "index", "share", "change", "rate",
        ):  # fmt: skip
            return Unit("%")
        own = self.tree.unit(row) if row is not None else None
        if own is not None:
            return own
        if column.unit is not None:
            return column.unit
        starred = row is not None and bool(self.starred) and self.tree.starred(row)
        return of_several(self.starred if starred else self.units, column)

    def _area(self, row: Row | None) -> str:
        if row is None:
            return ""
        return next((one.area for one in (row, *self.tree.above(row)) if one.area), "")

    # --- ties ---------------------------------------------------------------------------

    def _whole(self, row: Row) -> str:
        return self.subject if row.total and self.subject else quiet(row.label)

    def _of_another_kind(self, row: Row, parent: Row) -> bool:
        """ "Diện tích (Nghìn ha)" set in below "Sản lượng (Nghìn tấn)" is no part of it."""
        own, above = row.unit, parent.unit
        return own is not None and above is not None and own.name != above.name

    def _tie(self, readings: Sequence[CellReading]) -> None:
        """Groups: a row below another is part of it, column by column."""
        valued = {r.cell.row for r in readings if r.statements}
        divided: dict[int, int] = {}  # row of a whole to the first row that divides it
        for reading in readings:
            row = self.tree.rows.get(reading.cell.row)
            if row is None or not reading.statements:
                continue
            parent = next((one for one in self.tree.above(row) if one.index in valued), None)
            if parent is None or self._of_another_kind(row, parent):
                continue
            between = next((o for o in self.tree.above(row) if o.division or o is parent), parent)
            first = divided.setdefault(parent.index, between.index)
            for statement in reading.statements:
                # Divided in two ways, a whole would be counted twice; "một số" are not all.
                partial = "một số" in fold(between.label)
                adds = between.index == first and not partial and additive(statement)
                if adds or statement.measure in ("index", "change", "rate"):
                    statement.group = self._whole(parent)
                if adds:
                    statement.listing = "open"
                    statement.parent_row = parent.index
