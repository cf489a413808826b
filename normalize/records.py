"""Statements to observations: values in the base unit, stable ids, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extract.fold import fold
from extract.passages import Passage
from extract.quantity import Quantity
from normalize.grid import CellReading
from normalize.sentences import split_sentences
from normalize.statements import Statement
from solieu.model import (
    Block,
    Box,
    Comparator,
    Document,
    DocumentInfo,
    Observation,
    ObsStatus,
    Span,
    TablePlace,
)

_PRICE = regex.compile(
    r"giá (?:so sánh|hiện hành|thực tế|cố định)(?:\s+(?:năm\s+)?(?:1994|1989|2010|2020))?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Page, paragraph and footnote of a passage."""

    page: int
    paragraph: int
    note: str


class Recorder:
    """Collects the observations of one document."""

    def __init__(self, document: Document, info: DocumentInfo) -> None:
        self.document = document
        self.reading = document.reading
        self.info = info
        self.found: list[Observation] = []
        self.used: set[str] = set()
        self.clauses = 0
        self.by_row: dict[tuple[int, int, int], list[tuple[Statement, str]]] = {}
        self.row_texts: dict[int, dict[int, str]] = {}  # by table, then row

    def prose(
        self, passage: Passage, block: Block, statements: Sequence[Statement]
    ) -> tuple[str, ...]:
        """Record the statements of one block; their observation ids in order."""
        if not statements:
            return ()
        sentences = split_sentences(passage.text)
        ids = [self._id(passage.document_offset(s.quantity.start)) for s in statements]
        offset = self.clauses
        self.clauses += len(statements) + 1
        for statement, identity in zip(statements, ids, strict=True):
            start, end = next(
                ((a, b) for a, b in sentences if a <= statement.quantity.start < b),
                (0, len(passage.text)),
            )
            observation = self._observation(passage, statement, identity, passage.text[start:end])
            self.found.append(
                replace(
                    observation,
                    section=block.section,
                    page=block.page,
                    paragraph=block.paragraph,
                    footnote=block.note,
                    clause=offset + statement.clause if statement.clause >= 0 else -1,
                    whole=ids[statement.whole] if 0 <= statement.whole < len(ids) else "",
                    fraction_of=ids[statement.fraction_of] if statement.fraction_of >= 0 else "",
                )
            )
        return tuple(ids)

    def cell(
        self, place: TablePlace, reading: CellReading, readings: Sequence[CellReading]
    ) -> tuple[str, ...]:
        """Record the statements, or the words, of one table cell."""
        statements = reading.statements or ([reading.words] if reading.words else [])
        passage, cell = reading.passage, reading.cell
        row = self._row(place.table.number, cell.row, readings)
        ids = [self._id(passage.document_offset(s.quantity.start)) for s in statements]
        for statement, identity in zip(statements, ids, strict=True):
            observation = self._observation(passage, statement, identity, row)
            whole = self._parent(place.table.number, cell.column, statement)
            self.found.append(
                replace(
                    observation,
                    section=place.section,
                    page=cell.page,
                    table=place.table.number,
                    row=cell.row + 1,
                    column=cell.column + 1,
                    clause=statement.clause,
                    whole=whole,
                    fraction_of=ids[statement.fraction_of] if statement.fraction_of >= 0 else "",
                )
            )
        key = (place.table.number, cell.row, cell.column)
        self.by_row[key] = list(zip(statements, ids, strict=True))
        return tuple(ids)

    def _row(self, table: int, row: int, readings: Sequence[CellReading]) -> str:
        """The words of a table row, those of cells merged down to it too."""
        if table not in self.row_texts:
            rows: dict[int, list[str]] = {}
            for reading in readings:
                words = " ".join(reading.passage.text.split())
                first = reading.cell.row
                for index in range(first, first + reading.cell.rows):
                    rows.setdefault(index, []).append(words)
            self.row_texts[table] = {index: " | ".join(rows[index]) for index in rows}
        return self.row_texts[table][row]

    def _parent(self, table: int, column: int, statement: Statement) -> str:
        for rule in statement.rules:
            if rule.startswith("parent row "):
                above = self.by_row.get((table, int(rule.rsplit(" ", 1)[1]), column), [])
                return above[0][1] if above else ""
        return ""

    def _id(self, start: int) -> str:
        """Document and offset: the same document gives the same ids."""
        identity = f"{self.reading.document_id}-{start}"
        while identity in self.used:
            identity += "a"
        self.used.add(identity)
        return identity

    def _observation(
        self, passage: Passage, statement: Statement, identity: str, context: str
    ) -> Observation:
        quantity = statement.quantity
        span = passage.document_span(quantity.start, quantity.end)
        value, step = _scaled(quantity, statement)
        start, end = self._origin(span)
        scale_words = [flag for flag in statement.flags if flag.startswith("scale:")]
        scaled = quantity.scale is not None or bool(scale_words)
        flags = [*quantity.flags, *(f for f in statement.flags if not f.startswith("scale:"))]
        if statement.inherited_unit:
            flags.append("unit_inherited")
        if quantity.alternative is not None:
            flags.append(f"alternative={quantity.alternative:f}")
        return Observation(
            observation_id=identity,
            document_id=self.reading.document_id,
            source=self.reading.source,
            area=statement.area or self.info.area,
            section="",
            indicator=statement.label,
            indicator_id="",
            group=statement.group,
            measure=statement.measure,
            compare_to=statement.compare_to,
            target_authority=statement.authority,
            period=statement.period,
            period_basis=statement.period_basis if statement.period else "",
            comparator=_comparator(quantity.comparator),
            value=value,
            unit=statement.unit,
            resolution=step,
            exact=_exact(statement, scaled),
            obs_status=_status(statement),
            price_basis=statement.price_basis or _price(context),
            raw=self.document.text[span.start : span.end],
            context=" ".join(context.split()),
            page=0,
            paragraph=0,
            footnote="",
            table=0,
            row=0,
            column=0,
            char_start=start,
            char_end=end,
            bbox=self._box(passage, quantity),
            flags=tuple(flags),
            span=span,
            listing=statement.listing if statement.listing in ("open", "closed") else "",  # type: ignore[arg-type]
        )

    def _origin(self, span: Span) -> tuple[int, int]:
        origins = self.reading.origins
        if not origins:
            return span.start, span.end
        return origins[span.start], origins[span.end]

    def _box(self, passage: Passage, quantity: Quantity) -> Box | None:
        boxes = [
            self.reading.boxes[offset]
            for at in range(quantity.digits_start, quantity.digits_end)
            if (offset := passage.document_offset(at)) in self.reading.boxes
        ]
        if not boxes:
            return None
        return Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )

    def finish(self) -> tuple[Observation, ...]:
        """All observations in the order of the text."""
        return tuple(sorted(self.found, key=lambda o: (o.span.start, o.span.end)))


