"""A document to its observations and its ledger of numbers."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import regex

from extract.cleaning import clean
from extract.masks import Mask, find_masks
from extract.passages import Passage, make_passage
from extract.periods import find_periods
from extract.quantities import find_quantities
from extract.quantity import Quantity
from extract.separators import Vote, vote
from normalize.framing import Frames
from normalize.grid import CellReading, read_grid
from normalize.ledger import Ledger
from normalize.periods import PeriodContext
from normalize.prose import read_prose
from normalize.records import Place, Recorder
from normalize.sheet_grid import read_sheet
from normalize.statements import Statement
from solieu.model import (
    Block,
    Document,
    DocumentInfo,
    Observation,
    Paragraph,
    Reading,
    Recognition,
    Span,
)


def observe(document: Document, info: DocumentInfo) -> Recognition:
    """Every quantity of the document as an observation, every number in the ledger.

    Observations stand in the order of the reader's text. Raises nothing on any text.
    """
    return _Observer(document, info).run()


def observe_text(text: str, period: str = "") -> Recognition:
    """Read one paragraph; ``period`` is what its document covers (SDMX/ISO, may be empty)."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    text, origins = clean(text)
    span = Span(0, len(text))
    reading = Reading("", sha256, "txt", text, (Paragraph(span),), origins=origins)
    block = Block("paragraph", (span,), paragraph=1)
    return observe(Document(reading, (block,)), DocumentInfo(period=period))


class _Observer:
    def __init__(self, document: Document, info: DocumentInfo) -> None:
        self.document = document
        self.info = info
        self.text = document.text
        self.marks = document.reading.marks
        self.vote: Vote = vote([self.text])
        self.context = PeriodContext(document=info.period, issued=info.issued)
        self.frames = Frames(document, self.context)
        self.recorder = Recorder(document, info)
        self.ledger = Ledger(document)

    def run(self) -> Recognition:
        blocks = self.document.blocks
        body = [i for i, block in enumerate(blocks) if not block.note]
        notes = [i for i, block in enumerate(blocks) if block.note]
        for i in [*body, *notes]:
            self._block(i, blocks[i])
        for place in self.document.tables:
            context = replace(self.context, heading=self.frames.heading_period(place.headings))
            self._table(place, context)
        self.ledger.marks(self.marks)
        observations = self.recorder.finish()
        return Recognition(self.document, self.info, observations, self.ledger.finish())

    # --- prose ----------------------------------------------------------------------

    def _block(self, index: int, block: Block) -> None:
        passage = make_passage(self.text, block.spans, self.marks)
        if not self.ledger.has_digits(passage):
            self.frames.remember(index, passage, [], ())
            return
        taken = self._taken(passage, block)
        found = find_quantities(passage.text, passage.folded, taken, self.vote)
        found, dropped = _kept(found, block, passage.folded)
        frame = self.frames.frame(index, block, passage)
        references = [(m.start, m.end) for m in taken if m.reason in _REFERENCES]
        statements = read_prose(passage, found, frame, references) if found else []
        ids = self.recorder.prose(passage, block, statements)
        self.frames.remember(index, passage, statements, ids)
        place = Place(block.page, block.paragraph, block.note)
        self.ledger.passage(passage, place, taken, dropped, statements, ids)

    def _taken(self, passage: Passage, block: Block) -> list[Mask]:
        """Masks and periods, the first to claim a stretch keeps it."""
        taken = [
            Mask(mention.start, mention.end, mention.reason)
            for mention in find_periods(passage.folded)
        ]
        heading = self.ledger.list_number(passage, block)
        if heading is not None:
            taken = [m for m in taken if m.start >= heading.end]
            taken.append(heading)
        for mask in find_masks(passage.text, passage.folded):
            if all(mask.end <= m.start or m.end <= mask.start for m in taken):
                taken.append(mask)
        taken.extend(self.ledger.years(passage, taken))
        return sorted(taken, key=lambda mask: mask.start)

    # --- tables ----------------------------------------------------------------------

    def _table(self, place, context: PeriodContext) -> None:  # type: ignore[no-untyped-def]
        clause = 1_000_000 * place.table.number
        read = read_sheet if place.table.sheet else read_grid
        readings = read(self.text, place, self.marks, context, self.vote, clause)
        for reading in readings:
            ids = self.recorder.cell(place, reading, readings)
            self.ledger.cell(place, reading, ids)


# Masks whose words are no part of a label: they say by what document, where to call.
_REFERENCES = frozenset({"legal_reference", "document_number", "phone", "url", "time", "date"})
_THRESHOLD = regex.compile(r"\s*(?:[^\W\d]+\s+){1,7}")
_BOUND = regex.compile(r"(?:(?<!\w)(?:trên|dưới|từ|tối thiểu|ít nhất|không quá|đủ)|[<>≥≤])\s*$")
_OWN_FIGURE = regex.compile(
    r"(?<!\w)(?:với|và|tổng|trong đó|cho|tặng|trị giá|số tiền|giá trị|thu hút|tăng|giảm|gồm|còn|là|chiếm|đạt tỷ lệ)(?!\w)"
)


def _is_threshold(folded: str, before: Quantity | None, quantity: Quantity) -> bool:
    """ "36 xã đạt trên 15 tiêu chí": the bound only describes the communes counted."""
    if before is None or quantity.comparator in ("=", "~") or before.unit_kind != "counter":
        return False
    if not _BOUND.search(folded, 0, quantity.start):
        return False
    gap = folded[before.end : quantity.start]
    return _THRESHOLD.fullmatch(gap) is not None and _OWN_FIGURE.search(gap) is None


def _kept(
    found: tuple[Quantity, ...], block: Block, folded: str
) -> tuple[list[Quantity], dict[tuple[int, int], str]]:
    """Quantities worth an observation, and why the others are none."""
    kept: list[Quantity] = []
    dropped: dict[tuple[int, int], str] = {}
    before: Quantity | None = None
    for quantity in found:
        where = (quantity.digits_start, quantity.digits_end)
        if block.kind == "furniture":
            dropped[where] = "document_number" if not quantity.unit else "descriptor"
        elif block.kind == "heading" and not quantity.unit:
            dropped[where] = "heading"
        elif _is_threshold(folded, before, quantity):
            dropped[where] = "descriptor"
        else:
            kept.append(quantity)
        before = quantity
    return kept, dropped


__all__ = ["CellReading", "Observation", "Statement", "observe", "observe_text"]
