"""A document to its observations and its ledger of numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extract.cleaning import clean
from extract.intervals import Intervals
from extract.lexicon import either, word_pattern, word_set
from extract.marks import bracketed_heads
from extract.masks import Mask, find_masks
from extract.passages import Passage, make_passage
from extract.periods import find_periods
from extract.quantities import find_quantities
from extract.quantity import Quantity
from extract.separators import Vote, vote
from normalize.frame import Frame
from normalize.framing import Frames
from normalize.grid import caption_period, read_grid
from normalize.grid_marks import table_marks
from normalize.ledger import Ledger, has_numbers, list_number, years
from normalize.periods import PeriodContext
from normalize.prose import read_prose
from normalize.quotes import QuotedRows
from normalize.records import Place, Recorder
from normalize.scene import Scene
from normalize.sentences import Sentences
from normalize.sheet_grid import read_sheet
from normalize.statements import Statement
from normalize.vintage import month_of_titles
from solieu.model import (
    Block,
    Document,
    DocumentInfo,
    Paragraph,
    Reading,
    Recognition,
    Span,
    TablePlace,
)


@dataclass(frozen=True, slots=True)
class BlockTrail:
    """One block of prose, what was in force over it, and each figure with what was seen."""

    passage: Passage
    frame: Frame
    statements: tuple[Statement, ...]
    scenes: tuple[Scene, ...]


def observe(
    document: Document, info: DocumentInfo, trail: list[BlockTrail] | None = None
) -> Recognition:
    """Every quantity of the document as an observation, every number in the ledger.

    Observations stand in the order of the reader's text. ``trail``, where given, takes
    what each block of prose was read by. Raises nothing on any text.
    """
    return _Observer(document, info, trail).run()


def observe_text(text: str, period: str = "", trail: list[BlockTrail] | None = None) -> Recognition:
    """Read one paragraph; ``period`` is what its document covers (SDMX/ISO, may be empty)."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    text, origins = clean(text)
    span = Span(0, len(text))
    reading = Reading("", sha256, "txt", text, (Paragraph(span),), origins=origins)
    block = Block("paragraph", (span,), paragraph=1)
    return observe(Document(reading, (block,)), DocumentInfo(period=period), trail)


class _Observer:
    """Reads the blocks and tables of one document in the order that frames need."""

    def __init__(
        self, document: Document, info: DocumentInfo, trail: list[BlockTrail] | None
    ) -> None:
        self.document = document
        self.trail = trail
        self.info = info
        self.text = document.text
        notes = [(each.note, each.spans[0].start) for each in document.blocks if each.note]
        marks = (*document.reading.marks, *bracketed_heads(self.text, notes))
        found = (*marks, *table_marks(document))
        self.marks = sorted(found, key=lambda mark: mark.span)
        self.vote: Vote = vote([self.text])
        issued = info.issued or ("" if info.period else month_of_titles(document))
        self.context = PeriodContext(document=info.period, issued=issued)
        self.frames = Frames(document, self.context, info.title)
        self.recorder = Recorder(document, info)
        self.ledger = Ledger(document)

    def run(self) -> Recognition:
        blocks = self.document.blocks
        body = [i for i, block in enumerate(blocks) if not block.note]
        notes = [i for i, block in enumerate(blocks) if block.note]
        for i in [*body, *notes]:  # a note is about what the body said at its mark
            self._block(i, blocks[i])
        for place in self.document.tables:
            self._table(place)
        self.ledger.marks(self.marks)
        observations = self.recorder.finish()
        return Recognition(self.document, self.info, observations, self.ledger.finish())

    # --- prose ----------------------------------------------------------------------

    def _block(self, index: int, block: Block) -> None:
        passage = make_passage(self.text, block.spans, self.marks)
        sentences = Sentences(passage.text)
        if not has_numbers(passage):
            self.frames.remember(index, block, passage, sentences, [])
            return
        taken = _taken(passage, block)
        quantities = find_quantities(passage.text, passage.folded, taken, self.vote)
        kept, dropped = _kept(quantities, block, passage.folded)
        statements: list[Statement] = []
        if kept:
            frame = self.frames.frame(index, block, passage)
            references = _references(taken)
            scenes: list[Scene] = []
            statements = read_prose(passage, sentences, kept, frame, references, scenes)
            if self.trail is not None:
                told = BlockTrail(passage, frame, tuple(statements), tuple(scenes))
                self.trail.append(told)
        ids = self.recorder.prose(passage, sentences, block, statements)
        self.frames.remember(index, block, passage, sentences, statements)
        place = Place(block.page, block.paragraph, block.note)
        self.ledger.passage(passage, sentences, place, taken, dropped, statements, ids)

    # --- tables ----------------------------------------------------------------------

    def _table(self, place: TablePlace) -> None:
        period = self.frames.headings.above(place.headings).period
        if not place.table.sheet:
            captions = [self.text[span.start : span.end] for span in place.captions]
            period = period or caption_period(captions, self.context)
        context = replace(self.context, heading=period)
        clause = _CLAUSES_A_TABLE * place.table.number
        read = read_sheet if place.table.sheet else read_grid
        readings = read(self.text, place, self.marks, context, self.vote, clause)
        cells = ((r.cell.row, r.cell.rows, r.cell.column, r.passage.text) for r in readings)
        rows = QuotedRows(cells)
        for reading in readings:
            ids = self.recorder.cell(place, reading, rows)
            self.ledger.cell(place, reading, ids)


