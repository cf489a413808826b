"""Statements to observations: values in the base unit, stable ids, places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from extract.legacy_tables import Encoding
from extract.passages import Passage
from extract.quantity import Quantity
from normalize.grid import CellReading
from normalize.pages import Pages
from normalize.quotes import QuotedRows
from normalize.scans import Doubts
from normalize.sentences import Sentences
from normalize.statements import Statement
from normalize.values import comparator, flags, in_base_units, is_exact, listing, status
from solieu.frozen import frozen
from solieu.model import (
    Block,
    Box,
    Document,
    DocumentInfo,
    Observation,
    Span,
    TablePlace,
)


@frozen
class Place:
    """Where a passage stands; ``row`` and ``column`` count from 0, ``table`` from 1 (0: none)."""

    page: int
    paragraph: int
    note: str
    section: str = ""
    table: int = 0
    row: int = 0
    column: int = 0


@frozen
class _Ties:
    """An observation's id, what is quoted around it, and its ties to others, by their ids."""

    identity: str
    context: str
    clause: int
    whole: str
    fraction_of: str


class Recorder:
    """Collects the observations of one document, block by block and cell by cell."""

    def __init__(self, document: Document, info: DocumentInfo) -> None:
        """``info`` gives the area of all observations."""
        self.document = document
        self.reading = document.reading
        self.info = info
        self._found: list[Observation] = []
        self._used: set[str] = set()
        self._legacy = _legacy(document.reading.encoding)
        self._doubts = Doubts(document.reading.scanned, document.text)
        self._pages = Pages(document.reading.paragraphs)
        self._clauses = 0  # numbers of clauses given away
        self._cells: dict[tuple[int, int, int], str] = {}  # first id of table, row, column

    def prose(
        self,
        passage: Passage,
        sentences: Sentences,
        block: Block,
        statements: Sequence[Statement],
    ) -> tuple[str, ...]:
        """Record the statements of one block; their observation ids in order."""
        if not statements:
            return ()
        place = Place(block.page, block.paragraph, block.note, block.section)
        ids = [self._id(passage.document_offset(s.quantity.start)) for s in statements]
        offset = self._clauses
        self._clauses += len(statements) + 1
        for statement, identity in zip(statements, ids, strict=True):
            self._record(
                passage,
                statement,
                place,
                _Ties(
                    identity,
                    sentences.quote(statement.quantity.start),
                    offset + statement.clause if statement.clause >= 0 else -1,
                    ids[statement.whole] if 0 <= statement.whole < len(ids) else "",
                    ids[statement.fraction_of] if statement.fraction_of >= 0 else "",
                ),
            )
        return tuple(ids)

    def cell(self, place: TablePlace, reading: CellReading, rows: QuotedRows) -> tuple[str, ...]:
        """Record the statements, or the words, of one table cell; ``rows`` quotes its row."""
        statements = reading.statements or ([reading.words] if reading.words else [])
        passage, cell = reading.passage, reading.cell
        at = Place(cell.page, 0, "", place.section, place.table.number, cell.row, cell.column)
        ids = [self._id(passage.document_offset(s.quantity.start)) for s in statements]
        for statement, identity in zip(statements, ids, strict=True):
            self._record(
                passage,
                statement,
                at,
                _Ties(
                    identity,
                    rows.quote(cell.row, cell.column, statement.quantity.start),
                    statement.clause,
                    self._cells.get((at.table, statement.parent_row, cell.column), ""),
                    ids[statement.fraction_of] if statement.fraction_of >= 0 else "",
                ),
            )
        if ids:
            self._cells[at.table, cell.row, cell.column] = ids[0]
        return tuple(ids)

    def finish(self) -> tuple[Observation, ...]:
        """All observations in the order of the text."""
        return tuple(sorted(self._found, key=lambda o: (o.span.start, o.span.end)))

    def _id(self, start: int) -> str:
        """Document and offset: the same document gives the same ids."""
        identity = f"{self.reading.document_id}-{start}"
        while identity in self._used:
            identity += "a"
        self._used.add(identity)
        return identity

    def _record(
        self,
        passage: Passage,
        statement: Statement,
        place: Place,
        ties: _Ties,
    ) -> None:
        """Write one statement as an observation."""
        quantity = statement.quantity
        span = passage.document_span(quantity.start, quantity.end)
        value, step = in_base_units(quantity, statement)
        start, end = self._origin(span)
        self._found.append(
            Observation(
                observation_id=ties.identity,
                document_id=self.reading.document_id,
                source=self.reading.source,
                area=statement.area or self.info.area,
                section=place.section,
                indicator=statement.label,
                indicator_id="",
                group=statement.group,
                measure=statement.measure,
                compare_to=statement.compare_to,
                target_authority=statement.authority,
                period=statement.period,
                period_basis=statement.period_basis if statement.period else "",
                comparator=comparator(quantity.comparator),
                value=value,
                unit=statement.unit,
                resolution=step,
                exact=is_exact(statement),
                obs_status=status(statement),
                price_basis=statement.price_basis,
                raw=self.document.text[span.start : span.end],
                context=ties.context,
                page=place.page if place.table else self._pages.of(span.start, place.page),
                paragraph=place.paragraph,
                footnote=place.note,
                table=place.table,
                row=place.row + 1 if place.table else 0,
                column=place.column + 1 if place.table else 0,
                char_start=start,
                char_end=end,
                bbox=self._box(passage, quantity),
                flags=(
                    *flags(statement),
                    *self._legacy_flag(passage, place),
                    *self._doubts.flags(span, statement.unit),
                ),
                span=span,
                clause=ties.clause,
                whole=ties.whole,
                listing=listing(statement.listing),
                fraction_of=ties.fraction_of,
                base=statement.base if statement.compare_to == "other" else "",
            )
        )

    def _legacy_flag(self, passage: Passage, place: Place) -> tuple[str, ...]:
        """The flag of converted text, where the paragraph or table of the figure has some."""
        converted = self.reading.converted
        if not self._legacy or converted is None:
            return self._legacy
        around = Span(passage.document_offset(0), passage.document_offset(len(passage.text) - 1))
        if place.table:
            around = next(t.span for t in self.reading.tables if t.number == place.table)
        near = any(one.start <= around.end and around.start < one.end for one in converted)
        return self._legacy if near else ()

    def _origin(self, span: Span) -> tuple[int, int]:
        origins = self.reading.origins
        if not origins:
            return span.start, span.end
        return origins[span.start], origins[span.end]

    def _box(self, passage: Passage, quantity: Quantity) -> Box | None:
        """The place of the digits on their page, None where the format has none."""
        known = self.reading.boxes
        if not known:
            return None
        offsets = map(passage.document_offset, range(quantity.digits_start, quantity.digits_end))
        boxes = [known[offset] for offset in offsets if offset in known]
        if not boxes:
            return None
        return Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )


def _legacy(encoding: str) -> tuple[str, ...]:
    """The flag of figures read from text that was converted to Unicode."""
    converted = set(encoding.split("+")) & set(get_args(Encoding))
    return ("legacy_encoding",) if converted else ()