def _scaled(quantity: Quantity, statement: Statement) -> tuple[Decimal | None, Decimal | None]:
    """The value with a scale taken from elsewhere (unit column, whole) and its sign."""
    value, step = quantity.value, quantity.step
    for flag in statement.flags:
        if flag.startswith("scale:") and value is not None:
            factor = Decimal(10) ** int(flag.removeprefix("scale:"))
            value = value * factor
            step = None if step is None else step * factor
            if value == value.to_integral_value():
                value = value.to_integral_value()
    if value is not None and statement.sign < 0:
        value = -value
    return (None if value is None else value + 0), step


def _comparator(written: str) -> Comparator:
    match written:
        case "=" | ">" | ">=" | "<" | "<=" | "~":
            return written
        case _:
            raise ValueError(f"comparators.toml gives {written!r}")


def _status(statement: Statement) -> ObsStatus:
    if statement.status == "P":
        return "P"
    return "E" if statement.status == "E" or statement.measure == "estimate" else "A"


def _exact(statement: Statement, scaled: bool) -> bool:
    """A count, or an amount written out in đồng."""
    quantity = statement.quantity
    if scaled or quantity.comparator == "~" or quantity.value is None:
        return False
    reading = quantity.numeral.certain or quantity.numeral.default
    if reading is None or (reading.decimals and quantity.step is not None and quantity.step < 1):
        return quantity.in_words
    return (
        quantity.unit_kind == "counter"
        or statement.unit == "VND"
        or (not quantity.unit and statement.unit not in ("%", "ha", "t", "kg", "km", "m2", "m3"))
    )


def _price(context: str) -> str:
    match = _PRICE.search(fold(context))
    return match.group() if match else ""