_CLAUSES_A_TABLE = 1_000_000  # more rows than any table has: clauses of tables and prose differ


# --- what is no observation -----------------------------------------------------------------


def _taken(passage: Passage, block: Block) -> list[Mask]:
    """Masks and periods in order, the first to claim a stretch keeps it."""
    taken = [
        Mask(mention.start, mention.end, mention.reason) for mention in find_periods(passage.folded)
    ]
    number = list_number(passage, block)
    if number is not None:
        taken = [number, *(mask for mask in taken if mask.start >= number.end)]
    claimed = Intervals((mask.start, mask.end) for mask in taken)
    taken.extend(
        mask
        for mask in find_masks(passage.text, passage.folded)
        if claimed.claim(mask.start, mask.end)
    )
    taken.extend(years(passage, claimed))
    return sorted(taken, key=lambda mask: mask.start)


def _references(taken: Sequence[Mask]) -> list[tuple[int, int]]:
    """The masks whose words are no part of a label: by what document, where to call."""
    reasons = word_set("measures", "references")
    return [(mask.start, mask.end) for mask in taken if mask.reason in reasons]


def _kept(
    found: Sequence[Quantity], block: Block, folded: str
) -> tuple[list[Quantity], list[Mask]]:
    """Quantities worth an observation; of the others the digits and why they are none."""
    kept: list[Quantity] = []
    dropped: list[Mask] = []
    before: Quantity | None = None
    for quantity in found:
        reason = ""
        if block.kind == "furniture":
            reason = "descriptor" if quantity.unit else "document_number"
        elif block.kind == "heading" and not quantity.unit:
            reason = "heading"
        elif _is_threshold(folded, before, quantity):
            reason = "descriptor"
        if reason:
            dropped.append(Mask(quantity.digits_start, quantity.digits_end, reason))
        else:
            kept.append(quantity)
        before = quantity
    return kept, dropped


_FEW_WORDS = regex.compile(r"\s*(?:[^\W\d]+\s+){1,7}")


@cache
def _bound() -> regex.Pattern[str]:
    """A bound right before a figure; read backwards, so that the passage is not searched."""
    return regex.compile(
        rf"(?r)(?:(?<!\w)(?:{either('measures', 'bounds', backwards=True)})|[<>≥≤])\s*"
    )


def _is_threshold(folded: str, before: Quantity | None, quantity: Quantity) -> bool:
    """ "36 xã đạt trên 15 tiêu chí": the bound only describes the communes counted."""
    if before is None or quantity.comparator in ("=", "~") or before.unit_kind != "counter":
        return False
    if not _bound().match(folded, 0, quantity.start):
        return False
    gap = folded[before.end : quantity.start]
    return (
        _FEW_WORDS.fullmatch(gap) is not None
        and word_pattern("measures", "own_figures").search(gap) is None
    )
